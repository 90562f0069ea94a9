using System.Text;
using Guestfs.Console;
using Guestfs.Journal;
using Guestfs.Timeline;
using Guestfs.Web.Components.Boot;

namespace Guestfs.Web.Shares;

/// <summary>A boot in one small drawing: the picture that goes with a link, and the badge. Nothing but status, times and stages, and a title.</summary>
public static class StripPicture
{
    private const int Width = 1200;
    private const int Height = 630;
    private const int Margin = 64;

    /// <summary>1200 by 630, as previews of links have it.</summary>
    public static Drawing Preview(BootSummary boot, long elapsed) => new(
        Width,
        Height,
        [
            new DrawnBox(0, 0, Width, Height, "#f3f6f6"),
            new DrawnBox(0, 0, Width, 12, "#12343b"),
            Text(120, 30, "#4c6067", "Guestfs"),
            Text(220, 56, "#13242a", Short(StatusWords.Title(boot), 34)) with { Instead = StatusWords.Title(boot with { Title = null }) },
            Text(300, 36, Tone(boot.Status), Short(Outcome(boot, elapsed), 56)),
            .. Strip(boot, 380, 96),
        ]);

    /// <summary>Two fields side by side, 20 high: what is watched, and how its last boot went.</summary>
    public static Drawing Badge(string label, BootSummary? boot) =>
        boot is null ? Notice(label, "no boot") : Fields(label, Value(boot), Tone(boot.Status));

    /// <summary>A badge that tells of no boot.</summary>
    public static Drawing Notice(string label, string text) => Fields(label, text, "#6b7a80");

    private static Drawing Fields(string label, string value, string colour)
    {
        var name = Short(label, 40);
        var (left, right) = (TextWidth(name), TextWidth(value));
        return new Drawing(
            left + right,
            20,
            [
                new DrawnBox(0, 0, left, 20, "#3d4a50"),
                new DrawnBox(left, 0, right, 20, colour),
                new DrawnText(8, 14, 11, "#ffffff", name, Bold: false, left - 8),
                new DrawnText(left + 8, 14, 11, "#ffffff", value, Bold: false, right - 8),
            ],
            $"{name}: {value}");
    }

    private static IEnumerable<DrawnShape> Strip(BootSummary boot, int top, int height)
    {
        // Stages that have an order and no length are as wide as one another.
        IReadOnlyList<StageSpan> stages = boot.OrderOnly ? [.. boot.Stages.Select(static stage => stage with { Duration = 1 })] : boot.Stages;
        var total = stages.Sum(static stage => stage.Duration);
        var left = (double)Margin;
        foreach (var stage in stages.Where(_ => total > 0))
        {
            var width = (Width - (2.0 * Margin)) * stage.Duration / total;
            yield return new DrawnBox(left, top, Math.Max(0, width - 2), height, StagePalette.Of(stage.Name));
            if (width > 110)
            {
                yield return new DrawnText(left + 4, top + height + 34, 22, "#13242a", stage.Name, Bold: true, width - 8);
                yield return new DrawnText(left + 4, top + height + 64, 22, "#4c6067", boot.OrderOnly ? "" : Durations.Text(stage.Duration), Bold: false, width - 8);
            }

            left += width;
        }
    }

    private static string Outcome(BootSummary boot, long elapsed)
    {
        if (boot.OrderOnly)
        {
            return $"{StatusWords.Word(boot.Status)}, order only";
        }

        var total = boot.Status.IsOver() ? $"{StatusWords.Word(boot.Status)} after {Durations.Text(elapsed)}" : StatusWords.Word(boot.Status);
        return boot.ReadyAfter is { } ready ? $"{total}, ready after {Durations.Text(ready)}" : total;
    }

    private static string Value(BootSummary boot) => boot is { OrderOnly: false, ReadyAfter: { } ready } && !StatusWords.IsFailure(boot)
        ? $"ready in {Durations.Text(ready)}"
        : boot.Stage is { } stage && StatusWords.IsFailure(boot) ? $"{StatusWords.Word(boot.Status)} in {stage}" : StatusWords.Word(boot.Status);

    private static string Tone(BootStatus status) => status switch
    {
        BootStatus.Ready or BootStatus.Finished => "#17693c",
        BootStatus.Failed => "#b0241c",
        BootStatus.TimedOut or BootStatus.Interrupted => "#874f00",
        BootStatus.Queued or BootStatus.Building or BootStatus.Booting => "#1c5a9e",
        _ => "#4c6067",
    };

    private static DrawnText Text(double line, int size, string colour, string text) =>
        new(Margin, line, size, colour, text, Bold: true, Width - (2 * Margin));

    /// <summary>About as wide as the text is drawn at 11 px, with 8 px on both sides.</summary>
    private static int TextWidth(string text) => 16 + (int)Math.Ceiling(text.EnumerateRunes().Count() * 6.4);

    /// <summary>Without controls and whatever else may not stand in XML, cut to a length.</summary>
    private static string Short(string text, int length)
    {
        var plain = string.Concat(AnsiText.ToPlain(Encoding.UTF8.GetBytes(text)).EnumerateRunes().Take(length + 1).Where(static rune => rune.Value is not (0xfffe or 0xffff)));
        var runes = plain.EnumerateRunes().ToList();
        return runes.Count <= length ? plain : string.Concat(runes.Take(length - 1)) + "…";
    }
}
