using Guestfs.Processes;

namespace Guestfs.Appliance;

/// <summary>Passes on what supermin prints and keeps the two lines that decide what happened.</summary>
internal sealed class SuperminOutput : IDisposable
{
    private const int BufferSize = 16 * 1024;

    /// <summary>
    /// How long to wait for more after supermin has ended: the shell it leaves behind to delete the old appliance holds its
    /// output open.
    /// </summary>
    private static readonly TimeSpan Quiet = TimeSpan.FromSeconds(1);

    private readonly IApplianceObserver _observer;
    private readonly TimeProvider _time;
    private readonly Lock _gate = new();
    private readonly LineSearch _current = new(static line => line.Contains("if-newer: output does not need rebuilding", StringComparison.Ordinal));
    private readonly LineSearch _error = new(static line => line.Length > 0 && !line.StartsWith("supermin: warning:", StringComparison.Ordinal));
    private readonly Task _pumps;
    private long _chunks;
    private bool _closed;

    public SuperminOutput(ChildProcess child, IApplianceObserver observer, TimeProvider time)
    {
        _observer = observer;
        _time = time;
        _pumps = Task.WhenAll(PumpAsync(child.StandardOutput, isError: false), PumpAsync(child.StandardError, isError: true));
    }

    /// <summary>supermin said that it kept the cached appliance.</summary>
    public bool SaysCurrent => _current.Found is not null;

    /// <summary>The first line on standard error that is not a warning, without supermin's prefix.</summary>
    public string? FirstError => _error.Found is { } line && line.StartsWith("supermin: ", StringComparison.Ordinal)
        ? line["supermin: ".Length..].TrimEnd('.')
        : _error.Found?.TrimEnd('.');

    /// <summary>Reads what is left after supermin has ended.</summary>
    public async Task DrainAsync()
    {
        long seen;
        do
        {
            seen = Interlocked.Read(ref _chunks);
            try
            {
                await _pumps.WaitAsync(Quiet, _time).ConfigureAwait(false);
                break;
            }
            catch (TimeoutException)
            {
                // Somebody still holds the output open; go on only while it says something.
            }
        }
        while (seen != Interlocked.Read(ref _chunks));
        _current.End();
        _error.End();
    }

    public void Dispose()
    {
        lock (_gate)
        {
            _closed = true;
        }
    }

    private async Task PumpAsync(Stream stream, bool isError)
    {
        var buffer = new byte[BufferSize];
        try
        {
            while (await stream.ReadAsync(buffer).ConfigureAwait(false) is > 0 and var length)
            {
                Pass(buffer.AsMemory(0, length), isError);
            }
        }
        catch (Exception error) when (error is IOException or ObjectDisposedException)
        {
            // The stream was closed under a read that outlived supermin.
        }
    }

    private void Pass(ReadOnlyMemory<byte> bytes, bool isError)
    {
        lock (_gate)
        {
            if (!_closed)
            {
                _observer.Output(isError, bytes);
                (isError ? _error : _current).Add(bytes.Span);
                Interlocked.Increment(ref _chunks);
            }
        }
    }
}
