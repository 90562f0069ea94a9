using Guestfs.Boots;
using Guestfs.Shares;

namespace Guestfs.Web.Shares;

/// <summary>
/// The pictures that go with links, drawn when they are first asked for. One of a boot that is over is drawn once, one of a boot that
/// runs at most every few seconds, and never more than one at a time, so that nobody can keep the server busy with them.
/// </summary>
public sealed class PreviewPictures(TimeProvider time) : IDisposable
{
    /// <summary>About 40 KB each.</summary>
    private const int Most = 256;

    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(5);

    private readonly Lock _gate = new();
    private readonly SemaphoreSlim _drawing = new(1, 1);
    private readonly Dictionary<(string Share, string? Title, ShareContents Contents), Picture> _pictures = [];

    /// <param name="draw">Reads the boot and draws it; null when there is no boot.</param>
    public async Task<byte[]?> GetAsync(Share share, Func<Task<(Drawing Drawing, bool Over)?>> draw, CancellationToken cancellationToken)
    {
        var key = (share.Id, share.Title, share.Contents);
        if (Find(key) is { } known)
        {
            return known;
        }

        await _drawing.WaitAsync(cancellationToken);
        try
        {
            // Whoever was first drew it for all who waited.
            if (Find(key) is { } drawn)
            {
                return drawn;
            }

            if (await draw() is not { } made)
            {
                return null;
            }

            var png = PngDrawing.Write(made.Drawing);
            Keep(key, new Picture(png, made.Over ? DateTimeOffset.MaxValue : time.GetUtcNow() + Fresh, time.GetTimestamp()));
            return png;
        }
        finally
        {
            _drawing.Release();
        }
    }

    public void Dispose() => _drawing.Dispose();

    private byte[]? Find((string, string?, ShareContents) key)
    {
        lock (_gate)
        {
            return _pictures.TryGetValue(key, out var picture) && time.GetUtcNow() < picture.Until ? picture.Png : null;
        }
    }

    private void Keep((string, string?, ShareContents) key, Picture picture)
    {
        lock (_gate)
        {
            _pictures[key] = picture;
            if (_pictures.Count > Most)
            {
                _pictures.Remove(_pictures.MinBy(static kept => kept.Value.DrawnAt).Key);
            }
        }
    }

    private sealed record Picture(byte[] Png, DateTimeOffset Until, long DrawnAt);
}
