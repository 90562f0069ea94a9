using System.Globalization;
using Guestfs.Journal;

namespace Guestfs.Timeline;

/// <summary>
/// Folds a journal into stages, activities, gaps and marks, one entry at a time. Live, replayed and imported boots go
/// through it alike, so the same entries give the same timeline.
/// </summary>
/// <remarks>
/// The engine's own events begin the stages queue, appliance, qemu, session and shutdown; console text begins those
/// between, only forward, and can neither make a boot ready nor end it. The stage root begins with the first line that
/// shows the search for the root disk, as nothing is printed when the last module has been loaded.
/// </remarks>
public sealed class TimelineBuilder(StageRules? rules = null)
{
    private const int MostMarks = 1_000;
    private const int LongestDetail = 200;

    private readonly StageRules _rules = rules ?? StageRules.Default;
    private readonly BarTrack _track = new();
    private readonly List<TimelineMark> _marks = [];
    private readonly LineText[] _lines = [new(), new(), new(), new()];
    private readonly HashSet<StageRule> _seen = [];
    private readonly Dictionary<string, string> _facts = new(StringComparer.Ordinal);
    private readonly Dictionary<int, string> _calls = [];
    private long _end;
    private bool _over;

    /// <summary>The stage that is open, or the last one; null before the first.</summary>
    public string? Stage { get; private set; }

    /// <summary>What lines said beside their times, by name: <c>guestKernel</c>, <c>firmware</c>, <c>commandLine</c>.</summary>
    public IReadOnlyDictionary<string, string> Facts => _facts;

    public long End => _end;

    /// <summary>Bars in id order; those that are not over have no end.</summary>
    public IReadOnlyList<TimelineBar> Bars => _track.Bars;

    /// <summary>Folds the next entry and returns what it changed, often nothing.</summary>
    public IReadOnlyList<TimelineChange> Add(JournalEntry entry)
    {
        if (_over)
        {
            return [];
        }

        _end = Math.Max(_end, entry.Offset);
        _track.Cause = new Cause(entry.Sequence, entry.Offset);
        if (entry.Event is OutputLine line)
        {
            AddLine(line, entry);
        }
        else
        {
            AddEvent(entry);
        }

        return _track.TakeChanges();
    }

    /// <summary>The picture so far; a copy that later entries do not change.</summary>
    public BootTimeline Snapshot() => new(_rules.Version, [.. _track.Bars], [.. _marks], _end);

    private void AddEvent(JournalEntry entry)
    {
        switch (entry.Event)
        {
            case BootQueued when _track.Stage is null:
                BeginStage(StageNames.Queue, "queue:wait");
                break;
            case BootAdmitted when _track.Stage is null or StageNames.Queue:
                BeginStage(StageNames.Appliance, "appliance:find");
                break;
            case Decision decision:
                Mark($"{decision.Subject}: {decision.Choice}", decision.Reason);
                break;
            case AttemptStarted attempt:
                BeginAttempt(attempt.Attempt, "qemu:prepare");
                break;
            case LaunchFlagReceived:
                Mark("ready", null);
                BeginStage(StageNames.Session, null);
                break;
            case ShutdownStarted shutdown when _track.Stage is not StageNames.Shutdown:
                Mark("shutdown", shutdown.Reason);
                BeginStage(StageNames.Shutdown, null);
                break;
            case CallStarted call:
                BeginCall(call);
                break;
            case CallEnded call:
                EndCall(call);
                break;
            case ProcessStarted process:
                BeginProcess(process);
                break;
            case ProcessExited process:
                EndProcess(process);
                break;
            case StageStalled stalled:
                Mark("stalled", string.Create(CultureInfo.InvariantCulture, $"{stalled.Stage}: nothing printed for {stalled.QuietSeconds:0.#} s"));
                break;
            case CancelRequested cancel:
                Mark("cancel", cancel.By);
                break;
            case StopRequested stop:
                Mark("stop", stop.By);
                break;
            case BootEnded:
                EndBoot();
                break;
            default:
                AddApplianceEvent(entry.Event);
                break;
        }
    }

    private void AddApplianceEvent(BootEvent bootEvent)
    {
        if (_track.Stage == StageNames.Appliance)
        {
            switch (bootEvent)
            {
                case ApplianceSelected:
                    _track.Begin(["appliance:prepare"]);
                    break;
                case LockWaiting:
                    _track.Begin(["supermin:lock wait"]);
                    break;
                case ApplianceReady:
                    _track.Begin(["appliance:prepare launch"]);
                    break;
            }
        }
        else if (_track.Stage == StageNames.Qemu && bootEvent is DaemonConnected)
        {
            _track.End("qemu:connect");
        }
    }

    private void BeginProcess(ProcessStarted process)
    {
        if (process.Program == "supermin" && _track.Stage == StageNames.Appliance)
        {
            _track.Begin(["supermin:start"]);
        }
        else if (process.Program == "qemu")
        {
            if (_track.Stage is null or StageNames.Queue or StageNames.Appliance)
            {
                BeginAttempt(_track.Attempt + 1, "qemu:connect");
            }
            else if (_track.Stage == StageNames.Qemu)
            {
                _track.Begin(["qemu:connect"]);
            }
        }
    }

    private void EndProcess(ProcessExited process)
    {
        if (process.Program == "supermin" && _track.Stage == StageNames.Appliance)
        {
            FinishLine(OutputSource.Supermin);
            _track.Begin(["appliance:check"]);
        }
        else if (process.Program == "qemu")
        {
            FinishLine(OutputSource.Qemu);
            FinishLine(OutputSource.Console);
            Mark("qemu exited", process.Signal is { } signal ? $"signal {signal}" : $"status {process.ExitCode}");
            if (_track.Stage == StageNames.Shutdown)
            {
                _track.Begin([]);
            }
        }
    }

    private void BeginCall(CallStarted call)
    {
        var name = _track.Stage == StageNames.Shutdown
            ? $"shutdown:{call.Procedure.Replace("internal_", "", StringComparison.Ordinal)}"
            : $"rpc:{call.Procedure}";
        _calls[call.Call] = name;
        _track.Begin([]);
        _track.Begin([name]);
    }

    private void EndCall(CallEnded call)
    {
        if (_calls.Remove(call.Call, out var name))
        {
            _track.End(name);
            if (_track.Stage == StageNames.Shutdown)
            {
                _track.Begin(["shutdown:power-off"]);
            }
        }
    }

    private void BeginAttempt(int attempt, string activity)
    {
        FinishLine(OutputSource.Qemu);
        FinishLine(OutputSource.Console);
        _seen.Clear();
        _track.BeginStage(StageNames.Qemu, attempt);
        Stage = StageNames.Qemu;
        _track.Begin([activity]);
    }

    private void BeginStage(string name, string? activity)
    {
        _track.BeginStage(name, _track.Attempt);
        Stage = name;
        if (activity is not null)
        {
            _track.Begin([activity]);
        }
    }

    private void EndBoot()
    {
        foreach (var source in Enum.GetValues<OutputSource>())
        {
            FinishLine(source);
        }

        if (_track.Bars.Count == 0)
        {
            BeginStage(StageNames.Queue, "queue:wait");
        }

        _track.EndStage();
        _over = true;
    }

    private void Mark(string name, string? detail)
    {
        if (_marks.Count < MostMarks)
        {
            var mark = new TimelineMark(name, _track.Cause.Offset, _track.Cause.Sequence, detail?.Length > LongestDetail ? detail[..LongestDetail] : detail);
            _marks.Add(mark);
            _track.Add(new MarkAdded(mark));
        }
    }

    private void AddLine(OutputLine piece, JournalEntry entry)
    {
        var line = _lines[(int)piece.Source];
        line.Add(piece.Raw.Span, entry.Offset);
        Look(line, piece.Source, piece.Terminated);
        if (piece.Terminated)
        {
            line.Clear();
        }
    }

    /// <summary>Looks at a line whose end will not come any more.</summary>
    private void FinishLine(OutputSource source)
    {
        var line = _lines[(int)source];
        if (line.IsPending)
        {
            var cause = _track.Cause;
            Look(line, source, whole: true);
            line.Clear();
            _track.Cause = cause;
        }
    }

    /// <summary>Applies every rule that holds in the line, in the order of its text, as each may move the stage on.</summary>
    private void Look(LineText line, OutputSource source, bool whole)
    {
        while (line.Understood < line.Text.Length
            && _track.Stage is { } stage
            && _rules.Find(source, stage) is { } index)
        {
            var at = index.NextNeedle(line.Text, line.Understood);
            if (at < 0)
            {
                line.Understood = Math.Max(line.Understood, line.Text.Length - index.LongestNeedle + 1);
                return;
            }

            line.Understood = at;
            var match = index.Match(line, at, whole, out var rule, out var captures);
            if (match == TemplateMatch.NeedsMore)
            {
                return;
            }

            line.Understood = at + 1;
            if (match == TemplateMatch.Yes)
            {
                line.Take(rule, at);
                _track.Cause = new Cause(_track.Cause.Sequence, line.OffsetAt(at), rule.Id, line.GuestTime(at));
                Apply(rule, captures, line.Text);
            }
        }
    }

    private void Apply(StageRule rule, CaptureList captures, ReadOnlySpan<char> text)
    {
        if (rule.Again is not null && !_seen.Add(rule))
        {
            Mark(rule.Again, null);
            return;
        }

        if (rule.Stage is not null && StageOrder.GuestMoves(_track.Stage!, rule.Stage))
        {
            BeginStage(rule.Stage, null);
        }

        if (rule.Fact is { } fact)
        {
            _facts[fact.Name] = captures.Fill(fact.Value, text);
        }

        if (rule.Mark is not null)
        {
            Mark(rule.Mark, rule.Detail is null ? null : captures.Fill(rule.Detail, text));
        }

        if (rule.Stage is null || rule.Stage == _track.Stage)
        {
            ApplyActivity(rule, captures, text);
        }
    }

    private void ApplyActivity(StageRule rule, CaptureList captures, ReadOnlySpan<char> text)
    {
        if (rule.End is not null)
        {
            _track.End(captures.Fill(rule.End, text));
        }
        else if (_track.IsFull)
        {
            return;
        }
        else if (rule.Nest is not null)
        {
            _track.BeginNested(captures.Fill(rule.Nest, text), captures.Fill(rule.Lane, text));
        }
        else if (rule.Begin.Count > 0)
        {
            var path = new string[rule.Begin.Count];
            for (var level = 0; level < path.Length; level++)
            {
                path[level] = captures.Fill(rule.Begin[level], text);
            }

            _track.Begin(path);
        }
    }
}
