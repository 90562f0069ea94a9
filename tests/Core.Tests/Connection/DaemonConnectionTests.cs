using Guestfs.Connection;
using Guestfs.Core.Tests.Fakes;
using Guestfs.Protocol;

namespace Guestfs.Core.Tests.Connection;

public sealed class DaemonConnectionTests
{
    private static readonly DaemonCall Ping = new(92, "ping_daemon");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Serials_SuccessiveCalls_CountFromTheFirst()
    {
        await using var pair = await DaemonPair.LaunchAsync(Token);

        var serials = new List<uint>();
        for (var i = 0; i < 3; i++)
        {
            var calling = pair.Connection.CallAsync(Ping, null, Token);
            var call = await pair.ReadCallAsync(Token);
            serials.Add(call.Header.Serial);
            await pair.Daemon.ReplyAsync(call, null, Token);
            await calling;
        }

        Assert.Equal([0x00123400u, 0x00123401u, 0x00123402u], serials);
    }

    [Fact]
    public async Task CallAsync_TwoCallersAtOnce_SendsTheSecondAfterTheFirstEnded()
    {
        await using var pair = await DaemonPair.LaunchAsync(Token);
        var first = pair.Connection.CallAsync(Ping, null, Token);
        var second = pair.Connection.CallAsync(new DaemonCall(7, "list_devices"), null, static (ref XdrReader reply) => reply.ReadStringList(), Token);

        var firstCall = await pair.ReadCallAsync(Token);
        var secondReading = pair.Daemon.ReadCallAsync(Token);
        Assert.Equal(["1 ping_daemon"], pair.Observer.Lines);
        Assert.False(secondReading.IsCompleted);
        await pair.Daemon.ReplyAsync(firstCall, null, Token);
        await pair.Daemon.ReplyAsync((await secondReading)!, static writer => writer.WriteStringList([]), Token);
        await first;
        await second;

        Assert.Equal(["1 ping_daemon", "1 ok", "2 list_devices", "2 ok"], pair.Observer.Lines);
    }

    [Fact]
    public async Task CallAsync_ErrorReply_ThrowsWhatTheDaemonSaidAndGoesOn()
    {
        await using var pair = await DaemonPair.LaunchAsync(Token);
        var failing = pair.Connection.CallAsync(new DaemonCall(3, "touch", "\"/x\""), static writer => writer.WriteString("/x"), Token);
        await pair.Daemon.FailAsync(await pair.ReadCallAsync(Token), "EROFS", "open: /x: Read-only file system", Token);

        var error = await Assert.ThrowsAsync<DaemonErrorException>(() => failing);
        await pair.PingAsync(Token);

        Assert.Equal(("touch", "EROFS", "open: /x: Read-only file system"), (error.Procedure, error.Errno, error.DaemonMessage));
        Assert.Equal("touch: open: /x: Read-only file system", error.Message);
        Assert.Equal(["1 touch \"/x\"", "1 touch: open: /x: Read-only file system", "2 ping_daemon", "2 ok"], pair.Observer.Lines);
    }

    [Fact]
    public async Task CallAsync_ProgressAndStrayCancel_ReportsItsOwnAndSkipsTheRest()
    {
        await using var pair = await DaemonPair.LaunchAsync(Token);
        var calling = pair.Connection.CallAsync(Ping, null, Token);
        var call = await pair.ReadCallAsync(Token);

        await pair.Daemon.SendCancelAsync(Token);
        await pair.Daemon.SendProgressAsync(92, call.Header.Serial, 1, 3, Token);
        await pair.Daemon.SendProgressAsync(92, call.Header.Serial - 1, 2, 3, Token);
        await pair.Daemon.SendProgressAsync(92, call.Header.Serial, 3, 3, Token);
        await pair.Daemon.ReplyAsync(call, null, Token);
        await calling;

        Assert.Equal(["1 ping_daemon", "1 1/3", "1 3/3", "1 ok"], pair.Observer.Lines);
    }

    [Fact]
    public async Task CallAsync_CancelledWhileWaitingItsTurn_LeavesTheConnectionGood()
    {
        await using var pair = await DaemonPair.LaunchAsync(Token);
        using var source = new CancellationTokenSource();
        var first = pair.Connection.CallAsync(Ping, null, Token);
        var second = pair.Connection.CallAsync(Ping, null, source.Token);

        await source.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => second);
        await pair.Daemon.ReplyAsync(await pair.ReadCallAsync(Token), null, Token);
        await first;

        Assert.Null(pair.Connection.Closed);
    }

    [Fact]
    public async Task CallAsync_CancelledInFlight_EndsTheConnectionWithItsReason()
    {
        await using var pair = await DaemonPair.LaunchAsync(Token);
        using var source = new CancellationTokenSource();
        var calling = pair.Connection.CallAsync(new DaemonCall(85, "zero"), null, source.Token);
        await pair.ReadCallAsync(Token);

        await source.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => calling);
        var error = await Assert.ThrowsAsync<ConnectionClosedException>(() => pair.Connection.CallAsync(Ping, null, Token));

        Assert.Contains("cancelled during zero", error.Message, StringComparison.Ordinal);
        Assert.Null(await pair.Daemon.ReadCallAsync(Token));
    }

    [Fact]
    public async Task CallAsync_BeforeTheLaunchFlag_IsRefused()
    {
        await using var pair = await DaemonPair.StartAsync(Token);

        await Assert.ThrowsAsync<InvalidOperationException>(() => pair.Connection.CallAsync(Ping, null, Token));

        Assert.Empty(pair.Observer.Lines);
    }

    [Fact]
    public async Task CallAsync_ArgumentsTooLong_SendsNothingAndGoesOn()
    {
        await using var pair = await DaemonPair.LaunchAsync(Token);
        var content = new byte[ProtocolConstants.MaxMessage];

        var error = await Assert.ThrowsAsync<GuestfsException>(
            () => pair.Connection.CallAsync(new DaemonCall(246, "internal_write"), writer => writer.WriteOpaque(content), Token));
        var next = pair.Connection.CallAsync(Ping, null, Token);
        var call = await pair.ReadCallAsync(Token);
        await pair.Daemon.ReplyAsync(call, null, Token);
        await next;

        Assert.Contains("Nothing was sent", error.Message, StringComparison.Ordinal);
        Assert.Equal((92u, 40), (call.Header.Procedure, call.Length));
    }

    [Fact]
    public async Task DisposeAsync_CallInFlight_EndsItWithTheReason()
    {
        await using var pair = await DaemonPair.LaunchAsync(Token);
        var calling = pair.Connection.CallAsync(Ping, null, Token);
        await pair.ReadCallAsync(Token);

        await pair.Connection.DisposeAsync();

        var error = await Assert.ThrowsAsync<ConnectionClosedException>(() => calling);
        Assert.Contains("closed by its owner", error.Message, StringComparison.Ordinal);
    }
}
