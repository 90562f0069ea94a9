using Guestfs.Connection;

namespace Guestfs.Core.Tests.Fakes;

/// <summary>A connection and the daemon at its other end, over a real unix socket in a directory of its own.</summary>
public sealed class DaemonPair : IAsyncDisposable
{
    private readonly DirectoryInfo _directory;

    private DaemonPair(DirectoryInfo directory, DaemonConnection connection, FakeDaemon daemon, RecordingObserver observer)
    {
        _directory = directory;
        Connection = connection;
        Daemon = daemon;
        Observer = observer;
    }

    public DaemonConnection Connection { get; }

    public FakeDaemon Daemon { get; }

    public RecordingObserver Observer { get; }

    public static async Task<DaemonPair> StartAsync(CancellationToken cancellationToken, TimeProvider? time = null)
    {
        var directory = Directory.CreateTempSubdirectory("guestfs-pair-");
        var observer = new RecordingObserver();
        using var listener = DaemonListener.Bind(Path.Combine(directory.FullName, "guestfsd.sock"), time ?? TimeProvider.System);
        var accepting = listener.AcceptAsync(observer, cancellationToken);
        var daemon = await FakeDaemon.ConnectAsync(listener.Path, cancellationToken);
        return new DaemonPair(directory, await accepting, daemon, observer);
    }

    /// <summary>A pair whose launch flag was sent and received.</summary>
    public static async Task<DaemonPair> LaunchAsync(CancellationToken cancellationToken, TimeProvider? time = null)
    {
        var pair = await StartAsync(cancellationToken, time);
        await pair.Daemon.SendLaunchFlagAsync(cancellationToken);
        await pair.Connection.WaitForLaunchAsync(cancellationToken);
        return pair;
    }

    /// <summary>The next call, which must come.</summary>
    public async Task<FakeCall> ReadCallAsync(CancellationToken cancellationToken) =>
        await Daemon.ReadCallAsync(cancellationToken) ?? throw new EndOfStreamException("The client hung up where a call was due.");

    /// <summary>Shows that the connection is still good.</summary>
    public async Task PingAsync(CancellationToken cancellationToken)
    {
        var calling = Connection.CallAsync(new DaemonCall(92, "ping_daemon"), null, cancellationToken);
        await Daemon.ReplyAsync(await ReadCallAsync(cancellationToken), null, cancellationToken);
        await calling;
    }

    public async ValueTask DisposeAsync()
    {
        await Connection.DisposeAsync();
        await Daemon.DisposeAsync();
        _directory.Delete(recursive: true);
    }
}
