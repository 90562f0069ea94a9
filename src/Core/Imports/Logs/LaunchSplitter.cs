using System.Globalization;

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

    private readonly LineClassifier _classifier = new();
    private readonly List<Launch> _launches = [];
    private readonly bool _bare;
    private List<ClassifiedLine> _lines = [];
    private int _step = -1;
    private int _start = -1;
    private bool _late;

    /// <param name="bare">The log has only consoles: nothing of libguestfs and no qemu command, so that a firmware or kernel that starts again is another boot.</param>
    private LaunchSplitter(bool bare) => _bare = bare;

    /// <returns>Nothing when no line was recognised.</returns>
    public static IReadOnlyList<Launch> Split(IReadOnlyList<LogLine> lines, Action checkTime)
    {
        var bare = !lines.Any(static line => line.Text.StartsWith("libguestfs:", StringComparison.Ordinal) || Wording.QemuCommand().IsMatch(line.Text));
        var splitter = new LaunchSplitter(bare);
        foreach (var line in lines)
        {
            if (line.Number % 1024 == 0)
            {
                checkTime();
            }

            splitter.Add(line);
        }

        splitter.End();
        return splitter._launches;
    }

    private void Add(LogLine line)
    {
        var step = StepOf(line.Text);
        if (step >= 0)
        {
            if (Begins(step))
            {
                End();
            }

            if (step != Handle && _start < 0)
            {
                _start = _lines.Count;
            }

            _step = Math.Max(_step, step);
        }

        var classified = _classifier.Add(line);
        if (classified is { Kind: LineKind.Console, Known: true })
        {
            _late |= IsLate(line.Text);
            if (_start < 0)
            {
                _start = _lines.Count;
            }
        }

        _lines.Add(classified);
    }

    private bool Begins(int step) => step switch
    {
        Handle => _step >= Qemu && _classifier.QemuOver,
        Asked or Reported => _step >= step,
        Building => _step > Building || (_step < 0 && _late),
        Qemu => _step >= Qemu || (_step < 0 && _late),
        _ => _bare && (_step >= step || _step == Kernel || (_step < 0 && _late)),
    };

    /// <summary>Lines without a launch lead to the next one.</summary>
    private void End()
    {
        if (_start >= 0)
        {
            _launches.Add(new Launch(_lines, _start));
            _lines = [];
        }

        _step = -1;
        _start = -1;
        _late = false;
        _classifier.BeginLaunch();
    }

    private int StepOf(string text)
    {
        if (text.StartsWith("libguestfs:", StringComparison.Ordinal) || text.StartsWith('['))
        {
            var library = Wording.Library().Match(text);
            library = library.Success || _classifier.GuestRuns ? library : Wording.Stamped().Match(text);
            return library.Success ? StepOfLibrary(library.Groups["text"].Value) : StepOfConsole(text);
        }

        if (text.StartsWith("supermin: version: ", StringComparison.Ordinal) || text.StartsWith("supermin helper [00000ms]", StringComparison.Ordinal))
        {
            return Building;
        }

        return Wording.QemuCommand().IsMatch(text) && !_classifier.GuestRuns ? Qemu
            : Wording.QemuCommand().IsMatch(text) && text.EndsWith('\\') ? Qemu
            : StepOfConsole(text);
    }

    private static int StepOfLibrary(string said)
    {
        if (said.StartsWith("trace: ", StringComparison.Ordinal))
        {
            return Wording.Trace().Match(said) is { Success: true } trace && trace.Groups["call"].ValueSpan is "launch" && trace.Groups["rest"].Length == 0 ? Asked : -1;
        }

        return said switch
        {
            _ when said.StartsWith("launch: program=", StringComparison.Ordinal) => Reported,
            _ when said.StartsWith("create: flags", StringComparison.Ordinal) || said.StartsWith("new guestfs handle", StringComparison.Ordinal) => Handle,
            "begin building supermin appliance" or "run supermin" => Building,
            _ when said.Contains("supermin-helper --", StringComparison.Ordinal) => Building,
            _ when Wording.QemuCommand().IsMatch(said) => Qemu,
            _ => -1,
        };
    }

    private static int StepOfConsole(string text) =>
        text.Contains("SeaBIOS (version", StringComparison.Ordinal) || text.Contains("UEFI firmware (version", StringComparison.Ordinal) || text.Contains("UEFI firmware starting", StringComparison.Ordinal) ? Firmware
            : text.Contains("Linux version ", StringComparison.Ordinal) && !text.Contains("Preparing to boot", StringComparison.Ordinal) && TimeOf(text) is null or < 2m ? Kernel
            : -1;

    /// <summary>What only comes after a kernel started.</summary>
    private static bool IsLate(string text) =>
        TimeOf(text) is { } time
            ? time > 0
            : Wording.IsInitrd(text) || Wording.Guest().IsMatch(text) || text.Contains("Starting /init script", StringComparison.Ordinal);

    private static decimal? TimeOf(string text) =>
        Wording.Printk().Match(text) is { Success: true } printk ? decimal.Parse(printk.Groups["time"].ValueSpan, CultureInfo.InvariantCulture) : null;
}
