using System.Net.Sockets;
using System.Text;

namespace Guestfs.Connection;

/// <summary>The unix socket that qemu connects the daemon's virtio-serial port to. Takes one connection, then stops listening.</summary>
public sealed class DaemonListener : IDisposable
{
    /// <summary>The most bytes of a unix socket's path (sun_path of unix(7), less its final NUL).</summary>
    public const int MaxPathBytes = 107;

    private readonly Socket _socket;
    private readonly TimeProvider _time;
    private bool _disposed;

    private DaemonListener(Socket socket, string path, TimeProvider time)
    {
        _socket = socket;
        Path = path;
        _time = time;
    }

    public string Path { get; }

    /// <exception cref="GuestfsException">The path is too long, or the socket cannot be made there.</exception>
    public static DaemonListener Bind(string path, TimeProvider time)
    {
        var length = Encoding.UTF8.GetByteCount(path);
        if (length > MaxPathBytes)
        {
            throw new GuestfsException(
                $"The socket path '{path}' is {length} bytes long and a unix socket's path has at most {MaxPathBytes}; nothing was started. Set TMPDIR or XDG_RUNTIME_DIR to a shorter directory.");
        }

        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            socket.Bind(new UnixDomainSocketEndPoint(path));
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite);
            socket.Listen(backlog: 1);
            return new DaemonListener(socket, path, time);
        }
        catch (Exception e) when (e is SocketException or IOException or UnauthorizedAccessException)
        {
            socket.Dispose();
            throw new GuestfsException(
                $"The daemon's socket '{path}' cannot be made ({e.Message}); nothing was started. Check that its directory exists and can be written.",
                e);
        }
    }

    /// <summary>Waits for qemu to connect, which it does as it starts, long before the appliance is up.</summary>
    public async Task<DaemonConnection> AcceptAsync(ICallObserver? observer, CancellationToken cancellationToken)
    {
        var peer = await _socket.AcceptAsync(cancellationToken).ConfigureAwait(false);
        Dispose();
        return new DaemonConnection(new NetworkStream(peer, ownsSocket: true), observer, _time);
    }

    /// <summary>Stops listening and removes the socket's file. A connection that was accepted goes on.</summary>
    public void Dispose()
    {
        if (_disposed)
        {
            return;
        }

        _disposed = true;
        _socket.Dispose();
        if (File.Exists(Path))
        {
            File.Delete(Path);
        }
    }
}
