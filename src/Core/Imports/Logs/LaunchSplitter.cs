using System.Buffers;

namespace Guestfs.Imports.Logs;

/// <summary>
/// Cuts a log into launches. A launch goes through known steps in order; a step that comes again, or an earlier one after a
/// later one, begins the next launch.
/// </summary>
internal sealed class LaunchSplitter
{
    private const int Handle = 0;
    private const int Asked = 1;
    private const int Reported = 2;
    private const int Building = 3;
    private const int Qemu = 4;
    private const int Firmware = 5;
    private const int Kernel = 6;

    private static readonly SearchValues<string> Starts = SearchValues.Create(
        ["SeaBIOS (version", "UEFI firmware (version", "UEFI firmware starting", "Linux version "], StringComparison.Ordinal);

    private readonly LineClassifier _classifier = new();
    private readonly List<byte> _marks = [];
    private readonly bool _bare;
    private LaunchFacts _facts = new();
    private CallNames _calls = new();
    private long _place;
    private long? _zero;
    private int _firstNumber;
    private int _lastNumber;
    private int _step = -1;
    private int _start = -1;
    private bool _late;
    private bool _failed;
    private bool _hasBeginning;

    /// <param name="bare">The log has only consoles: nothing of libguestfs and no qemu command, so that a firmware or kernel that starts again is another boot.</param>
    private LaunchSplitter(bool bare) => _bare = bare;

    /// <param name="lines">Each with the place where it is kept.</param>
    /// <param name="bare">No line of the log is as <see cref="IsOfHost"/> says.</param>
    /// <returns>Nothing when no line was recognised.</returns>
    public static IEnumerable<Launch> Split(IEnumerable<(LogLine Line, long Place)> lines, bool bare)
    {
        var splitter = new LaunchSplitter(bare);
        foreach (var (line, place) in lines)
        {
            var step = line.Continues ? -1 : splitter.StepOf(line.Text);
            if (step >= 0 && splitter.Begins(step) && splitter.End() is { } launch)
            {
                yield return launch;
                splitter.Forget();
            }

            splitter.Add(line, place, step);
        }

        if (splitter.End() is { } last)
        {
            yield return last;
        }
    }

    /// <summary>Only the host prints this: libguestfs, or the command with which it starts qemu.</summary>
    public static bool IsOfHost(string text) => text.StartsWith("libguestfs:", StringComparison.Ordinal) || Wording.IsQemuCommand(text);

    private void Add(LogLine line, long place, int step)
    {
        if (_marks.Count == 0)
        {
            (_place, _firstNumber) = (place, line.Number);
        }

        if (step >= 0)
        {
            (_start, _hasBeginning) = step != Handle && _start < 0 ? (_marks.Count, true) : (_start, _hasBeginning);
            _step = Math.Max(_step, step);
        }

        _failed |= Wording.IsLaunchFailure(line.Text);

        var classified = _classifier.Add(line);
        if (classified is { Kind: LineKind.Console, Known: true } && !line.Continues)
        {
            _late |= IsLate(line.Text);
            _start = _start < 0 ? _marks.Count : _start;
        }

        _zero ??= _start < 0 ? null : line.At;
        _lastNumber = line.Number;
        if (!line.Continues)
        {
            _facts.Add(classified, _marks.Count);
            _calls.Add(classified, _marks.Count);
        }

        _marks.Add(classified.Mark);
    }

    private bool Begins(int step) => step switch
    {
        Handle => _failed || (_step >= Qemu && _classifier.QemuOver),
        Asked or Reported => _step >= step,
        Building => _step > Building || (_step < 0 && _late),
        Qemu => _step >= Qemu || (_step < 0 && _late),
        _ => _bare && (_step >= step || _step == Kernel || (_step < 0 && _late)),
    };

    /// <summary>Lines without a launch lead to the next one.</summary>
    private Launch? End()
    {
        var launched = _start >= 0;
        if (launched)
        {
            _facts.Finish();
        }

        var launch = launched ? new Launch(_place, _marks, _start, _hasBeginning, _zero, _firstNumber, _lastNumber, _facts, _calls.Names) : null;
        (_step, _start, _late, _zero) = (-1, -1, false, null);
        (_failed, _hasBeginning) = (false, false);
        _classifier.BeginLaunch();
        return launch;
    }

    private void Forget()
    {
        _marks.Clear();
        (_facts, _calls) = (new LaunchFacts(), new CallNames());
    }

    private int StepOf(string text)
    {
        if (text.StartsWith("libguestfs:", StringComparison.Ordinal) || text.StartsWith('['))
        {
            var library = LineParts.Library(text) ?? (_classifier.GuestRuns ? null : LineParts.Stamped(text));
            if (library is null)
            {
                return StepOfConsole(text);
            }

            var step = StepOfLibrary(library.Said);
            step = step >= 0 ? step : HintOf(library.Said, "launch: backend=", Reported);
            step = step >= 0 ? step : HintOf(library.Said, "finished building supermin appliance", Building);
            return step >= 0 ? step : StepOfFailure(text);
        }

        if (text.StartsWith("supermin: version: ", StringComparison.Ordinal) || text.StartsWith("supermin helper [00000ms]", StringComparison.Ordinal))
        {
            return Building;
        }

        // Of a log whose beginning is missing, supermin's later words are all that tells.
        if (HintOf(text, "febootstrap-supermin-helper: ", Building) is >= 0 || (_start < 0 && HintOf(text, "supermin: ", Building) >= 0 && Wording.IsSupermin(text)))
        {
            return Building;
        }

        return Wording.IsQemuCommand(text) && (!_classifier.GuestRuns || text.EndsWith('\\'))
            ? Qemu
            : StepOfConsole(text) is >= 0 and var console ? console : StepOfFailure(text);
    }

    /// <summary>All that there is of a launch without debugging. It goes before every step that a later launch is told by.</summary>
    private int StepOfFailure(string text) => _start < 0 && Wording.IsLaunchFailure(text) ? Reported : -1;

    /// <summary>What begins a launch only where the lines that usually do are missing.</summary>
    private int HintOf(string text, string start, int step) => _step < step && text.StartsWith(start, StringComparison.Ordinal) ? step : -1;

    private static int StepOfLibrary(string said)
    {
        if (said.StartsWith("trace: ", StringComparison.Ordinal))
        {
            return LineParts.Trace(said) is { Call: "launch", Rest: "" } ? Asked : -1;
        }

        return said switch
        {
            _ when said.StartsWith("launch: program=", StringComparison.Ordinal) => Reported,
            _ when said.StartsWith("create: flags", StringComparison.Ordinal) || said.StartsWith("new guestfs handle", StringComparison.Ordinal) => Handle,
            "begin building supermin appliance" or "run supermin" => Building,
            _ when said.Contains("supermin-helper --", StringComparison.Ordinal) => Building,
            _ when Wording.IsQemuCommand(said) => Qemu,
            _ => -1,
        };
    }

    private static int StepOfConsole(string text) => text.AsSpan().IndexOfAny(Starts) switch
    {
        < 0 => -1,
        _ when text.Contains("SeaBIOS (version", StringComparison.Ordinal) || text.Contains("UEFI firmware (version", StringComparison.Ordinal) || text.Contains("UEFI firmware starting", StringComparison.Ordinal) => Firmware,
        _ => !text.Contains("Preparing to boot", StringComparison.Ordinal) && LineParts.PrintkTime(text) is null or < 2_000_000_000 ? Kernel : -1,
    };

    /// <summary>What only comes after a kernel started.</summary>
    private static bool IsLate(string text) =>
        LineParts.PrintkTime(text) is { } time
            ? time > 0
            : Wording.IsInitrd(text) || Wording.IsUserSpace(text) || text.Contains("Starting /init script", StringComparison.Ordinal);
}
