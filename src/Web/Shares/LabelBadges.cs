using Guestfs.Boots;
using Guestfs.Journal;

namespace Guestfs.Web.Shares;

/// <summary>Badges of labels, each worked out at most every few seconds however often it is asked for, and one at a time.</summary>
public sealed class LabelBadges(IBootEngine engine, TimeProvider time) : IDisposable
{
    private const int Most = 1_000;

    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(10);

    /// <summary>
    /// What a badge shows unless something else is asked for: boots of this host. An imported journal brings its own label and time, so
    /// that whoever may import could put a boot of their own making in the place of the last one.
    /// </summary>
    internal static readonly IReadOnlyList<BootStatus> Booted = [.. Enum.GetValues<BootStatus>().Where(static status => status != BootStatus.Imported)];

    private readonly SemaphoreSlim _asking = new(1, 1);
    private readonly Dictionary<string, (Drawing Drawing, DateTimeOffset Until)> _drawn = [];

    /// <summary>The last boot with the label that was not imported; one that runs counts once it is over.</summary>
    public async Task<Drawing> DrawAsync(string label, CancellationToken cancellationToken)
    {
        await _asking.WaitAsync(cancellationToken);
        try
        {
            var now = time.GetUtcNow();
            if (_drawn.TryGetValue(label, out var known) && now < known.Until)
            {
                return known.Drawing;
            }

            var page = await engine.ListAsync(new BootQuery { Label = label, Statuses = Booted, PageSize = 1 }, cancellationToken);
            var drawing = StripPicture.Badge(label, page.Past.Count > 0 ? page.Past[0] : null);
            if (_drawn.Count >= Most)
            {
                _drawn.Clear();
            }

            _drawn[label] = (drawing, now + Fresh);
            return drawing;
        }
        finally
        {
            _asking.Release();
        }
    }

    public void Dispose() => _asking.Dispose();
}
