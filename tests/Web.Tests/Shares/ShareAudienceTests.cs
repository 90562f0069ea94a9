using Guestfs.Web.Shares;
using Microsoft.AspNetCore.SignalR;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace Guestfs.Web.Tests.Shares;

public sealed class ShareAudienceTests : IAsyncDisposable
{
    private readonly SharedServer _house = new();
    private readonly FakeTimeProvider _time = new();
    private readonly ShareAudience _audience;

    public ShareAudienceTests() =>
        _audience = new ShareAudience(_house.Server.Services.GetRequiredService<IHubContext<ShareHub>>(), _time);

    [Fact(Timeout = 60_000)]
    public async Task Share_AfterItsLastViewerLeft_IsKeptNoLonger()
    {
        Assert.True(await _audience.EnterAsync("first", "a", TestContext.Current.CancellationToken));
        Assert.True(await _audience.EnterAsync("first", "b", TestContext.Current.CancellationToken));
        Assert.True(_audience.Listen("second"));
        Assert.Equal((2, 2), (_audience.Count("first"), _audience.Shares));

        await _audience.LeaveAsync("first", "a");
        Assert.Equal(1, _audience.Count("first"));
        await _audience.LeaveAsync("first", "b");
        _audience.StopListening("second");

        await ToldAsync(TestContext.Current.CancellationToken);
        Assert.Equal(0, _audience.Shares);
    }

    [Fact(Timeout = 60_000)]
    public async Task Share_AskedAboutOrFull_IsNotKeptForThat()
    {
        Assert.Equal(0, _audience.Count("unknown"));
        for (var listener = 0; listener < ShareAudience.Most; listener++)
        {
            Assert.True(_audience.Listen("full"));
        }

        Assert.False(_audience.Listen("full"));
        for (var listener = 0; listener < ShareAudience.Most; listener++)
        {
            _audience.StopListening("full");
        }

        await ToldAsync(TestContext.Current.CancellationToken);
        Assert.Equal(0, _audience.Shares);
    }

    [Fact(Timeout = 60_000)]
    public async Task Viewer_WhoIsGoneBeforeItEntered_IsNotCounted()
    {
        using var gone = new CancellationTokenSource();
        await gone.CancelAsync();
        try
        {
            await _audience.EnterAsync("first", "a", gone.Token);
            await _audience.LeaveAsync("first", "a");
        }
        catch (OperationCanceledException)
        {
            // Either way it is over.
        }

        await ToldAsync(TestContext.Current.CancellationToken);
        Assert.Equal(0, _audience.Shares);
    }

    public ValueTask DisposeAsync() => _house.DisposeAsync();

    /// <summary>The number of viewers is told a second later.</summary>
    private async Task ToldAsync(CancellationToken cancellationToken)
    {
        _time.Advance(TimeSpan.FromSeconds(1));
        while (_audience.Shares > 0)
        {
            cancellationToken.ThrowIfCancellationRequested();
            await Task.Yield();
        }
    }
}
