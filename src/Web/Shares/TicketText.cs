using System.Globalization;
using System.Text;
using Guestfs.Console;
using Guestfs.Journal;
using Guestfs.Pins;
using Guestfs.Timeline;
using Guestfs.Web.Components.Boot;
using Guestfs.Web.Live;

namespace Guestfs.Web.Shares;

/// <summary>
/// A boot as Markdown for a ticket or a mail: outcome, versions, stages, evidence, pins and the link. What a guest or a person wrote
/// cannot become a heading, a link, a mention or a table cell, and cannot end the fence it stands in.
/// </summary>
public static class TicketText
{
    /// <param name="link">Where the boot is seen; <c>/console.txt</c> lies below it.</param>
    /// <param name="console">Whether the console may be read there.</param>
    public static string Write(BootView view, string link, bool console)
    {
        var text = new StringBuilder();
        var summary = view.Summary;
        text.Append(CultureInfo.InvariantCulture, $"### {Escape(StatusWords.Title(summary))}\n\n{Escape(Sign(summary.Status))} **{Escape(Outcome(view))}**");
        text.Append(summary.Status.IsOver() && summary.Sentence.Length > 0 ? $". {Escape(summary.Sentence)}\n\n" : "\n\n");
        AppendFacts(text, view);
        AppendStages(text, view.Timeline, view.Summary.OrderOnly);
        AppendEvidence(text, view);
        AppendPins(text, view.Pins, link);
        text.Append(CultureInfo.InvariantCulture, $"Timeline: <{link}>\n");
        if (console)
        {
            text.Append(CultureInfo.InvariantCulture, $"Console: <{link}/console.txt>\n");
        }

        return text.ToString();
    }

    /// <summary>How a boot stands in one line, such as "finished after 6.82 s, ready after 6.25 s".</summary>
    public static string Outcome(BootView view)
    {
        var status = StatusWords.Word(view.Summary.Status);
        if (view.Summary.OrderOnly)
        {
            return $"{status}, order only";
        }

        var total = view.Summary.Status.IsOver() ? $"{status} after {Durations.Text(view.Elapsed)}" : $"{status} for {Durations.Text(view.Elapsed)}";
        return view.Summary.ReadyAfter is { } ready ? $"{total}, ready after {Durations.Text(ready)}" : total;
    }

    private static void AppendFacts(StringBuilder text, BootView view)
    {
        var facts = view.Facts;
        List<(string Name, string? Value)> rows =
        [
            ("Requested", view.Summary.RequestedAt.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss 'UTC'", CultureInfo.InvariantCulture)),
            ("Accelerator", facts.Accelerator is { } accelerator ? $"{accelerator.ToUpperInvariant()}. {facts.AcceleratorReason}".TrimEnd() : null),
            ("Guest kernel", facts.GuestKernel),
            ("qemu", facts.Host.Qemu),
            ("supermin", facts.Host.Supermin),
            ("Host", string.Join(", ", new[] { facts.Host.Os, facts.Host.Kernel, facts.Host.CpuModel }.Where(static part => part.Length > 0))),
            ("Guestfs", facts.Host.Guestfs),
        ];
        text.Append("| | |\n|---|---|\n");
        foreach (var (name, value) in rows.Where(static row => !string.IsNullOrWhiteSpace(row.Value)))
        {
            text.Append(CultureInfo.InvariantCulture, $"| {name} | {Escape(value!)} |\n");
        }

        text.Append('\n');
    }

    private static void AppendStages(StringBuilder text, BootTimeline timeline, bool orderOnly)
    {
        if (orderOnly)
        {
            text.Append(CultureInfo.InvariantCulture, $"Stages in order, as nothing in the log tells time: {string.Join(", ", timeline.Stages.Select(static stage => Escape(stage.Name)))}\n\n");
            return;
        }

        text.Append("| Stage | Starts | Lasts | Part |\n|---|--:|--:|--:|\n");
        foreach (var stage in timeline.Stages)
        {
            var (lasts, part) = stage.End is { } end
                ? (Durations.Text(end - stage.Start), Durations.Share(end - stage.Start, timeline.End))
                : ("running", "");
            text.Append(CultureInfo.InvariantCulture, $"| {Escape(stage.Name)} | {Escape(Durations.Text(stage.Start))} | {Escape(lasts)} | {Escape(part)} |\n");
        }

        text.Append('\n');
    }

    private static void AppendEvidence(StringBuilder text, BootView view)
    {
        var lines = view.LastLines.Select(static line => line.Text).ToList();
        if (view.Evidence is { } evidence && !view.LastLines.Any(line => line.Number == evidence.Number))
        {
            lines.Insert(0, evidence.Text);
        }

        if (lines.Count == 0)
        {
            return;
        }

        text.Append(view.Evidence is { } why
            ? string.Create(CultureInfo.InvariantCulture, $"Line {why.Number} says why; the last lines:\n\n")
            : "The last lines:\n\n");
        var body = string.Join('\n', lines.Select(Plain));
        var fence = new string('`', Math.Max(3, LongestRun(body) + 1));
        text.Append(CultureInfo.InvariantCulture, $"{fence}text\n{body}\n{fence}\n\n");
    }

    private static void AppendPins(StringBuilder text, IReadOnlyList<Pin> pins, string link)
    {
        foreach (var pin in pins)
        {
            text.Append(CultureInfo.InvariantCulture, $"* [Pin {pin.Id}](<{link}?pin={pin.Id}>), {Escape(PinWords.Place(pin.Place))}: {Escape(pin.Text)}\n");
        }

        text.Append(pins.Count > 0 ? "\n" : "");
    }

    private static string Sign(BootStatus status) => status switch
    {
        BootStatus.Ready or BootStatus.Finished or BootStatus.Imported => "✓",
        BootStatus.Failed or BootStatus.TimedOut or BootStatus.Interrupted => "✗",
        BootStatus.Cancelled => "⊘",
        _ => "…",
    };

    private static int LongestRun(string text)
    {
        var (longest, run) = (0, 0);
        foreach (var letter in text)
        {
            run = letter == '`' ? run + 1 : 0;
            longest = Math.Max(longest, run);
        }

        return longest;
    }

    /// <summary>One line without controls, invisible marks or escape sequences.</summary>
    private static string Plain(string text) => AnsiText.ToPlain(Encoding.UTF8.GetBytes(text)).ReplaceLineEndings(" ");

    private static string Escape(string text)
    {
        var escaped = new StringBuilder(text.Length);
        var plain = Plain(text);
        for (var at = 0; at < plain.Length; at++)
        {
            var letter = plain[at];
            // Mentions, references to tickets and bare addresses are made by programs that know no backslash.
            _ = letter switch
            {
                '@' => escaped.Append("&#64;"),
                '#' => escaped.Append("&#35;"),
                ':' when at + 1 < plain.Length && !char.IsAsciiDigit(plain[at + 1]) && plain[at + 1] != ' ' => escaped.Append("&#58;"),
                _ when char.IsAsciiLetterOrDigit(letter) || letter is ' ' or '.' or ':' or ',' or '%' or '/' or ';' or '(' or ')' or '\'' or '"' || letter > 127 => escaped.Append(letter),
                '-' when escaped.Length > 0 => escaped.Append(letter),
                _ => escaped.Append('\\').Append(letter),
            };
        }

        return escaped.ToString();
    }
}
