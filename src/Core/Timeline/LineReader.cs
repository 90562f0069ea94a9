using Guestfs.Journal;

namespace Guestfs.Timeline;

/// <summary>Reads printed lines by the rule table and draws what they say onto the track.</summary>
internal sealed class LineReader(StageRules rules, TimelineTrack track)
{
    private readonly LineText[] _lines = [new(), new(), new(), new()];
    private readonly HashSet<StageRule> _seen = [];
    private readonly Dictionary<string, string> _facts = new(StringComparer.Ordinal);

    public IReadOnlyDictionary<string, string> Facts => _facts;

    /// <summary>A kernel that starts is no reset in a new attempt.</summary>
    public void BeginAttempt() => _seen.Clear();

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
            if (match == TemplateMatch.Yes)
            {
                line.Take(rule, captures.End);
                track.Cause = new Cause(track.Cause.Sequence, line.OffsetAt(at), rule.Id, line.GuestTime(at));
                Apply(rule, captures, line.Text);
            }
        }
    }

    private void Apply(StageRule rule, CaptureList captures, ReadOnlySpan<char> text)
    {
        if (rule.Again is not null && !_seen.Add(rule))
        {
            track.Mark(rule.Again);
            return;
        }

        if (rule.Stage is not null && StageOrder.GuestMoves(track.Stage!, rule.Stage))
        {
            track.BeginStage(rule.Stage, track.Attempt);
        }

        if (rule.Fact is { } fact)
        {
            _facts[fact.Name] = captures.Fill(fact.Value, text);
        }

        if (rule.Mark is not null)
        {
            track.Mark(rule.Mark, rule.Detail is null ? null : captures.Fill(rule.Detail, text));
        }

        if (rule.Stage is null || rule.Stage == track.Stage)
        {
            ApplyActivity(rule, captures, text);
        }
    }

    private void ApplyActivity(StageRule rule, CaptureList captures, ReadOnlySpan<char> text)
    {
        if (rule.End is not null)
        {
            track.End(captures.Fill(rule.End, text));
        }
        else if (track.IsFull)
        {
            return;
        }
        else if (rule.Nest is not null)
        {
            track.BeginNested(captures.Fill(rule.Nest, text), captures.Fill(rule.Lane, text));
        }
        else if (rule.Begin.Count > 0)
        {
            var path = new string[rule.Begin.Count];
            for (var level = 0; level < path.Length; level++)
            {
                path[level] = captures.Fill(rule.Begin[level], text);
            }

            track.Begin(path);
        }
    }
}
