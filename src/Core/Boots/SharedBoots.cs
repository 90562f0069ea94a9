using Guestfs.Pins;
using Guestfs.Redaction;
using Guestfs.Shares;

namespace Guestfs.Boots;

/// <summary>
/// Boots as the holders of shares may see them. However many look at one share, its boot is read and redacted once; when
/// nobody looks any more, that is let go.
/// </summary>
public sealed class SharedBoots(IBootEngine engine, PinDesk pins, EngineOptions options, TimeProvider time) : IDisposable
{
    /// <summary>A page is followed by requests for its lines and its stream, which should find what it read.</summary>
    private static readonly TimeSpan Linger = TimeSpan.FromSeconds(15);

    private readonly Lock _gate = new();
    private readonly Dictionary<(string Share, ShareContents Contents), Open> _open = [];

    /// <param name="address">The path below which the share is served.</param>
    public IBootReader Reader(Share share, string address) => new SharedBootReader(this, engine, pins, share, address);

    /// <summary>What a reader of such a share may see.</summary>
    public static RedactionChoices ChoicesOf(ShareContents contents) => new()
    {
        Console = contents.Console,
        DiskNames = contents.DiskNames,
        CommandLine = contents.CommandLine,
        Environment = contents.Environment,
        Redact = contents.Redact,
    };

    public void Dispose()
    {
        lock (_gate)
        {
            foreach (var open in _open.Values)
            {
                open.Dispose();
            }

            _open.Clear();
        }
    }

    internal RedactedBoot Enter(Share share)
    {
        lock (_gate)
        {
            var key = (share.Id, share.Contents);
            if (!_open.TryGetValue(key, out var open) || open.Boot.HasFailed)
            {
                open?.Dispose();
                var boot = new RedactedBoot(engine, share.BootId, ChoicesOf(share.Contents), () => new OutputBudget(options.KeepHeadBytes, options.KeepTailBytes), time);
                _open[key] = open = new Open(boot, time.CreateTimer(_ => CloseIfIdle(key), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan));
            }

            open.Readers++;
            return open.Boot;
        }
    }

    internal void Leave(Share share, RedactedBoot boot)
    {
        lock (_gate)
        {
            if (_open.TryGetValue((share.Id, share.Contents), out var open) && open.Boot == boot && --open.Readers == 0)
            {
                open.Timer.Change(Linger, Timeout.InfiniteTimeSpan);
            }
        }
    }

    private void CloseIfIdle((string Share, ShareContents Contents) key)
    {
        lock (_gate)
        {
            if (_open.TryGetValue(key, out var open) && open.Readers == 0)
            {
                _open.Remove(key);
                open.Dispose();
            }
        }
    }

    private sealed class Open(RedactedBoot boot, ITimer timer) : IDisposable
    {
        public RedactedBoot Boot { get; } = boot;

        public ITimer Timer { get; } = timer;

        public int Readers { get; set; }

        public void Dispose()
        {
            Timer.Dispose();
            Boot.Dispose();
        }
    }
}
