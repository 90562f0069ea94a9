using Guestfs.Journal;

namespace Guestfs.Timeline;

/// <summary>Collects what engine events say about a boot besides its times.</summary>
internal sealed class FactsFold
{
    private BootFacts _facts = new();

    public string RequestedBy { get; private set; } = "";

    public DateTimeOffset RequestedAt { get; private set; }

    public int Attempts { get; private set; }

    /// <summary>These facts, with what the console said; qemu's own arguments count for more than what a guest printed.</summary>
    public BootFacts With(IReadOnlyDictionary<string, string> said) => _facts with
    {
        GuestKernel = said.GetValueOrDefault("guestKernel"),
        Host = said.GetValueOrDefault("supermin") is { } supermin ? _facts.Host with { Supermin = supermin } : _facts.Host,
        Firmware = said.GetValueOrDefault("firmware"),
        KernelCommandLine = _facts.KernelCommandLine ?? said.GetValueOrDefault("commandLine"),
    };

    public void Add(BootEvent bootEvent)
    {
        switch (bootEvent)
        {
            case BootRequested requested:
                RequestedBy = requested.RequestedBy;
                RequestedAt = requested.At;
                _facts = _facts with { Request = requested.Request, Host = requested.Host };
                break;
            case LogImported log:
                _facts = _facts with { Log = log };
                break;
            case ApplianceSelected selected:
                _facts = _facts with { Appliance = selected };
                break;
            case ApplianceReady ready:
                _facts = _facts with { ApplianceFiles = ready };
                break;
            case DiskPrepared disk:
                _facts = _facts with { Disks = [.. _facts.Disks.Where(other => other.Index != disk.Index), disk] };
                break;
            case Decision decision:
                _facts = _facts with { Decisions = [.. _facts.Decisions, decision] };
                break;
            case AttemptStarted attempt:
                Attempts = Math.Max(Attempts, attempt.Attempt);
                _facts = _facts with { Accelerator = attempt.Accelerator, AcceleratorReason = attempt.Reason };
                break;
            case ProcessStarted { Program: "qemu" } process:
                _facts = _facts with { QemuArguments = process.Arguments, KernelCommandLine = After(process.Arguments, "-append") };
                break;
            case ProcessExited { Program: "qemu", PeakMemoryKiB: { } peak }:
                _facts = _facts with { PeakMemoryKiB = Math.Max(_facts.PeakMemoryKiB ?? 0, peak) };
                break;
            case DaemonReport report:
                _facts = _facts with { Daemon = report };
                break;
        }
    }

    private static string? After(IReadOnlyList<string> arguments, string option)
    {
        for (var i = 0; i + 1 < arguments.Count; i++)
        {
            if (arguments[i] == option)
            {
                return arguments[i + 1];
            }
        }

        return null;
    }
}
