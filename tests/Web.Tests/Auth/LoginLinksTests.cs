using Guestfs.Web.Auth;
using Guestfs.Web.Configuration;
using Microsoft.Extensions.Options;

namespace Guestfs.Web.Tests.Auth;

public sealed class LoginLinksTests
{
    private readonly ManualTime _time = new();
    private readonly LoginLinks _links;

    public LoginLinksTests() => _links = new LoginLinks(Options.Create(new GuestfsOptions { Access = { LinkMinutes = 10 } }), _time);

    [Fact]
    public void Redeem_FreshLink_IsAcceptedOnce()
    {
        var token = _links.Issue();

        Assert.Equal(LoginLinkVerdict.Accepted, _links.Redeem(token));
        Assert.Equal(LoginLinkVerdict.Used, _links.Redeem(token));
    }

    [Fact]
    public void Redeem_AfterItsTime_IsExpired()
    {
        var token = _links.Issue();
        _time.Now += TimeSpan.FromMinutes(10);

        Assert.Equal(LoginLinkVerdict.Expired, _links.Redeem(token));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    public void Redeem_OtherText_IsUnknown(string? token)
    {
        _links.Issue();

        Assert.Equal(LoginLinkVerdict.Unknown, _links.Redeem(token));
    }

    [Fact]
    public void Redeem_ManyAtOnce_AcceptsOne()
    {
        var token = _links.Issue();

        var verdicts = Enumerable.Range(0, 64).AsParallel().WithDegreeOfParallelism(8).Select(_ => _links.Redeem(token)).ToList();

        Assert.Single(verdicts, LoginLinkVerdict.Accepted);
    }

    [Fact]
    public void Issue_MoreThanTheMost_ForgetsTheOldest()
    {
        var first = _links.Issue();
        var second = _links.Issue();
        for (var i = 0; i < 63; i++)
        {
            _links.Issue();
        }

        Assert.Equal(LoginLinkVerdict.Unknown, _links.Redeem(first));
        Assert.Equal(LoginLinkVerdict.Accepted, _links.Redeem(second));
    }

    [Fact]
    public void Issue_ManyTokens_AreLongAndDifferent()
    {
        var tokens = Enumerable.Range(0, 1_000).Select(_ => SecretHash.NewSecret()).ToHashSet();

        Assert.Equal(1_000, tokens.Count);
        Assert.All(tokens, static token => Assert.Equal(32, token.Length));
    }

    private sealed class ManualTime : TimeProvider
    {
        public DateTimeOffset Now { get; set; } = new(2026, 3, 14, 9, 0, 0, TimeSpan.Zero);

        public override DateTimeOffset GetUtcNow() => Now;
    }
}
