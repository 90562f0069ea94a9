using Guestfs.Protocol;

namespace Guestfs.Connection;

/// <summary>
/// One conversation with guestfsd. One call is in flight at a time; further callers wait their turn. The first failure of the
/// connection itself ends it for good, and every later call repeats the reason.
/// </summary>
public sealed partial class DaemonConnection : IAsyncDisposable
{
    /// <summary>How long the daemon may take to stop a transfer before the connection is given up.</summary>
    private static readonly TimeSpan StopTime = TimeSpan.FromSeconds(10);

    private readonly Stream _stream;
    private readonly ICallObserver? _observer;
    private readonly TimeProvider _time;
    private readonly FrameReader _frames;
    private readonly OutgoingMessage _outgoing = new();
    private readonly SemaphoreSlim _turn = new(1, 1);

    private ConnectionClosedException? _closed;
    private bool _launched;
    private uint _nextSerial = ProtocolConstants.FirstSerial;
    private int _calls;

    /// <param name="stream">Both directions of the daemon's port; disposed with the connection.</param>
    public DaemonConnection(Stream stream, ICallObserver? observer, TimeProvider time)
    {
        _stream = stream;
        _observer = observer;
        _time = time;
        _frames = new FrameReader(stream);
    }

    /// <summary>Why no more calls can be made, or null.</summary>
    public ConnectionClosedException? Closed => Volatile.Read(ref _closed);

    /// <summary>Waits for the daemon's launch flag, the one proof that the appliance is ready. There is no time limit but the token's.</summary>
    /// <exception cref="ConnectionClosedException">qemu or the daemon ended first.</exception>
    /// <exception cref="ProtocolException">Something else came.</exception>
    public async Task WaitForLaunchAsync(CancellationToken cancellationToken)
    {
        if (_launched)
        {
            throw new InvalidOperationException("The launch flag was already received.");
        }

        await TakeTurnAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            var frame = await NextFrameAsync("before it was ready", cancellationToken).ConfigureAwait(false);
            if (frame.Kind != FrameKind.Launch)
            {
                throw new ProtocolException(
                    $"The appliance sent {Describe(frame)} where its launch flag was due, so it is not a libguestfs daemon that answers.", 0);
            }

            _launched = true;
        }
        catch (OperationCanceledException)
        {
            throw;
        }
        catch (Exception e)
        {
            throw Break(e, "before it was ready");
        }
        finally
        {
            _turn.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        Interlocked.CompareExchange(ref _closed, new ConnectionClosedException("The connection to the daemon was closed by its owner."), null);
        await _stream.DisposeAsync().ConfigureAwait(false);
    }

    private static string Describe(IncomingFrame frame) => frame.Kind switch
    {
        FrameKind.Message => $"a message of {frame.Body.Length} bytes",
        FrameKind.Progress => "a progress message",
        FrameKind.Cancel => "a cancel flag",
        _ => "a launch flag",
    };

    private async Task TakeTurnAsync(CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken).ConfigureAwait(false);
        if (Closed is { } closed)
        {
            _turn.Release();
            throw new ConnectionClosedException(closed.Message, closed);
        }
    }

    private async ValueTask<IncomingFrame> NextFrameAsync(string when, CancellationToken cancellationToken) =>
        await _frames.ReadAsync(cancellationToken).ConfigureAwait(false) ?? throw Ended(when, null);

    private static ConnectionClosedException Ended(string when, Exception? cause) => new(
        $"The appliance closed the daemon's connection {when}{(cause is null ? "" : $" ({cause.Message})")}: qemu ended or guestfsd died. The last console lines say why.",
        cause);

    /// <summary>Ends the conversation; the first reason is kept. Returns what the caller throws.</summary>
    private Exception Break(Exception failure, string when)
    {
        var error = failure switch
        {
            ConnectionClosedException or ProtocolException or OperationCanceledException => failure,
            IOException or ObjectDisposedException when Closed is { } closed => new ConnectionClosedException(closed.Message, closed),
            IOException or ObjectDisposedException => Ended(when, failure),
            _ => failure,
        };
        var reason = error switch
        {
            ConnectionClosedException closed => closed,
            OperationCanceledException => new ConnectionClosedException(
                $"The connection to the daemon was given up because a call was cancelled {when}; the appliance can only be stopped now.", failure),
            _ => new ConnectionClosedException($"The connection to the daemon was given up {when}: {error.Message}", error),
        };
        Interlocked.CompareExchange(ref _closed, reason, null);
        _stream.Dispose();
        return error;
    }
}
