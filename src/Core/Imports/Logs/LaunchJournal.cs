using System.Globalization;
using Guestfs.Console;
using Guestfs.Journal;
using Guestfs.Timeline;

namespace Guestfs.Imports.Logs;

/// <summary>Writes the journal that a launch would have had, as far as its log tells.</summary>
internal sealed class LaunchJournal
{
    private readonly Launch _launch;
    private readonly LogLines _log;
    private readonly LaunchFacts _facts;
    private readonly ArrivalClock _clock;
    private readonly BootFold _fold = new();
    private readonly LaunchOutcome _outcome = new();
    private readonly Action<JournalEntry, bool> _write;
    private readonly UnmatchedLines _unmatched = new();
    private readonly LaunchSteps _steps;
    private readonly LaunchCalls _calls = new();
    private long _sequence;
    private long _now;

    /// <summary>The log says that the launch failed and nothing else of it, so how far it came is not known.</summary>
    private bool _onlyFailure;

    private LaunchJournal(Launch launch, LogLines log, Action<JournalEntry, bool> write)
    {
        (_launch, _log, _write) = (launch, log, write);
        _facts = launch.Facts;
        var zero = log.Grain == 0 ? null : launch.Zero;
        _clock = new ArrivalClock(zero, log.Grain, _facts.ReadyMilliseconds);
        Zero = log.IsWallClock ? zero : null;
        _steps = new LaunchSteps(_facts, _outcome, fact => Append(fact));
    }

    /// <summary>When the launch began, in nanoseconds since 1970; null when the log does not say.</summary>
    private long? Zero { get; }

    /// <param name="lines">The launch's lines.</param>
    /// <param name="by">Who imports it.</param>
    /// <param name="now">Stands for the time of the boot when the log has none.</param>
    /// <param name="write">Takes the entries from sequence 2 on, and whether each shaped the timeline. Those of 0 and 1 are known last.</param>
    public static WrittenLaunch Write(
        Launch launch, IEnumerable<ClassifiedLine> lines, LogLines log, string? file, string by, DateTimeOffset now, Action<JournalEntry, bool> write) =>
        new LaunchJournal(launch, log, write).Write(lines, file, by, now);

    private WrittenLaunch Write(IEnumerable<ClassifiedLine> lines, string? file, string by, DateTimeOffset now)
    {
        var at = Zero is { } zero ? DateTimeOffset.UnixEpoch.AddTicks(zero / 100) : now;
        var requested = new BootRequested(LaunchRequest.Of(_facts, null), by, at, new HostFacts { Host = _facts.Host ?? "", Kernel = _facts.HostKernel ?? "", Qemu = _facts.QemuVersion ?? "" });
        _fold.Add(new JournalEntry(_sequence++, 0, requested));
        _fold.Add(new JournalEntry(_sequence++, 0, Log(file, BootStatus.Interrupted)));
        var index = 0;
        foreach (var line in lines)
        {
            Add(line, index++);
        }

        var ready = _launch.HasBeginning && _fold.ReadyAfter is { } after && _clock.Kind != LogClock.Order
            ? string.Create(CultureInfo.InvariantCulture, $" after {after / 1e9:0.00} s")
            : "";
        var (outcome, sentence) = _outcome.Tell(_onlyFailure ? null : _fold.Stage, ready);
        Append(new BootEnded(BootStatus.Imported, sentence, _outcome.Evidence));
        return new WrittenLaunch(requested, Log(file, outcome), _outcome.Evidence, _fold.Summary("") with { OrderOnly = _clock.Kind == LogClock.Order });
    }

    private LogImported Log(string? file, BootStatus outcome) => new(
        file,
        _facts.Program,
        _facts.Libguestfs,
        _clock.Kind,
        _clock.Note,
        outcome,
        _launch.FirstNumber,
        _launch.LastNumber,
        _unmatched.Count,
        _unmatched.Examples,
        _log.Wrappings,
        _facts.Environment);

    private void Add(ClassifiedLine line, int index)
    {
        if (index == _launch.Start && line.Kind is not (LineKind.Console or LineKind.QemuCommand or LineKind.Qemu))
        {
            Append(new BootAdmitted());
            _onlyFailure = Wording.IsLaunchFailure(line.Line.Text);
        }

        _onlyFailure &= line.Kind is LineKind.Program || index == _launch.Start || Wording.IsLaunchFailure(line.Line.Text);

        // What led to the launch happened before time zero.
        // What comes after qemu is the program's own time.
        _now = index < _launch.Start ? 0 : _steps.IsOver ? _now : _clock.At(line);
        if (line.Kind == LineKind.Console)
        {
            _steps.BeginAttempt(null);
        }

        if (line.Line.Continues)
        {
            Append(Output(line));
            return;
        }

        if (line.Kind == LineKind.Console && !_outcome.IsReady && (LineParts.IsCall(line.Said, out _) || LineParts.IsReply(line.Said, out _, out _)))
        {
            // A daemon that is called or answers was ready, whether its flag is in the log or not.
            _steps.BeReady();
        }

        _calls.Before(line, _launch.CallNames.GetValueOrDefault(index), Append);
        var sequence = _sequence;
        var shaped = Append(Output(line));
        _outcome.Look(line.Line.Text, sequence, line.Kind == LineKind.Console && !(line.Known && line.Said.Length > 0) ? LineKind.Program : line.Kind);
        if (!shaped)
        {
            _unmatched.Look(line);
        }

        if (index == _facts.CommandEnd)
        {
            _steps.BeginAttempt(_facts.Command);
        }

        if (line.Kind == LineKind.Library)
        {
            _steps.Look(line.Said);
        }

        _calls.After(line, Append);
        _outcome.Calls = _calls.Count;
    }

    /// <returns>True when the entry shaped the timeline.</returns>
    private bool Append(BootEvent fact)
    {
        var entry = new JournalEntry(_sequence++, _now, fact);
        var shaped = _fold.Add(entry).Count > 0;
        _write(entry, shaped);
        return shaped;
    }

    private static OutputLine Output(ClassifiedLine line) =>
        new(SourceOf(line.Kind), line.Line.Raw, line.Line.Raw.Span is [.., (byte)'\n']);

    private static OutputSource SourceOf(LineKind kind) => kind switch
    {
        LineKind.Console => OutputSource.Console,
        LineKind.Qemu => OutputSource.Qemu,
        LineKind.Supermin => OutputSource.Supermin,
        _ => OutputSource.Engine,
    };
}
