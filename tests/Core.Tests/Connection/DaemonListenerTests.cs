using System.Net.Sockets;
using Guestfs.Connection;
using Guestfs.Core.Tests.Fakes;

namespace Guestfs.Core.Tests.Connection;

public sealed class DaemonListenerTests : IDisposable
{
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("guestfs-listen-");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _directory.Delete(recursive: true);

    [Fact]
    public void Bind_LongestPossiblePath_ListensForItsOwnerOnly()
    {
        var path = PathOf(DaemonListener.MaxPathBytes);

        using var listener = DaemonListener.Bind(path, TimeProvider.System);

        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(path));
    }

    [Fact]
    public void Bind_PathOneByteTooLong_NamesLengthAndLimit()
    {
        var error = Assert.Throws<GuestfsException>(() => DaemonListener.Bind(PathOf(108), TimeProvider.System));

        Assert.Contains("108 bytes long", error.Message, StringComparison.Ordinal);
        Assert.Contains("at most 107", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Bind_PathTaken_ThrowsOneSentence()
    {
        var path = PathOf(90);
        File.WriteAllText(path, "taken");

        var error = Assert.Throws<GuestfsException>(() => DaemonListener.Bind(path, TimeProvider.System));

        Assert.Contains(path, error.Message, StringComparison.Ordinal);
        Assert.Equal("taken", File.ReadAllText(path));
    }

    [Fact]
    public async Task AcceptAsync_OneConnected_StopsListeningAndRemovesTheSocket()
    {
        using var listener = DaemonListener.Bind(PathOf(90), TimeProvider.System);
        var accepting = listener.AcceptAsync(null, Token);
        await using var daemon = await FakeDaemon.ConnectAsync(listener.Path, Token);

        await using var connection = await accepting;

        Assert.False(File.Exists(listener.Path));
        await Assert.ThrowsAnyAsync<SocketException>(() => FakeDaemon.ConnectAsync(listener.Path, Token));
    }

    [Fact]
    public async Task AcceptAsync_Cancelled_Throws()
    {
        using var listener = DaemonListener.Bind(PathOf(90), TimeProvider.System);
        using var source = new CancellationTokenSource();
        var accepting = listener.AcceptAsync(null, source.Token);

        await source.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => accepting);
    }

    private string PathOf(int bytes) => _directory.FullName + "/" + new string('s', bytes - _directory.FullName.Length - 1);
}
