using CsCheck;
using Guestfs.Connection;
using Guestfs.Core.Tests.Fakes;
using Guestfs.Protocol;

namespace Guestfs.Core.Tests.Connection;

/// <summary>What a broken or hostile daemon can send, and that the first failure is the last word.</summary>
public sealed class DaemonConnectionFailureTests
{
    private static readonly DaemonCall Ping = new(92, "ping_daemon");

    private static readonly MessageHeader Good =
        FakeDaemon.ReplyHeader(MessageHeader.ForCall(92, ProtocolConstants.FirstSerial));

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static TheoryData<string, byte[]> BadReplies => new()
    {
        { "names program", Reply(Good with { Program = 0x20000001 }) },
        { "protocol version 3", Reply(Good with { Version = 3 }) },
        { "has direction 0", Reply(Good with { Direction = MessageDirection.Call }) },
        { "is for procedure 7", Reply(Good with { Procedure = 7 }) },
        { "has serial 0x00123401", Reply(Good with { Serial = 0x00123401 }) },
        { "has status 2", Reply(Good with { Status = (MessageStatus)2 }) },
        { "goes on for 4 bytes", Reply(Good, static writer => writer.WriteInt32(1)) },
        { "ends too early", [0, 0, 0, 8, 0x20, 0, 0xF5, 0xF5, 0, 0, 0, 4] },
        { "exceeds the largest possible one", [0x00, 0x40, 0x00, 0x01] },
        { "4294967295", [0xFF, 0xFF, 0xFF, 0xFF] },
        { "started a second time", [0xF5, 0xF5, 0x5F, 0xF5] },
        { "It says: wrong program (7)", Reply(Good with { Serial = 0, Procedure = 0, Status = MessageStatus.Error }, new MessageError("", "wrong program (7)").Write) },
        { "claims 33 bytes", Reply(Good with { Status = MessageStatus.Error }, new MessageError(new string('E', 33), "text").Write) },
    };

    [Theory]
    [MemberData(nameof(BadReplies))]
    public async Task CallAsync_ReplyBreaksTheProtocol_SaysHowAndGivesTheConnectionUp(string expected, byte[] reply)
    {
        await using var pair = await DaemonPair.LaunchAsync(Token);
        var calling = pair.Connection.CallAsync(Ping, null, Token);
        await pair.Daemon.ReadCallAsync(Token);

        await pair.Daemon.SendRawAsync(reply, Token);
        var error = await Assert.ThrowsAsync<ProtocolException>(() => calling);
        var later = await Assert.ThrowsAsync<ConnectionClosedException>(() => pair.Connection.CallAsync(Ping, null, Token));

        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
        Assert.Contains(expected, later.Message, StringComparison.Ordinal);
        Assert.Equal(["1 ping_daemon", $"1 {error.Message}"], pair.Observer.Lines);
        Assert.Null(await pair.Daemon.ReadCallAsync(Token));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(20)]
    [InlineData(43)]
    public async Task CallAsync_DaemonHangsUpMidReply_ThrowsConnectionClosed(int bytes)
    {
        await using var pair = await DaemonPair.LaunchAsync(Token);
        var calling = pair.Connection.CallAsync(Ping, null, Token);
        await pair.Daemon.ReadCallAsync(Token);

        await pair.Daemon.SendRawAsync(Reply(Good).AsMemory(0, bytes), Token);
        await pair.Daemon.DisposeAsync();

        var error = await Assert.ThrowsAsync<ConnectionClosedException>(() => calling);
        Assert.Contains("during ping_daemon", error.Message, StringComparison.Ordinal);
        Assert.Contains("console", error.Message, StringComparison.Ordinal);
        Assert.Same(error, pair.Connection.Closed);
    }

    [Fact]
    public async Task CallAsync_ReplyComesByteByByte_IsRead()
    {
        await using var pair = await DaemonPair.LaunchAsync(Token);
        var calling = pair.Connection.CallAsync(new DaemonCall(111, "sh"), null, static (ref XdrReader reply) => reply.ReadString(), Token);
        var call = await pair.Daemon.ReadCallAsync(Token);
        var reply = FakeDaemon.Message(FakeDaemon.ReplyHeader(call!.Header), static writer => writer.WriteString("hello"));

        for (var i = 0; i < reply.Length; i++)
        {
            await pair.Daemon.SendRawAsync(reply.Slice(i, 1), Token);
        }

        Assert.Equal("hello", await calling);
    }

    [Fact]
    public async Task CallAsync_LargestPossibleReply_IsRead()
    {
        await using var pair = await DaemonPair.LaunchAsync(Token);
        var content = new byte[ProtocolConstants.MaxMessage - MessageHeader.Size - 4];
        Random.Shared.NextBytes(content);
        var calling = pair.Connection.CallAsync(new DaemonCall(207, "pread"), null, static (ref XdrReader reply) => reply.ReadOpaque().ToArray(), Token);
        var call = await pair.Daemon.ReadCallAsync(Token);

        await pair.Daemon.ReplyAsync(call!, writer => writer.WriteOpaque(content), Token);

        Assert.Equal(content, await calling);
    }

    [Fact]
    public async Task CallAsync_GarbageThenHangUp_EndsInAKnownError() =>
        await Gen.OneOf(Gen.Byte.Array[0, 100], Gen.Int[0, 44].Select(static length => Reply(Good with { Status = MessageStatus.Error })[..length]))
            .SampleAsync(
                static async garbage =>
                {
                    await using var pair = await DaemonPair.LaunchAsync(Token);
                    var calling = pair.Connection.CallAsync(Ping, null, Token);
                    await pair.Daemon.ReadCallAsync(Token);

                    await pair.Daemon.SendRawAsync(garbage, Token);
                    await pair.Daemon.DisposeAsync();

                    var error = await Assert.ThrowsAnyAsync<GuestfsException>(() => calling);
                    Assert.True(error is ProtocolException or ConnectionClosedException, error.ToString());
                    Assert.NotNull(pair.Connection.Closed);
                },
                iter: 300);

    private static byte[] Reply(MessageHeader header, ArgumentWriter? body = null) => FakeDaemon.Message(header, body).ToArray();
}
