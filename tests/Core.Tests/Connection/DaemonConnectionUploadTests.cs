using Guestfs.Connection;
using Guestfs.Core.Tests.Fakes;
using Guestfs.Protocol;
using Microsoft.Extensions.Time.Testing;

namespace Guestfs.Core.Tests.Connection;

public sealed class DaemonConnectionUploadTests
{
    private static readonly DaemonCall Upload = new(66, "upload");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(8192)]
    [InlineData(8193)]
    [InlineData(100_000)]
    public async Task UploadAsync_AnySize_SendsChunksThenTheEnd(int size)
    {
        await using var pair = await DaemonPair.LaunchAsync(Token);
        var content = Content(size);
        var uploading = pair.Connection.UploadAsync(Upload, static writer => writer.WriteString("/x"), new MemoryStream(content), Token);

        var call = await pair.ReadCallAsync(Token);
        var received = await ReceiveAsync(pair);
        await pair.Daemon.ReplyAsync(call, null, Token);
        await uploading;

        Assert.Equal((ulong)size, call.Header.ProgressHint);
        Assert.Equal(content, received);
        Assert.Equal(["1 upload", "1 ok"], pair.Observer.Lines);
    }

    [Fact]
    public async Task UploadAsync_DaemonCancels_SendsACancelChunkAndThrowsTheDaemonsError()
    {
        await using var pair = await DaemonPair.LaunchAsync(Token);
        var uploading = pair.Connection.UploadAsync(Upload, null, new EndlessStream(), Token);
        var call = await pair.ReadCallAsync(Token);

        await pair.Daemon.ReadChunkAsync(Token);
        await pair.Daemon.SendProgressAsync(66, call.Header.Serial, 1, 2, Token);
        await pair.Daemon.SendCancelAsync(Token);
        await DrainAsync(pair);
        await pair.Daemon.FailAsync(call, "ENOSPC", "write: /x: No space left on device", Token);

        var error = await Assert.ThrowsAsync<DaemonErrorException>(() => uploading);
        Assert.Equal("ENOSPC", error.Errno);
        Assert.Equal("1 1/2", pair.Observer.Lines[1]);
        await pair.PingAsync(Token);
    }

    [Fact]
    public async Task UploadAsync_CancelledByTheCaller_StopsTheTransferAndLeavesTheConnectionGood()
    {
        await using var pair = await DaemonPair.LaunchAsync(Token);
        using var source = new CancellationTokenSource();
        var uploading = pair.Connection.UploadAsync(Upload, null, new EndlessStream(), source.Token);
        var call = await pair.ReadCallAsync(Token);
        await pair.Daemon.ReadChunkAsync(Token);

        await source.CancelAsync();
        await DrainAsync(pair);
        await pair.Daemon.FailAsync(call, "", "file upload cancelled", Token);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => uploading);
        Assert.Equal("1 The call was cancelled.", pair.Observer.Lines[^1]);
        await pair.PingAsync(Token);
    }

    [Fact]
    public async Task UploadAsync_ContentCannotBeRead_ThrowsThatAndLeavesTheConnectionGood()
    {
        await using var pair = await DaemonPair.LaunchAsync(Token);
        var uploading = pair.Connection.UploadAsync(Upload, null, new BrokenStream(), Token);
        var call = await pair.ReadCallAsync(Token);

        Assert.True((await pair.Daemon.ReadChunkAsync(Token)).Cancelled);
        await pair.Daemon.FailAsync(call, "", "file upload cancelled", Token);

        var error = await Assert.ThrowsAsync<IOException>(() => uploading);
        Assert.Equal("disk on fire", error.Message);
        await pair.PingAsync(Token);
    }

    [Fact]
    public async Task UploadAsync_DaemonDoesNotStop_GivesTheConnectionUpAfterTenSeconds()
    {
        var time = new FakeTimeProvider();
        await using var pair = await DaemonPair.LaunchAsync(Token, time);
        var uploading = pair.Connection.UploadAsync(Upload, null, new BrokenStream(), Token);
        await pair.ReadCallAsync(Token);
        await pair.Daemon.ReadChunkAsync(Token);

        await time.AdvanceUntilAsync(uploading, TimeSpan.FromSeconds(1));

        var error = await Assert.ThrowsAsync<ConnectionClosedException>(() => uploading);
        Assert.Contains("did not stop upload within 10 seconds", error.Message, StringComparison.Ordinal);
        Assert.NotNull(pair.Connection.Closed);
    }

    [Fact]
    public async Task UploadAsync_DaemonAnswersInTheMiddle_GivesTheConnectionUp()
    {
        await using var pair = await DaemonPair.LaunchAsync(Token);
        var uploading = pair.Connection.UploadAsync(Upload, null, new EndlessStream(), Token);
        var call = await pair.ReadCallAsync(Token);

        await pair.Daemon.FailAsync(call, "", "unknown procedure number 66", Token);
        var draining = DrainAsync(pair);

        var error = await Assert.ThrowsAsync<ProtocolException>(() => uploading);
        Assert.Contains("It says: unknown procedure number 66", error.Message, StringComparison.Ordinal);
        await Assert.ThrowsAnyAsync<IOException>(() => draining);
    }

    [Fact]
    public async Task UploadAsync_DaemonHangsUp_ThrowsConnectionClosed()
    {
        await using var pair = await DaemonPair.LaunchAsync(Token);
        var uploading = pair.Connection.UploadAsync(Upload, null, new EndlessStream(), Token);
        await pair.ReadCallAsync(Token);

        await pair.Daemon.DisposeAsync();

        await Assert.ThrowsAsync<ConnectionClosedException>(() => uploading);
        Assert.NotNull(pair.Connection.Closed);
    }

    private static byte[] Content(int size) => [.. Enumerable.Range(0, size).Select(static i => (byte)(i * 31 % 251))];

    private static async Task<byte[]> ReceiveAsync(DaemonPair pair)
    {
        var received = new MemoryStream();
        while (await pair.Daemon.ReadChunkAsync(Token) is { IsEndOfFile: false } chunk)
        {
            Assert.False(chunk.Cancelled);
            received.Write(chunk.Data.Span);
        }

        return received.ToArray();
    }

    private static async Task DrainAsync(DaemonPair pair)
    {
        while (!(await pair.Daemon.ReadChunkAsync(Token)).Cancelled)
        {
        }
    }
}
