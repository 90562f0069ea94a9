using System.Net;
using System.Text;
using Guestfs.Journal;
using Guestfs.Web.Live;
using Guestfs.Web.Shares;
using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.Client;

namespace Guestfs.Web.Tests.Shares;

public sealed class ShareHubTests : IAsyncDisposable
{
    private readonly SharedServer _house = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Watch_ByAStrangerWithTheLink_GivesTheSameFramesAsTheOwnersHub()
    {
        var (path, _) = await _house.ShareAsync();
        await using var connection = await _house.ConnectAsync();
        var journal = SharedServer.Journal();
        var frames = await SharedServer.Watch(connection, path).Take(journal.Count).ToListAsync(Token);

        var fold = new FrameFold();
        Assert.Equal(
            journal.Select(entry => Text(fold.Add(entry))),
            frames.Select(Text));
    }

    [Fact]
    public async Task Watch_WhenTheShareIsRevoked_EndsThere()
    {
        var (path, share) = await _house.ShareAsync();
        var (other, _) = await _house.ShareAsync();
        await using var first = await _house.ConnectAsync();
        await using var second = await _house.ConnectAsync();
        var last = SharedServer.Journal().Count - 1;
        await using var watching = SharedServer.Watch(first, path, last).GetAsyncEnumerator(Token);
        await using var alsoWatching = SharedServer.Watch(second, path, last).GetAsyncEnumerator(Token);
        Assert.True(await watching.MoveNextAsync());
        Assert.True(await alsoWatching.MoveNextAsync());

        var next = watching.MoveNextAsync();
        Assert.False(next.IsCompleted);
        await _house.RevokeAsync(share.Id);

        Assert.False(await next);
        Assert.False(await alsoWatching.MoveNextAsync());
        using var stranger = _house.Server.Stranger();
        Assert.Equal(HttpStatusCode.OK, (await SharedServer.GetAsync(stranger, other)).Status);
        await using var late = await _house.ConnectAsync();
        Assert.Empty(await SharedServer.Watch(late, path).ToListAsync(Token));
    }

    [Fact]
    public async Task Watch_OfAShareWithoutTheConsole_SendsNoPrintedByte()
    {
        var (path, _) = await _house.ShareAsync(console: false);
        await using var connection = await _house.ConnectAsync();
        var frames = new List<BootFrame>();
        await foreach (var frame in SharedServer.Watch(connection, path))
        {
            frames.Add(frame);
            if (frame.Event is BootEnded)
            {
                break;
            }
        }

        Assert.All(frames, static frame => Assert.Null(frame.Line));
        Assert.All(frames, static frame => Assert.False(frame.Event is OutputLine { Raw.Length: > 0 }));
        Assert.Contains(frames, static frame => frame.Changes?.Count > 0);
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("abcdefghij")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    public async Task Watch_WithoutAGoodToken_IsEmpty(string token)
    {
        await using var connection = await _house.ConnectAsync();

        Assert.Empty(await SharedServer.Watch(connection, "/s/" + token).ToListAsync(Token));
    }

    [Fact]
    public async Task Watch_TwiceOnOneConnection_IsRefused()
    {
        var (path, _) = await _house.ShareAsync();
        await using var connection = await _house.ConnectAsync();
        await using var watching = SharedServer.Watch(connection, path).GetAsyncEnumerator(Token);
        Assert.True(await watching.MoveNextAsync());

        await Assert.ThrowsAsync<HubException>(async () => await SharedServer.Watch(connection, path).ToListAsync(Token));
    }

    [Theory]
    [InlineData("Revoke")]
    [InlineData("CancelAsync")]
    [InlineData("EnterAsync")]
    public async Task Hub_AskedForAnythingElse_HasNothing(string method)
    {
        var (path, _) = await _house.ShareAsync();
        await using var connection = await _house.ConnectAsync();

        await Assert.ThrowsAsync<HubException>(() => connection.InvokeAsync(method, path, Token));
    }

    [Fact]
    public async Task Viewers_AsTheyComeAndGo_AreToldToThoseWhoWatch()
    {
        var (path, share) = await _house.ShareAsync();
        await using var connection = await _house.ConnectAsync();
        var two = new TaskCompletionSource();
        using var counting = connection.On<int>(ShareAudience.Message, count => _ = count == 2 && two.TrySetResult());
        await using var watching = SharedServer.Watch(connection, path).GetAsyncEnumerator(Token);
        Assert.True(await watching.MoveNextAsync());

        await using var second = await _house.ConnectAsync();
        await using var alsoWatching = SharedServer.Watch(second, path).GetAsyncEnumerator(Token);
        Assert.True(await alsoWatching.MoveNextAsync());

        await two.Task.WaitAsync(TimeSpan.FromSeconds(30), Token);
        Assert.Equal(2, (await _house.FindAsync(share.Id)).Viewers);
    }

    public ValueTask DisposeAsync() => _house.DisposeAsync();

    private static string Text(BootFrame frame) => Encoding.UTF8.GetString(System.Text.Json.JsonSerializer.SerializeToUtf8Bytes(frame, JournalJson.Options));
}
