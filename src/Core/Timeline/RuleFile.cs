using Guestfs.Journal;

namespace Guestfs.Timeline;

/// <summary>The shape of <c>stage-rules.json</c>.</summary>
internal sealed record RuleFile(int Version, Dictionary<string, string[]> Prefixes, IReadOnlyList<RuleRow> Rules);

/// <summary>A rule as written; <see cref="StageRule"/> says what each member means.</summary>
internal sealed record RuleRow(string Id, string From)
{
    public string[]? Text { get; init; }

    public string[]? Trace { get; init; }

    public string? Stage { get; init; }

    public string[]? In { get; init; }

    public string? During { get; init; }

    public string[]? Begin { get; init; }

    public string? Nest { get; init; }

    public string? Lane { get; init; }

    public string? End { get; init; }

    public string? Mark { get; init; }

    public string? Detail { get; init; }

    public string? Fact { get; init; }

    public string? Again { get; init; }

    public bool Stop { get; init; }

    /// <exception cref="FormatException">Something in the row has no meaning.</exception>
    public StageRule ToRule(Dictionary<string, string[]> prefixes)
    {
        if (Stage is not null && !StageOrder.Guest.Contains(Stage))
        {
            throw new FormatException($"Text cannot begin the stage \"{Stage}\"; only the engine can.");
        }

        var templates = Expand(prefixes).Select(TextTemplate.Parse).ToList();
        var known = templates.SelectMany(static template => template.Captures).ToHashSet(StringComparer.Ordinal);
        foreach (var pattern in new[] { Nest, Lane, End, Mark, Detail, Fact }.Concat(Begin ?? []))
        {
            CheckCaptures(pattern ?? "", known);
        }

        return new StageRule
        {
            Id = Id,
            Source = Enum.TryParse<OutputSource>(From, ignoreCase: true, out var source)
                ? source
                : throw new FormatException($"There is no source \"{From}\"."),
            Templates = templates,
            IsTrace = Trace is not null,
            Stage = Stage,
            In = StagesIn(),
            During = During,
            Begin = Begin ?? [],
            Nest = Nest,
            Lane = Lane ?? "",
            End = End,
            Mark = Mark,
            Detail = Detail,
            Fact = Fact?.Split('=', 2) is [var name, var value] ? (name, value) : null,
            Again = Again,
            Stop = Stop,
        };
    }

    private IEnumerable<string> Expand(Dictionary<string, string[]> prefixes)
    {
        if ((Text is null) == (Trace is null))
        {
            throw new FormatException("It needs either text or trace.");
        }

        return (Text ?? Trace!.Select(static command => "<trace>" + command)).SelectMany(text => ExpandPrefix(text, prefixes));
    }

    private static IEnumerable<string> ExpandPrefix(string text, Dictionary<string, string[]> prefixes)
    {
        if (!text.StartsWith('<') || text.IndexOf('>', StringComparison.Ordinal) is not (> 0 and var close))
        {
            return [text];
        }

        return prefixes.TryGetValue(text[1..close], out var alternatives)
            ? alternatives.Select(prefix => prefix + text[(close + 1)..])
            : throw new FormatException($"There is no prefix \"{text[1..close]}\".");
    }

    private HashSet<string> StagesIn()
    {
        var stages = new HashSet<string>(StringComparer.Ordinal);
        foreach (var stage in In ?? [])
        {
            if (stage == "guest")
            {
                stages.UnionWith([StageNames.Qemu, .. StageOrder.Guest, StageNames.Session, StageNames.Shutdown]);
            }
            else if (StageNames.InOrder.Contains(stage))
            {
                stages.Add(stage);
            }
            else
            {
                throw new FormatException($"There is no stage \"{stage}\".");
            }
        }

        return stages.Count > 0 || Stage is not null
            ? stages
            : throw new FormatException("It needs a stage to begin or stages to hold in.");
    }

    private static void CheckCaptures(string pattern, HashSet<string> known)
    {
        for (var open = pattern.IndexOf('{', StringComparison.Ordinal); open >= 0; open = pattern.IndexOf('{', open + 1))
        {
            var close = pattern.IndexOf('}', open);
            var name = close < 0 ? pattern[open..] : pattern[(open + 1)..close];
            if (!known.Contains(name))
            {
                throw new FormatException($"\"{pattern}\" names \"{name}\", which its text does not capture.");
            }
        }
    }
}
