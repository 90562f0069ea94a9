using Guestfs.Boots.Retention;

namespace Guestfs.Core.Tests.Boots.Retention;

public sealed class RetentionPlanTests
{
    private static readonly DateTimeOffset Now = new(2026, 5, 3, 12, 0, 0, TimeSpan.Zero);
    private static readonly RetentionLimits ThirtyDays = new() { Age = TimeSpan.FromDays(30) };

    [Fact]
    public void Next_WithoutLimits_KeepsTheOldest()
    {
        Assert.Equal([RetentionStep.Stay], Steps(new RetentionLimits(), Boot(daysAgo: 9_000)));
    }

    [Theory]
    [InlineData(31, RetentionStep.Remove)]
    [InlineData(30, RetentionStep.Remove)]
    [InlineData(29, RetentionStep.Wait)]
    [InlineData(23, RetentionStep.Wait)]
    [InlineData(21, RetentionStep.Stay)]
    public void Next_ByAge_RemovesFromTheLimitOn(int daysAgo, object step)
    {
        Assert.Equal([(RetentionStep)step], Steps(ThirtyDays, Boot(daysAgo)));
    }

    [Fact]
    public void Next_ByNumber_RemovesTheOldestThatAreTooMany()
    {
        Assert.Equal(
            [RetentionStep.Remove, RetentionStep.Remove, RetentionStep.Stay],
            Steps(new RetentionLimits { Boots = 1 }, Boot(3), Boot(2), Boot(1)));
    }

    [Fact]
    public void Next_ByBytes_RemovesTheOldestUntilTheRestFits()
    {
        Assert.Equal(
            [RetentionStep.Remove, RetentionStep.Stay, RetentionStep.Stay],
            Steps(new RetentionLimits { Bytes = 20 }, Boot(3), Boot(2), Boot(1)));
        Assert.Equal(
            [RetentionStep.Remove, RetentionStep.Remove, RetentionStep.Stay],
            Steps(new RetentionLimits { Bytes = 19 }, Boot(3), Boot(2), Boot(1)));
    }

    [Fact]
    public void Next_SharedBootPastANumber_IsAnnouncedForSevenDays_AndNoYoungerOneGoesInItsPlace()
    {
        var limits = new RetentionLimits { Boots = 2 };
        var shared = Boot(3) with { Shared = true };
        var plan = new RetentionPlan(limits, new StoredTotals(3, 30, 0, 0), Now);

        Assert.Equal((RetentionStep.Announce, Now.AddDays(7)), plan.Next(shared));
        Assert.Equal(RetentionStep.Stay, plan.Next(Boot(2)).Step);
    }

    [Fact]
    public void Next_SharedBootThatAges_IsAnnouncedInTimeForItsOwnDay()
    {
        var boot = Boot(daysAgo: 22.5) with { Shared = true };
        var (step, at) = new RetentionPlan(ThirtyDays, new StoredTotals(1, 10, 0, 0), Now).Next(boot);

        Assert.Equal(RetentionStep.Announce, step);
        Assert.Equal(boot.OverAt!.Value.AddDays(30), at);
    }

    [Theory]
    [InlineData(1, RetentionStep.Wait)]
    [InlineData(0, RetentionStep.Remove)]
    [InlineData(-1, RetentionStep.Remove)]
    public void Next_AnnouncedBoot_GoesOnTheDayThatWasTold(int inDays, object step)
    {
        var boot = Boot(daysAgo: 60) with { Shared = true, AnnouncedFor = Now.AddDays(inDays) };

        Assert.Equal([(RetentionStep)step], Steps(ThirtyDays, boot));
        Assert.Equal([(RetentionStep)step], Steps(ThirtyDays, boot with { Shared = false }));
    }

    [Fact]
    public void Next_LimitLoosenedSinceTheAnnouncement_WaitsForTheLimit()
    {
        var boot = Boot(daysAgo: 28) with { Shared = true, AnnouncedFor = Now.AddDays(-1) };

        Assert.Equal((RetentionStep.Wait, Now.AddDays(2)), new RetentionPlan(ThirtyDays, new StoredTotals(1, 10, 0, 0), Now).Next(boot));
    }

    [Fact]
    public void RemovalOf_EachKindOfBoot_IsTheDayItGoes()
    {
        var aged = Boot(daysAgo: 28);
        Assert.Equal(Now.AddDays(2), RetentionPlan.RemovalOf(ThirtyDays, aged, Now));
        Assert.Equal(Now.AddDays(7), RetentionPlan.RemovalOf(ThirtyDays, aged with { Shared = true }, Now));
        Assert.Equal(Now.AddDays(5), RetentionPlan.RemovalOf(ThirtyDays, aged with { Shared = true, AnnouncedFor = Now.AddDays(5) }, Now));
        Assert.Null(RetentionPlan.RemovalOf(ThirtyDays, aged with { KeptBy = "kim" }, Now));
        Assert.Null(RetentionPlan.RemovalOf(new RetentionLimits { Boots = 1 }, aged, Now));
        Assert.Equal(Now.AddDays(30), RetentionPlan.RemovalOf(ThirtyDays, aged with { OverAt = null }, Now));
    }

    private static StoredBoot Boot(double daysAgo) => new("abcdefghij", Now.AddDays(-daysAgo), 10, null, null, Shared: false);

    private static List<RetentionStep> Steps(RetentionLimits limits, params StoredBoot[] oldestFirst)
    {
        var plan = new RetentionPlan(limits, new StoredTotals(oldestFirst.Length, oldestFirst.Sum(static boot => boot.Bytes), 0, 0), Now);
        return [.. oldestFirst.Select(boot => plan.Next(boot).Step)];
    }
}
