using System.Text.Json;
using Guestfs.Web.Components.Boot;

namespace Guestfs.Web.Tests.Components.Boot;

/// <summary>The same tables are checked against the scripts by tests/js.</summary>
public sealed class DurationsTests
{
    private static readonly JsonSerializerOptions CamelCase = new(JsonSerializerDefaults.Web);

    public static TheoryData<long, string> Lengths =>
        [.. Read<DurationCase>("durations.json").Select(static row => new TheoryDataRow<long, string>(row.Nanoseconds, row.Text))];

    public static TheoryData<long, long, long, int, string[]> Axes =>
        [.. Read<AxisCase>("axes.json").Select(static row => new TheoryDataRow<long, long, long, int, string[]>(row.From, row.To, row.Zero, row.Count, row.Labels))];

    [Theory]
    [MemberData(nameof(Lengths))]
    public void Text_OfNanoseconds_IsWhatTheScriptPrints(long nanoseconds, string text) =>
        Assert.Equal(text, Durations.Text(nanoseconds));

    [Theory]
    [MemberData(nameof(Axes))]
    public void Ticks_OfAWindow_AreThoseOfTheScript(long from, long to, long zero, int count, string[] labels) =>
        Assert.Equal(labels, TimeAxis.Ticks(from, to, zero, count).Select(static tick => tick.Label));

    [Theory]
    [InlineData(3_000_000_000, 4_000_000_000)]
    [InlineData(3_900_000_000, 6_000_000_000)]
    [InlineData(60_000_000_000, 68_343_750_000)]
    public void Horizon_OfARunningBoot_LiesAheadOfIt(long now, long horizon) => Assert.Equal(horizon, TimeAxis.Horizon(now));

    [Theory]
    [InlineData(3_600_000, 8_000L, 12_000)]
    [InlineData(9_000, 8_000L, 9_000)]
    [InlineData(9_000, null, 9_000)]
    public void Extent_OfALongSession_EndsSoonAfterReady(long end, long? ready, long shown) => Assert.Equal(shown, TimeAxis.Extent(end, ready));

    [Theory]
    [InlineData(4, 1000, "0.4 %")]
    [InlineData(1, 1_000_000, "<0.1 %")]
    [InlineData(257, 1000, "26 %")]
    [InlineData(5, 0, "0 %")]
    public void Share_OfAWhole_HasADecimalBelowTen(long part, long whole, string text) =>
        Assert.Equal(text, Durations.Share(part, whole));

    private static T[] Read<T>(string file) =>
        JsonSerializer.Deserialize<T[]>(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "TestData", "live", file)), CamelCase)!;

    private sealed record DurationCase(long Nanoseconds, string Text);

    private sealed record AxisCase(long From, long To, long Zero, int Count, string[] Labels);
}
