using Guestfs.Connection;
using Guestfs.Core.Tests.Fakes;
using Guestfs.Protocol;
using Microsoft.Extensions.Time.Testing;

namespace Guestfs.Core.Tests.Connection;

public sealed class DaemonConnectionDownloadTests
{
    private static readonly DaemonCall Download = new(67, "download");

    private static readonly Chunk Piece = new(false, new byte[ProtocolConstants.MaxChunk]);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task DownloadAsync_ChunksWithProgressBetween_WritesThemInOrder()
    {
        await using var pair = await DaemonPair.LaunchAsync(Token);
        var target = new MemoryStream();
        var downloading = pair.Connection.DownloadAsync(Download, static writer => writer.WriteString("/x"), target, Token);
        var call = await pair.ReadCallAsync(Token);
        var expected = new MemoryStream();

        await pair.Daemon.ReplyAsync(call, null, Token);
        for (var i = 0; i < 40; i++)
        {
            var data = Enumerable.Repeat((byte)i, 1 + (i * 211 % ProtocolConstants.MaxChunk)).ToArray();
            expected.Write(data);
            await pair.Daemon.SendChunkAsync(new Chunk(false, data), Token);
            await pair.Daemon.SendProgressAsync(67, call.Header.Serial, (ulong)i, 40, Token);
        }

        await pair.Daemon.SendChunkAsync(Chunk.EndOfFile, Token);
        await downloading;

        Assert.Equal(expected.ToArray(), target.ToArray());
        Assert.Equal(["1 download", "1 0/40"], pair.Observer.Lines.Take(2));
        Assert.Equal("1 ok", pair.Observer.Lines[^1]);
        await pair.PingAsync(Token);
    }

    [Fact]
    public async Task DownloadAsync_ErrorReply_HasNoChunksAfterIt()
    {
        await using var pair = await DaemonPair.LaunchAsync(Token);
        var downloading = pair.Connection.DownloadAsync(Download, null, new MemoryStream(), Token);

        await pair.Daemon.FailAsync(await pair.ReadCallAsync(Token), "ENOENT", "/x: No such file or directory", Token);

        var error = await Assert.ThrowsAsync<DaemonErrorException>(() => downloading);
        Assert.Equal("ENOENT", error.Errno);
        await pair.PingAsync(Token);
    }

    [Fact]
    public async Task DownloadAsync_DaemonCancels_ThrowsAndLeavesTheConnectionGood()
    {
        await using var pair = await DaemonPair.LaunchAsync(Token);
        var target = new MemoryStream();
        var downloading = pair.Connection.DownloadAsync(Download, null, target, Token);

        await pair.Daemon.ReplyAsync(await pair.ReadCallAsync(Token), null, Token);
        await pair.Daemon.SendChunkAsync(Piece, Token);
        await pair.Daemon.SendChunkAsync(Chunk.Cancel, Token);

        var error = await Assert.ThrowsAsync<DaemonErrorException>(() => downloading);
        Assert.Contains("stopped sending", error.Message, StringComparison.Ordinal);
        Assert.Equal(ProtocolConstants.MaxChunk, target.Length);
        await pair.PingAsync(Token);
    }

    [Theory]
    [InlineData(true, true)]
    [InlineData(true, false)]
    [InlineData(false, true)]
    [InlineData(false, false)]
    public async Task DownloadAsync_CancelledByTheCaller_SendsTheFlagAndDiscardsTheRest(bool afterTheReply, bool daemonNoticesInTime)
    {
        await using var pair = await DaemonPair.LaunchAsync(Token);
        using var source = new CancellationTokenSource();
        var downloading = pair.Connection.DownloadAsync(Download, null, new MemoryStream(), source.Token);
        var call = await pair.ReadCallAsync(Token);
        if (afterTheReply)
        {
            await pair.Daemon.ReplyAsync(call, null, Token);
        }

        await source.CancelAsync();
        var word = await pair.Daemon.ReadWordAsync(Token);
        if (!afterTheReply)
        {
            await pair.Daemon.ReplyAsync(call, null, Token);
        }

        await pair.Daemon.SendChunkAsync(Piece, Token);
        await pair.Daemon.SendChunkAsync(daemonNoticesInTime ? Chunk.Cancel : Chunk.EndOfFile, Token);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => downloading);
        Assert.Equal(ProtocolConstants.CancelFlag, word);
        await pair.PingAsync(Token);
    }

    [Fact]
    public async Task DownloadAsync_CancelledBeforeAnErrorReply_LeavesTheConnectionGood()
    {
        await using var pair = await DaemonPair.LaunchAsync(Token);
        using var source = new CancellationTokenSource();
        var downloading = pair.Connection.DownloadAsync(Download, null, new MemoryStream(), source.Token);
        var call = await pair.ReadCallAsync(Token);

        await source.CancelAsync();
        await pair.Daemon.ReadWordAsync(Token);
        await pair.Daemon.FailAsync(call, "ENOENT", "/x: No such file or directory", Token);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => downloading);
        await pair.PingAsync(Token);
    }

    [Fact]
    public async Task DownloadAsync_TargetCannotBeWritten_ThrowsThatAndLeavesTheConnectionGood()
    {
        await using var pair = await DaemonPair.LaunchAsync(Token);
        var downloading = pair.Connection.DownloadAsync(Download, null, new BrokenStream(), Token);
        await pair.Daemon.ReplyAsync(await pair.ReadCallAsync(Token), null, Token);

        await pair.Daemon.SendChunkAsync(Piece, Token);
        Assert.Equal(ProtocolConstants.CancelFlag, await pair.Daemon.ReadWordAsync(Token));
        await pair.Daemon.SendChunkAsync(Piece, Token);
        await pair.Daemon.SendChunkAsync(Chunk.Cancel, Token);

        var error = await Assert.ThrowsAsync<IOException>(() => downloading);
        Assert.Equal("disk on fire", error.Message);
        await pair.PingAsync(Token);
    }

    [Fact]
    public async Task DownloadAsync_DaemonDoesNotStop_GivesTheConnectionUpAfterTenSeconds()
    {
        var time = new FakeTimeProvider();
        await using var pair = await DaemonPair.LaunchAsync(Token, time);
        var downloading = pair.Connection.DownloadAsync(Download, null, new BrokenStream(), Token);
        await pair.Daemon.ReplyAsync(await pair.ReadCallAsync(Token), null, Token);
        await pair.Daemon.SendChunkAsync(Piece, Token);
        await pair.Daemon.ReadWordAsync(Token);

        await time.AdvanceUntilAsync(downloading, TimeSpan.FromSeconds(1));

        var error = await Assert.ThrowsAsync<ConnectionClosedException>(() => downloading);
        Assert.Contains("did not stop download within 10 seconds", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task DownloadAsync_ReplyInPlaceOfAChunk_IsAProtocolError()
    {
        await using var pair = await DaemonPair.LaunchAsync(Token);
        var downloading = pair.Connection.DownloadAsync(Download, null, new MemoryStream(), Token);
        var call = await pair.ReadCallAsync(Token);

        await pair.Daemon.ReplyAsync(call, null, Token);
        await pair.Daemon.ReplyAsync(call, null, Token);

        await Assert.ThrowsAsync<ProtocolException>(() => downloading);
        Assert.NotNull(pair.Connection.Closed);
    }
}
