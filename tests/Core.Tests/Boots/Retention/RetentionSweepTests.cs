using Guestfs.Boots.Checks;
using Guestfs.Boots.Retention;
using Guestfs.Shares;

namespace Guestfs.Core.Tests.Boots.Retention;

public sealed class RetentionSweepTests
{
    private static readonly RetentionLimits OneBoot = new() { Boots = 1 };

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Sweep_WithoutLimits_RemovesNothing()
    {
        await using var house = await RetentionHouse.OpenAsync();
        await house.AddAsync("oldoldoldo", daysAgo: 4_000);

        Assert.Equal(0, (await house.SweepAsync()).Removed);
        Assert.Equal(["oldoldoldo"], await house.LeftAsync());
    }

    [Fact]
    public async Task Sweep_TooManyBoots_RemovesTheOldestWithTheirJournals()
    {
        await using var house = await RetentionHouse.OpenAsync(OneBoot);
        await house.AddAsync("aaaaaaaaaa", daysAgo: 3);
        await house.AddAsync("bbbbbbbbbb", daysAgo: 1);
        await house.AddAsync("cccccccccc", daysAgo: 2);

        var sweep = await house.SweepAsync();

        Assert.Equal(["bbbbbbbbbb"], await house.LeftAsync());
        Assert.Equal(2, sweep.Removed);
        Assert.True(sweep.Bytes > 0);
        Assert.Null(sweep.Problem);
        Assert.Empty(await house.Engine.WatchAsync("aaaaaaaaaa", 0, follow: false, Token).ToListAsync(Token));
        Assert.Equal(sweep, (await house.Desk.ReportAsync(Token)).LastSweep);
    }

    [Fact]
    public async Task Sweep_RunningAndKeptBoots_StayHoweverOldTheyAre()
    {
        await using var house = await RetentionHouse.OpenAsync(new RetentionLimits { Age = TimeSpan.FromDays(1), Boots = 1, Bytes = 1 });
        await house.AddRunningAsync("aaaaaaaaaa", daysAgo: 90);
        await house.AddAsync("bbbbbbbbbb", daysAgo: 80);
        await house.AddAsync("cccccccccc", daysAgo: 70);
        await house.Desk.KeepAsync("bbbbbbbbbb", "kim", Token);

        Assert.Equal(1, (await house.SweepAsync()).Removed);
        Assert.Equal(["bbbbbbbbbb"], await house.LeftAsync());
        Assert.NotNull(await house.Engine.FindAsync("aaaaaaaaaa", Token));
    }

    [Fact]
    public async Task Sweep_KeptBoots_CountInNoLimit()
    {
        await using var house = await RetentionHouse.OpenAsync(OneBoot);
        await house.AddAsync("aaaaaaaaaa", daysAgo: 3);
        await house.AddAsync("bbbbbbbbbb", daysAgo: 2);
        await house.Desk.KeepAsync("aaaaaaaaaa", "kim", Token);

        Assert.Equal(0, (await house.SweepAsync()).Removed);
    }

    [Fact]
    public async Task Sweep_SharedBoot_GoesOnlyAfterItWasAnnouncedForSevenDays()
    {
        await using var house = await RetentionHouse.OpenAsync(OneBoot);
        await house.AddAsync("aaaaaaaaaa", daysAgo: 3);
        await house.AddAsync("bbbbbbbbbb", daysAgo: 2);
        var (share, token) = await house.ShareAsync("aaaaaaaaaa");

        Assert.Equal(1, (await house.SweepAsync()).Announced);
        Assert.Equal(house.Time.GetUtcNow().AddDays(7), (await house.Desk.OfAsync("aaaaaaaaaa", Token))!.RemoveAt);

        house.Time.Advance(TimeSpan.FromDays(7) - TimeSpan.FromMinutes(1));
        Assert.Equal(0, (await house.SweepAsync()).Removed);
        Assert.Equal(ShareState.Live, (await house.Shares.FindAsync(share.Id, Token))!.StateAt(house.Time.GetUtcNow()));

        house.Time.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(1, (await house.SweepAsync()).Removed);
        var gone = (await house.Shares.OpenAsync(token, Token)).Share!;
        Assert.Equal(ShareState.Removed, gone.StateAt(house.Time.GetUtcNow()));
        Assert.Equal((house.Time.GetUtcNow(), null), (gone.BootRemovedAt, gone.BootRemovedBy));
    }

    [Fact]
    public async Task Sweep_ShareThatIsOver_ProtectsNothing()
    {
        await using var house = await RetentionHouse.OpenAsync(OneBoot);
        await house.AddAsync("aaaaaaaaaa", daysAgo: 3);
        await house.AddAsync("bbbbbbbbbb", daysAgo: 2);
        await house.AddAsync("cccccccccc", daysAgo: 1);
        await house.ShareAsync("aaaaaaaaaa", ShareExpiry.OneDay);
        var (revoked, _) = await house.ShareAsync("bbbbbbbbbb");
        await house.Shares.RevokeAsync(revoked.Id, "kim", Token);
        house.Time.Advance(TimeSpan.FromDays(1));

        Assert.Equal(2, (await house.SweepAsync()).Removed);
    }

    [Fact]
    public async Task Sweep_AnnouncedBootThatNoLimitTakesAnyMore_IsLetBe()
    {
        await using var house = await RetentionHouse.OpenAsync(OneBoot);
        await house.AddAsync("aaaaaaaaaa", daysAgo: 3);
        await house.AddAsync("bbbbbbbbbb", daysAgo: 2);
        await house.ShareAsync("aaaaaaaaaa");
        await house.SweepAsync();
        await house.Engine.RemoveAsync("bbbbbbbbbb", "kim", Token);

        await house.SweepAsync();

        Assert.Null((await house.Desk.OfAsync("aaaaaaaaaa", Token))!.RemoveAt);
    }

    [Fact]
    public async Task Sweep_ThousandsPastALimit_TakesThemAllOldestFirst()
    {
        await using var house = await RetentionHouse.OpenAsync(new RetentionLimits { Boots = 10 });
        for (var i = 0; i < 2_050; i++)
        {
            await house.AddAsync(Id(i), daysAgo: 3_000 - i, lines: 1);
        }

        Assert.Equal(2_040, (await house.SweepAsync()).Removed);
        Assert.Equal(Enumerable.Range(2_040, 10).Select(Id), await house.LeftAsync());

        static string Id(int number) => string.Concat(number.ToString("d10", System.Globalization.CultureInfo.InvariantCulture).Select(static digit => (char)('a' + (digit - '0'))));
    }

    [Fact]
    public async Task Report_BeforeTheSweep_SaysWhatItWillDo()
    {
        await using var house = await RetentionHouse.OpenAsync(new RetentionLimits { Age = TimeSpan.FromDays(30) });
        await house.AddAsync("aaaaaaaaaa", daysAgo: 40);
        await house.AddAsync("bbbbbbbbbb", daysAgo: 28);
        await house.AddAsync("cccccccccc", daysAgo: 27);
        await house.AddAsync("dddddddddd", daysAgo: 2);
        await house.ShareAsync("bbbbbbbbbb");

        var before = await house.Desk.ReportAsync(Token);
        Assert.Equal((1, 2), (before.DueNow, before.DueSoon));
        Assert.Empty(before.Announced);

        await house.SweepAsync();
        var after = await house.Desk.ReportAsync(Token);
        Assert.Equal((0, 2), (after.DueNow, after.DueSoon));
        Assert.Equal([new AnnouncedBoot("bbbbbbbbbb", house.Time.GetUtcNow().AddDays(7))], after.Announced);
        Assert.Equal(3, after.Stored.Boots);
    }

    [Fact]
    public async Task Report_MoreAnnouncedThanItLists_CountsThemAll()
    {
        await using var house = await RetentionHouse.OpenAsync(OneBoot);
        for (var i = 0; i <= 101; i++)
        {
            await house.AddAsync($"aaaaaaa{(char)('a' + (i / 26))}{(char)('a' + (i % 26))}a", daysAgo: 200 - i, lines: 1);
        }

        foreach (var id in (await house.LeftAsync()).Take(101))
        {
            await house.ShareAsync(id);
        }

        await house.SweepAsync();

        var report = await house.Desk.ReportAsync(Token);
        Assert.Equal((100, 101), (report.Announced.Count, report.AnnouncedBoots));
        Assert.Contains(await RetentionChecks.OfAsync(house.Desk, Token), static check => check.Finding.Contains("Of these 101 with open links", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Service_Started_SweepsAfterFiveMinutesAndThenEachHour()
    {
        await using var house = await RetentionHouse.OpenAsync(OneBoot);
        await house.AddAsync("aaaaaaaaaa", daysAgo: 3);
        await house.AddAsync("bbbbbbbbbb", daysAgo: 2);
        var service = house.Sweeper;
        await service.StartAsync(Token);
        await UntilAsync(async () => (await house.Desk.ReportAsync(Token)).NextSweep == house.Time.GetUtcNow().AddMinutes(5));
        Assert.Equal(2, (await house.LeftAsync()).Count());

        house.Time.Advance(TimeSpan.FromMinutes(5));
        await UntilAsync(async () => (await house.Desk.ReportAsync(Token)).NextSweep == house.Time.GetUtcNow().AddHours(1));
        Assert.Equal(["bbbbbbbbbb"], await house.LeftAsync());
        await service.StopAsync(Token);
    }

    private static async Task UntilAsync(Func<Task<bool>> holds)
    {
        while (!await holds())
        {
            Token.ThrowIfCancellationRequested();
            await Task.Yield();
        }
    }
}
