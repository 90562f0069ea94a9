using System.Net;
using System.Threading.RateLimiting;
using Guestfs.Shares;
using Guestfs.Web.Shares;
using Microsoft.Extensions.DependencyInjection;

namespace Guestfs.Web.Tests.Shares;

/// <summary>Files of shares are made for so many at once.</summary>
public sealed class ShareTurnsTests : IAsyncDisposable
{
    private readonly SharedServer _house = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("/bundle.zip")]
    [InlineData("/boot.html")]
    [InlineData("/timeline.svg")]
    public async Task File_WhileTooManyAreMade_IsRefusedForNowAndThePageIsNot(string file)
    {
        var (path, record) = await _house.ShareAsync();
        var share = (await _house.Server.Services.GetRequiredService<ShareDesk>().FindAsync(record.Id, Token))!;
        var turns = _house.Server.Services.GetRequiredService<ShareTurns>();
        using var stranger = _house.Server.Stranger();
        var taken = Enumerable.Range(0, ShareTurns.OfOneShare + ShareTurns.Waiting).Select(_ => turns.TakeAsync(share, Token).AsTask()).ToList();

        using var refused = await stranger.GetAsync(path + file, Token);
        var (page, _) = await SharedServer.GetAsync(stranger, path);

        Assert.Equal(HttpStatusCode.ServiceUnavailable, refused.StatusCode);
        Assert.Equal(TimeSpan.FromSeconds(10), refused.Headers.RetryAfter?.Delta);
        Assert.Contains("ask again in ten seconds", await refused.Content.ReadAsStringAsync(Token), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, page);

        foreach (var turn in taken)
        {
            using var lease = await turn;
            Assert.True(lease.IsAcquired);
        }

        Assert.Equal(HttpStatusCode.OK, (await SharedServer.GetAsync(stranger, path + file)).Status);
    }

    [Fact]
    public async Task Turn_OfAnotherShare_IsNotTakenByOne()
    {
        await using var turns = new ShareTurns();
        var one = new Share { Id = "one", BootId = "b", CreatedBy = "kim", CreatedAt = default, Contents = new ShareContents() };
        List<RateLimitLease> taken = [await turns.TakeAsync(one, Token)];

        using var other = await turns.TakeAsync(one with { Id = "other" }, Token);

        Assert.True(other.IsAcquired);
        taken.ForEach(static lease => lease.Dispose());
    }

    public ValueTask DisposeAsync() => _house.DisposeAsync();
}
