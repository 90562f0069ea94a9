using System.Globalization;
using Guestfs.Timeline;
using Guestfs.Web.Components.Boot;

namespace Guestfs.Web.ViewModels.Boots;

/// <summary>One stage on a strip.</summary>
public sealed record StripSegment(string Stage, double Percent)
{
    public string Style => string.Create(CultureInfo.InvariantCulture, $"width:{Percent:0.###}%");

    /// <summary>Widths in percent of <paramref name="scale"/>, or of the boot itself when it is longer; they never exceed 100 together.</summary>
    public static IReadOnlyList<StripSegment> Of(IReadOnlyList<StageSpan> stages, long scale)
    {
        var whole = Math.Max(scale, stages.Sum(static stage => stage.Duration));
        return whole <= 0 ? [] : [.. stages.Where(static stage => stage.Duration > 0).Select(stage => new StripSegment(stage.Name, 100.0 * stage.Duration / whole))];
    }

    /// <summary>Equal widths, for stages that have an order and no length.</summary>
    public static IReadOnlyList<StripSegment> InOrder(IReadOnlyList<StageSpan> stages) =>
        [.. stages.Select(stage => new StripSegment(stage.Name, 100.0 / stages.Count))];

    /// <summary>The strip in words: "appliance 180 ms, qemu 130 ms, ...".</summary>
    public static string Describe(IReadOnlyList<StageSpan> stages) =>
        stages.Count == 0 ? "No stage seen yet" : string.Join(", ", stages.Select(static stage => $"{stage.Name} {Durations.Text(stage.Duration)}"));
}
