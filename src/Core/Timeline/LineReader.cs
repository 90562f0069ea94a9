using Guestfs.Journal;

namespace Guestfs.Timeline;

/// <summary>Reads printed lines by the rule table and draws what they say onto the track.</summary>
internal sealed class LineReader(StageRules rules, TimelineTrack track)
{
    private readonly LineText[] _lines = [new(), new(), new(), new()];
    private readonly HashSet<StageRule> _seen = [];
    private readonly Dictionary<string, string> _facts = new(StringComparer.Ordinal);
    private List<LineReading>? _readings;

    public IReadOnlyDictionary<string, string> Facts => _facts;

    /// <summary>Whether the kernel, or what it started, printed anything that rules know in this attempt.</summary>
    public bool KernelSpoke { get; private set; }

    /// <summary>What was read from lines that are not here, or at another time than the pieces here say, of the entry that is being folded.</summary>
    public IReadOnlyList<LineReading>? Told { get; set; }

    /// <summary>Notes what is read from now on, for <see cref="TakeReadings"/>.</summary>
    public void KeepReadings() => _readings = [];

    /// <summary>What was read since the last call; null when nothing was.</summary>
    public IReadOnlyList<LineReading>? TakeReadings()
    {
        var readings = _readings is { Count: > 0 } ? _readings : null;
        _readings = readings is null ? _readings : [];
        return readings;
    }

    /// <summary>A kernel that starts is no reset in a new attempt.</summary>
    public void BeginAttempt()
    {
        _seen.Clear();
        KernelSpoke = false;
    }

    public void Read(OutputLine piece, long offset)
    {
        var line = _lines[(int)piece.Source];
        line.Add(piece.Raw.Span, offset);
        Look(line, piece.Source, piece.Terminated);
        if (piece.Terminated)
        {
            line.Clear();
        }
    }

    /// <summary>Looks at a line whose end will not come any more.</summary>
    public void Finish(OutputSource source)
    {
        var line = _lines[(int)source];
        if (line.IsPending)
        {
            var cause = track.Cause;
            Look(line, source, whole: true);
            line.Clear();
            track.Cause = cause;
        }
        else
        {
            ApplyTold(source);
        }
    }

    /// <summary>Draws what was read from a source's lines that are not here.</summary>
    public void ApplyTold(OutputSource source)
    {
        foreach (var reading in Told ?? [])
        {
            if (reading.Source == source && rules.Find(reading.Rule) is { } rule && track.Stage is { } stage && rule.HoldsIn(stage))
            {
                var cause = track.Cause;
                track.Cause = new Cause(cause.Sequence, reading.At, rule.Id, reading.GuestTime);
                Apply(rule, new RuleWords(reading.Words));
                track.Cause = cause;
            }
        }
    }

    /// <summary>Applies every rule that holds in the line, in the order of its text, as each may move the stage on.</summary>
    private void Look(LineText line, OutputSource source, bool whole)
    {
        while (line.Understood < line.Text.Length
            && track.Stage is { } stage
            && rules.Find(source, stage) is { } index)
        {
            var at = index.NextNeedle(line.Text, line.Understood);
            if (at < 0)
            {
                line.Understood = Math.Max(line.Understood, line.Text.Length - index.LongestNeedle + 1);
                return;
            }

            if (!line.GoTo(at))
            {
                return;
            }

            var match = index.Match(line, at, whole, out var rule, out var captures);
            if (match == TemplateMatch.NeedsMore)
            {
                return;
            }

            line.Understood = at + 1;
            if (match == TemplateMatch.Yes && (rule.During is null || track.IsOpen(rule.During)))
            {
                line.Take(rule, captures.End);
                track.Cause = new Cause(track.Cause.Sequence, ToldTime(source, rule) ?? line.OffsetAt(at), rule.Id, line.GuestTime(at));
                _readings?.Add(new LineReading(source, rule.Id, track.Cause.Offset, track.Cause.GuestTime, captures.Words(line.Text)));
                Apply(rule, new RuleWords(captures, line.Text));
            }
        }
    }

    private long? ToldTime(OutputSource source, StageRule rule)
    {
        foreach (var reading in Told ?? [])
        {
            if (reading.Source == source && reading.Rule == rule.Id)
            {
                return reading.At;
            }
        }

        return null;
    }

    private void Apply(StageRule rule, RuleWords words)
    {
        KernelSpoke |= !rule.IsSilent && !StageOrder.IsBefore(rule.Stage ?? track.Stage!, StageNames.Kernel);
        if (rule.Again is not null && !_seen.Add(rule))
        {
            track.Mark(rule.Again);
            return;
        }

        if (rule.Stage is not null && StageOrder.GuestMoves(track.Stage!, rule.Stage))
        {
            track.BeginStage(rule.Stage, track.Attempt);
        }

        if (rule.Fact is { } fact && words.Fill(fact.Value) is { Length: > 0 } value)
        {
            _facts[fact.Name] = value;
        }

        if (rule.Mark is not null)
        {
            track.Mark(rule.Mark, rule.Detail is null || words.Fill(rule.Detail) is not { Length: > 0 } detail ? null : detail);
        }

        if (rule.Stage is null || rule.Stage == track.Stage)
        {
            ApplyActivity(rule, words);
        }
    }

    private void ApplyActivity(StageRule rule, RuleWords words)
    {
        if (rule.End is not null)
        {
            track.End(words.Fill(rule.End));
        }
        else if (track.IsFull)
        {
            return;
        }
        else if (rule.Nest is not null)
        {
            track.BeginNested(words.Fill(rule.Nest), words.Fill(rule.Lane));
        }
        else if (rule.Begin.Count > 0)
        {
            var path = new string[rule.Begin.Count];
            for (var level = 0; level < path.Length; level++)
            {
                path[level] = words.Fill(rule.Begin[level]);
            }

            track.Begin(path);
        }
    }
}
