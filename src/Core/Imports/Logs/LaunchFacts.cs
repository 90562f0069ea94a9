using System.Buffers;
using System.Text.RegularExpressions;

namespace Guestfs.Imports.Logs;

/// <summary>What the lines of one launch say about it besides its stages.</summary>
internal sealed class LaunchFacts
{
    /// <summary>What libguestfs says when the launch is done.</summary>
    public const string Ready = "appliance is up";

    private const int MostEnvironment = 100;
    private const int LongestVariable = 2048;
    private const int MostEnvironmentText = 32 * 1024;
    private const int MostCommandText = 256 * 1024;
    private const int MostSuperminWords = 64;

    private static readonly Regex Variable = new(
        @"^(?:(?<name>[A-Z][A-Z_0-9]{2,60})=|(?<name>guestfs_get_\w{1,40}|host_cpu|library version|SELinux): )(?<value>.*)$", Wording.Linear);

    private static readonly Regex Domain = new(@"<domain type=['""](?<type>kvm|qemu)['""]", Wording.Linear);

    private static readonly SearchValues<string> TestTool = SearchValues.Create(["libguestfs-test-tool", "IMPORTANT NOTICE", "===== Test starts here ====="], StringComparison.Ordinal);

    /// <summary>How a program names itself: virt-v2v with its version, and all where they pass on an error of libguestfs.</summary>
    private static readonly Regex Named = new(
        @"^(?:info: )?(?:(?<name>virt-v2v(?:-[a-z-]+)?): virt-v2v(?:-[a-z-]+)? \d|(?<name>virt-[a-z0-9-]+|guest[a-z]+): error: libguestfs error: )", Wording.Linear);

    private readonly List<string> _environment = [];
    private readonly List<string> _supermin = [];
    private readonly List<string> _command = [];
    private int _commandText;
    private int _environmentText;
    private readonly LibvirtDomain.Reader _libvirt = new();
    private string? _domain;
    private string? _named;
    private bool _kvmSeen;
    private bool _tcgSeen;
    private bool? _kvmProbe;

    public string? Program { get; private set; }

    public string? Libguestfs { get; private set; }

    public string? QemuVersion { get; private set; }

    /// <summary>The machine that the program ran on, from libguestfs 1.55 on.</summary>
    public string? Host { get; private set; }

    public string? HostKernel { get; private set; }

    public QemuCommandLine? Command { get; private set; }

    /// <summary>What was asked for, of qemu itself or through libvirt.</summary>
    public IGuestSettings? Guest => (IGuestSettings?)Command ?? _libvirt.Domain;

    /// <summary>The index of the command's last line, -1 without a command.</summary>
    public int CommandEnd { get; private set; } = -1;

    public IReadOnlyList<string> Supermin => _supermin;

    public IReadOnlyList<string> Environment => _environment;

    /// <summary>The appliance was built anew, rather than found current.</summary>
    public bool Rebuilt { get; private set; }

    public bool UsesLibvirt { get; private set; }

    /// <summary>libguestfs's own milliseconds at which the appliance was up.</summary>
    public long? ReadyMilliseconds { get; private set; }

    public string Accelerator { get; private set; } = "unknown";

    public string AcceleratorReason { get; private set; } = "The log does not say which accelerator qemu used.";

    /// <param name="index">The line's place in the launch.</param>
    public void Add(ClassifiedLine line, int index)
    {
        var said = line.Said;
        switch (line.Kind)
        {
            case LineKind.QemuCommand:
                AddCommand(line, index);
                break;
            case LineKind.Library:
                AddLibrary(said);
                AddDomain(said);
                ReadyMilliseconds ??= said == Ready ? line.Milliseconds : null;
                break;
            case LineKind.Program:
                AddProgram(said);
                AddDomain(said);
                break;
            case LineKind.Supermin:
                Rebuilt |= said.StartsWith("supermin: renaming ", StringComparison.Ordinal) || said.StartsWith("supermin: ext2: ", StringComparison.Ordinal);
                break;
            case LineKind.Qemu:
                _kvmSeen |= said.Contains("failed to set MSR", StringComparison.Ordinal) || said.Contains("KVM internal error", StringComparison.Ordinal) || said.Contains("KVM: entry failed", StringComparison.Ordinal);
                _tcgSeen |= Wording.SaysFellBack(said);
                break;
            default:
                _kvmSeen |= said.Contains("Hypervisor detected: KVM", StringComparison.Ordinal) || said.Contains("Linux is running under KVM", StringComparison.Ordinal) || said.Contains("kvm-clock", StringComparison.Ordinal);
                break;
        }
    }

    /// <summary>Call when every line was added.</summary>
    public void Finish()
    {
        Program ??= _named;
        Command = _command.Count > 0 ? QemuCommandLine.Parse(_command) : null;
        (Accelerator, AcceleratorReason) = Decide(_domain);
    }

    /// <summary>The first command only: one that is printed again says the same.</summary>
    private void AddCommand(ClassifiedLine line, int index)
    {
        if (CommandEnd < 0 || CommandEnd == index - 1)
        {
            CommandEnd = index;
            _commandText += line.Said.Length;
            if (_commandText <= MostCommandText)
            {
                _command.Add(line.Said);
            }
        }
    }

    private (string, string) Decide(string? domain) => (Command?.Accelerator, domain, _kvmSeen, _kvmProbe) switch
    {
        _ when _tcgSeen => ("tcg", "qemu says that it fell back to TCG."),
        (_, _, true, _) => ("kvm", "The guest or qemu says so."),
        ("tcg", _, _, _) => ("tcg", "qemu was told to use TCG."),
        ("kvm", _, _, _) => ("kvm", "qemu was told to use KVM."),
        (_, "kvm", _, _) => ("kvm", "libvirt was asked for a KVM domain."),
        (_, "qemu", _, _) => ("tcg", "libvirt was asked for a domain without KVM."),
        (not null, _, _, false) => ("tcg", "libguestfs found KVM not to be available."),
        (not null, _, _, true) => ("kvm", "libguestfs found KVM to be available; the guest does not say."),
        _ when Guest?.Append?.Contains(" lpj=", StringComparison.Ordinal) == true => ("tcg", "The kernel command line has lpj=, which libguestfs adds under TCG only."),
        _ => (Accelerator, AcceleratorReason),
    };

    private void AddLibrary(string said)
    {
        Program ??= After(said, "launch: program=") ?? (said.StartsWith("create: flags", StringComparison.Ordinal) ? AfterAny(said, "program = ") : null);
        Libguestfs ??= After(said, "launch: version=");
        QemuVersion ??= After(said, "qemu version (reported by libvirt) = ") is { } reported
            ? InParentheses(reported)
            : After(said, "qemu version: ") ?? After(said, "qemu version ");
        if (After(said, "launch: host: ")?.Split(' ') is [_, var host, var release, ..])
        {
            (Host, HostKernel) = (Host ?? host, HostKernel ?? release);
        }

        UsesLibvirt |= said.StartsWith("libvirt version", StringComparison.Ordinal) || said == "launch: backend=libvirt";
        _kvmProbe ??= said switch { "qemu KVM: enabled" => true, "qemu KVM: disabled" => false, _ => null };
        if (After(said, "command: run: ") is { } run && _supermin.Count < MostSuperminWords)
        {
            if (_supermin.Count == 0 && run.EndsWith("supermin", StringComparison.Ordinal))
            {
                _supermin.Add(run);
            }
            else if (_supermin.Count > 0 && _supermin[^1] != "" && run.StartsWith("\\ ", StringComparison.Ordinal))
            {
                _supermin.AddRange(run[2..].Split(' ', StringSplitOptions.RemoveEmptyEntries));
            }
        }
        else if (_supermin.Count == 0 && said.Contains("supermin-helper --", StringComparison.Ordinal))
        {
            _supermin.AddRange(said.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(static word => word.Trim('\'')));
        }
    }

    /// <summary>The type alone is taken of a domain that cannot be read whole.</summary>
    private void AddDomain(string said)
    {
        _libvirt.Add(said);
        _domain ??= said.Contains("<domain ", StringComparison.Ordinal) && Domain.Match(said) is { Success: true } match ? match.Groups["type"].Value : null;
    }

    private void AddProgram(string said)
    {
        if (_environment.Count < MostEnvironment && _environmentText < MostEnvironmentText && Variable.Match(said) is { Success: true } variable)
        {
            var text = $"{variable.Groups["name"].Value}={variable.Groups["value"].Value}";
            _environment.Add(text[..Math.Min(text.Length, LongestVariable)]);
            _environmentText += _environment[^1].Length;
            Program ??= After(said, "guestfs_get_program: ");
        }

        // What the test tool prints; releases before 1.20 have no other line with it.
        Libguestfs ??= After(said, "library version: ");
        // What libguestfs advises people to run is not what ran.
        Program ??= said.AsSpan().ContainsAny(TestTool) && !said.Contains("You can also run", StringComparison.Ordinal) ? "libguestfs-test-tool" : null;
        _named ??= Named.Match(said) is { Success: true } named ? named.Groups["name"].Value : null;
    }

    private static string InParentheses(string text) =>
        text.IndexOf('(', StringComparison.Ordinal) is >= 0 and var open && text.EndsWith(')') ? text[(open + 1)..^1] : text;

    private static string? After(string text, string prefix) => text.StartsWith(prefix, StringComparison.Ordinal) ? text[prefix.Length..].Trim() : null;

    private static string? AfterAny(string text, string mark) =>
        text.IndexOf(mark, StringComparison.Ordinal) is >= 0 and var at ? text[(at + mark.Length)..].Trim() : null;
}
