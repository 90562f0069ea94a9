using Guestfs.Connection;
using Guestfs.Core.Tests.Fakes;
using Guestfs.Protocol;

namespace Guestfs.Core.Tests.Connection;

public sealed class LaunchFlagTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task WaitForLaunchAsync_FlagInTwoPieces_Completes()
    {
        await using var pair = await DaemonPair.StartAsync(Token);
        var waiting = pair.Connection.WaitForLaunchAsync(Token);

        await pair.Daemon.SendRawAsync(new byte[] { 0xF5, 0xF5 }, Token);
        Assert.False(waiting.IsCompleted);
        await pair.Daemon.SendRawAsync(new byte[] { 0x5F, 0xF5 }, Token);

        await waiting;
        Assert.Null(pair.Connection.Closed);
    }

    [Theory]
    [InlineData(new byte[] { 0xFF, 0xFF, 0xEE, 0xEE }, "a cancel flag")]
    [InlineData(new byte[] { 0, 0, 0, 4, 1, 2, 3, 4 }, "a message of 4 bytes")]
    [InlineData(new byte[] { (byte)'S', (byte)'S', (byte)'H', (byte)'-' }, "1397966893")]
    public async Task WaitForLaunchAsync_SomethingElseComes_SaysWhat(byte[] sent, string expected)
    {
        await using var pair = await DaemonPair.StartAsync(Token);

        await pair.Daemon.SendRawAsync(sent, Token);
        var error = await Assert.ThrowsAsync<ProtocolException>(() => pair.Connection.WaitForLaunchAsync(Token));

        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
        Assert.NotNull(pair.Connection.Closed);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    public async Task WaitForLaunchAsync_QemuEndsFirst_ThrowsConnectionClosed(int bytes)
    {
        await using var pair = await DaemonPair.StartAsync(Token);

        await pair.Daemon.SendRawAsync(new byte[] { 0xF5, 0xF5 }.AsMemory(0, bytes), Token);
        await pair.Daemon.DisposeAsync();
        var error = await Assert.ThrowsAsync<ConnectionClosedException>(() => pair.Connection.WaitForLaunchAsync(Token));

        Assert.Contains("before it was ready", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task WaitForLaunchAsync_Cancelled_CanBeWaitedForAgain()
    {
        await using var pair = await DaemonPair.StartAsync(Token);
        using var source = new CancellationTokenSource();
        var waiting = pair.Connection.WaitForLaunchAsync(source.Token);

        await source.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
        await pair.Daemon.SendLaunchFlagAsync(Token);

        await pair.Connection.WaitForLaunchAsync(Token);
        Assert.Null(pair.Connection.Closed);
    }
}
