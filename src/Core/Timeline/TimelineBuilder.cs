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
public sealed class TimelineBuilder
{
    private readonly TimelineTrack _track;
    private readonly LineReader _lines;
    private readonly Dictionary<int, string> _calls = [];
    private readonly int _rulesVersion;
    private bool _over;

    /// <param name="rules">Null for the table Guestfs comes with.</param>
    public TimelineBuilder(StageRules? rules = null)
    {
        rules ??= StageRules.Default;
        _rulesVersion = rules.Version;
        _track = new TimelineTrack();
        _lines = new LineReader(rules, _track);
    }

    /// <summary>The stage that is open, or the last one; null before the first.</summary>
    public string? Stage => _track.LastStage;

    /// <summary>Whether the guest's kernel, or what it started, printed anything in this attempt. A terminal reset alone shows the stage but proves nothing.</summary>
    public bool KernelSpoke => _lines.KernelSpoke;

    /// <summary>What lines said beside their times, by name: <c>guestKernel</c>, <c>firmware</c>, <c>commandLine</c>.</summary>
    public IReadOnlyDictionary<string, string> Facts => _lines.Facts;

    /// <summary>The offset of the latest entry, in nanoseconds.</summary>
    public long End { get; private set; }

    /// <summary>Bars in id order; those that are not over have no end.</summary>
    public IReadOnlyList<TimelineBar> Bars => _track.Bars;

    /// <summary>Folds the next entry and returns what it changed, often nothing.</summary>
    public IReadOnlyList<TimelineChange> Add(JournalEntry entry)
    {
        if (_over)
        {
            return [];
        }

        End = Math.Max(End, entry.Offset);
        _track.Cause = new Cause(entry.Sequence, entry.Offset);
        _lines.Told = entry.Readings;
        if (entry.Event is OutputLine line)
        {
            _lines.Read(line, entry.Offset);
        }
        else if (entry.Event is OutputWithheld withheld)
        {
            _lines.ApplyTold(withheld.Source);
        }
        else
        {
            AddEvent(entry);
        }

        return _track.TakeChanges();
    }

    /// <summary>Notes what the rules read from lines, for <see cref="TakeReadings"/>.</summary>
    internal void KeepReadings() => _lines.KeepReadings();

    /// <summary>What the rules read from lines since the last call; null when nothing.</summary>
    internal IReadOnlyList<LineReading>? TakeReadings() => _lines.TakeReadings();

    /// <summary>The picture so far; a copy that later entries do not change.</summary>
    public BootTimeline Snapshot() => new(_rulesVersion, [.. _track.Bars], [.. _track.Marks], End);

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
            case Decision { Subject: "appliance" or "accelerator" } decision:
                _track.Mark($"{decision.Subject}: {decision.Choice}", decision.Reason);
                break;
            case AttemptStarted attempt:
                BeginAttempt(attempt.Attempt, "qemu:prepare");
                break;
            case LaunchFlagReceived when _track.Stage is not (StageNames.Session or StageNames.Shutdown):
                _track.Mark("ready");
                BeginStage(StageNames.Session);
                break;
            case ShutdownStarted shutdown when _track.Stage is not StageNames.Shutdown:
                _track.Mark("shutdown", shutdown.Reason);
                BeginStage(StageNames.Shutdown);
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
                _track.Mark("stalled", string.Create(CultureInfo.InvariantCulture, $"{stalled.Stage}: nothing printed for {stalled.QuietSeconds:0.#} s"));
                break;
            case CancelRequested cancel:
                _track.Mark("cancel", cancel.By);
                break;
            case StopRequested stop:
                _track.Mark("stop", stop.By);
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
            _lines.Finish(OutputSource.Supermin);
            _track.Begin(["appliance:check"]);
        }
        else if (process.Program == "qemu")
        {
            _lines.Finish(OutputSource.Qemu);
            _lines.Finish(OutputSource.Console);
            _track.Mark("qemu exited", process.Signal is { } signal ? $"signal {signal}" : $"status {process.ExitCode}");
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
        _lines.Finish(OutputSource.Qemu);
        _lines.Finish(OutputSource.Console);
        _lines.BeginAttempt();
        _track.BeginStage(StageNames.Qemu, attempt);
        _track.Begin([activity]);
    }

    private void BeginStage(string name, string? activity = null)
    {
        _track.BeginStage(name, _track.Attempt);
        if (activity is not null)
        {
            _track.Begin([activity]);
        }
    }

    private void EndBoot()
    {
        foreach (var source in Enum.GetValues<OutputSource>())
        {
            _lines.Finish(source);
        }

        if (_track.Bars.Count == 0)
        {
            BeginStage(StageNames.Queue, "queue:wait");
        }

        _track.EndStage();
        _over = true;
    }
}
