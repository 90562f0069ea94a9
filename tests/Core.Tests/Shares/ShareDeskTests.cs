using Guestfs.Core.Tests.Storage;
using Guestfs.Shares;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace Guestfs.Core.Tests.Shares;

public sealed class ShareDeskTests : IAsyncLifetime
{
    private static readonly CancellationToken Token = TestContext.Current.CancellationToken;
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 5, 3, 12, 0, 0, TimeSpan.Zero));
    private TemporaryStorage _storage = null!;
    private ShareDesk _desk = null!;

    public async ValueTask InitializeAsync()
    {
        _storage = await TemporaryStorage.OpenAsync();
        _desk = new ShareDesk(_storage.Shares, _time, NullLogger<ShareDesk>.Instance);
    }

    public async ValueTask DisposeAsync()
    {
        _desk.Dispose();
        await _storage.DisposeAsync();
    }

    [Fact]
    public async Task Open_WithTheTokenJustMade_FindsTheShare()
    {
        var (share, token) = await MakeAsync();
        var door = await _desk.OpenAsync(token, Token);

        Assert.Equal(share, door.Share);
        Assert.NotNull(door.Visit);
        Assert.False(door.Visit.Ended.IsCancellationRequested);
    }

    [Fact]
    public async Task Open_WithAnotherToken_FindsNothing()
    {
        await MakeAsync();

        Assert.Equal(new ShareDoor(null, null), await _desk.OpenAsync(ShareToken.Create(), Token));
    }

    [Fact]
    public async Task Revoke_WhileManyLook_EndsEveryLookAndClosesTheDoor()
    {
        var (share, token) = await MakeAsync();
        var (_, other) = await MakeAsync();
        var visits = new List<ShareVisit>();
        for (var index = 0; index < 10; index++)
        {
            visits.Add((await _desk.OpenAsync(token, Token)).Visit!);
        }

        var elsewhere = (await _desk.OpenAsync(other, Token)).Visit!;
        var revoked = await _desk.RevokeAsync(share.Id, "kim", Token);

        Assert.All(visits, static visit => Assert.True(visit.Ended.IsCancellationRequested));
        Assert.False(elsewhere.Ended.IsCancellationRequested);
        var door = await _desk.OpenAsync(token, Token);
        Assert.Null(door.Visit);
        Assert.Equal(revoked, door.Share);
        Assert.Equal("kim", door.Share!.RevokedBy);
    }

    [Fact]
    public async Task Revoke_WhenTellingOneViewerFails_StillTellsEveryOther()
    {
        var (share, token) = await MakeAsync();
        var told = 0;
        for (var index = 0; index < 5; index++)
        {
            var fails = index % 2 == 0;
            (await _desk.OpenAsync(token, Token)).Visit!.Ended.Register(() =>
            {
                told++;
                if (fails)
                {
                    throw new InvalidOperationException("This viewer is gone already.");
                }
            });
        }

        var revoked = await _desk.RevokeAsync(share.Id, "kim", Token);

        Assert.Equal(5, told);
        Assert.Equal("kim", revoked!.RevokedBy);
    }

    [Fact]
    public async Task EndLooks_WhenTellingOneViewerFails_StillEndsTheOtherShares()
    {
        var (first, token) = await MakeAsync();
        var (second, other) = await MakeAsync();
        (await _desk.OpenAsync(token, Token)).Visit!.Ended.Register(static () => throw new InvalidOperationException("This viewer is gone already."));
        var visit = (await _desk.OpenAsync(other, Token)).Visit!;

        _desk.EndLooks([first.Id, second.Id]);

        Assert.True(visit.Ended.IsCancellationRequested);
    }

    [Fact]
    public async Task Visit_AfterOneOfTwoLeft_StillHearsOfTheEnd()
    {
        var (share, token) = await MakeAsync();
        var first = (await _desk.OpenAsync(token, Token)).Visit!;
        var second = (await _desk.OpenAsync(token, Token)).Visit!;
        first.Dispose();
        first.Dispose();

        await _desk.RevokeAsync(share.Id, "kim", Token);

        Assert.True(second.Ended.IsCancellationRequested);
    }

    [Fact]
    public async Task Expiry_OfAShareThatIsLookedAt_EndsTheLookAtThatMoment()
    {
        var (_, token) = await MakeAsync(ShareExpiry.SevenDays);
        var visit = (await _desk.OpenAsync(token, Token)).Visit!;

        _time.Advance(TimeSpan.FromDays(7) - TimeSpan.FromMilliseconds(1));
        Assert.False(visit.Ended.IsCancellationRequested);
        _time.Advance(TimeSpan.FromMilliseconds(1));
        Assert.True(visit.Ended.IsCancellationRequested);

        var door = await _desk.OpenAsync(token, Token);
        Assert.Null(door.Visit);
        Assert.Equal(ShareState.Expired, door.Share!.StateAt(_time.GetUtcNow()));
    }

    [Fact]
    public async Task Renew_WhileLookedAt_KeepsTheLookPastTheOldEnd()
    {
        var (share, token) = await MakeAsync(ShareExpiry.OneDay);
        var visit = (await _desk.OpenAsync(token, Token)).Visit!;

        await _desk.ChangeAsync(share.Id, new ShareChange { Expiry = ShareExpiry.SevenDays }, "kim", Token);
        _time.Advance(TimeSpan.FromDays(2));

        Assert.False(visit.Ended.IsCancellationRequested);
        _time.Advance(TimeSpan.FromDays(5));
        Assert.True(visit.Ended.IsCancellationRequested);
    }

    [Fact]
    public async Task Renew_OfAnExpiredShare_MakesTheSameLinkWorkAgain()
    {
        var (share, token) = await MakeAsync(ShareExpiry.OneDay);
        _time.Advance(TimeSpan.FromDays(2));
        Assert.Null((await _desk.OpenAsync(token, Token)).Visit);

        await _desk.ChangeAsync(share.Id, new ShareChange { Expiry = ShareExpiry.Never }, "kim", Token);

        Assert.NotNull((await _desk.OpenAsync(token, Token)).Visit);
    }

    [Fact]
    public async Task Change_OfARevokedShare_IsRefused()
    {
        var (share, token) = await MakeAsync();
        await _desk.RevokeAsync(share.Id, "kim", Token);

        var refused = await Assert.ThrowsAsync<ShareRefusedException>(() => _desk.ChangeAsync(share.Id, new ShareChange { Expiry = ShareExpiry.Never }, "kim", Token));

        Assert.Contains("revoked on 2026-05-03 12:00 UTC", refused.Message, StringComparison.Ordinal);
        Assert.Null((await _desk.OpenAsync(token, Token)).Visit);
    }

    [Fact]
    public async Task Revoke_Twice_KeepsTheFirst()
    {
        var (share, _) = await MakeAsync();
        await _desk.RevokeAsync(share.Id, "kim", Token);
        _time.Advance(TimeSpan.FromHours(1));
        var again = await _desk.RevokeAsync(share.Id, "lee", Token);

        Assert.Equal("kim", again!.RevokedBy);
        Assert.Equal(_time.GetUtcNow().AddHours(-1), again.RevokedAt);
    }

    [Fact]
    public async Task Change_OfTexts_LeavesTheRestAndEmptyTakesAway()
    {
        var (share, _) = await MakeAsync();
        await _desk.ChangeAsync(share.Id, new ShareChange { Title = " Slow kernel ", Note = "Look at 120." }, "kim", Token);
        var changed = await _desk.ChangeAsync(share.Id, new ShareChange { Note = "" }, "kim", Token);

        Assert.Equal(share with { Title = "Slow kernel" }, changed);
    }

    [Fact]
    public async Task Change_OfContents_MakesWhoLooksStartOver()
    {
        var (share, token) = await MakeAsync();
        var visit = (await _desk.OpenAsync(token, Token)).Visit!;
        var contents = new ShareContents { Console = false };

        await _desk.ChangeAsync(share.Id, new ShareChange { Contents = contents }, "kim", Token);

        Assert.True(visit.Ended.IsCancellationRequested);
        var door = await _desk.OpenAsync(token, Token);
        Assert.Equal(contents, door.Share!.Contents);
        Assert.False(door.Visit!.Ended.IsCancellationRequested);
    }

    [Fact]
    public async Task Create_BeyondTheQuota_IsRefusedUntilOneIsRevoked()
    {
        var (first, _) = await MakeAsync();
        for (var index = 1; index < ShareDesk.MostPerPerson; index++)
        {
            await _storage.Shares.AddAsync(first with { Id = $"s{index}" }, ShareToken.Create().Hash(), ShareDesk.MostPerPerson, Token);
        }

        var refused = await Assert.ThrowsAsync<ShareRefusedException>(() => MakeAsync());
        Assert.Contains("1000 live shares already", refused.Message, StringComparison.Ordinal);
        await _desk.CreateAsync("boot", new ShareDraft(), "lee", Token);

        await _desk.RevokeAsync(first.Id, "kim", Token);
        await MakeAsync();
    }

    [Fact]
    public async Task Create_WithATitleTooLong_IsRefused() =>
        await Assert.ThrowsAsync<ShareRefusedException>(() => _desk.CreateAsync("boot", new ShareDraft { Title = new string('x', 201) }, "kim", Token));

    private Task<(Share Share, ShareToken Token)> MakeAsync(ShareExpiry expiry = ShareExpiry.ThirtyDays) =>
        _desk.CreateAsync("boot", new ShareDraft { Expiry = expiry }, "kim", Token);
}
