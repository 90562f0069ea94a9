using Guestfs.Journal;

namespace Guestfs.Imports.Logs;

/// <summary>The events that an engine would have recorded of the launch, from what libguestfs says that it does.</summary>
/// <param name="append">Takes each event at the moment of the line that tells it.</param>
internal sealed class LaunchSteps(LaunchFacts facts, LaunchOutcome outcome, Action<BootEvent> append)
{
    private const string Shutdown = "The program shut the appliance down.";

    /// <summary>The handle's state when it is closed: 0 when nothing was launched or the launch failed.</summary>
    private const string WasReady = "(state 2)";

    private bool _attempted;
    private bool _shutDown;
    private bool _superminRuns;

    /// <summary>qemu is gone; what follows is the program's own time.</summary>
    public bool IsOver { get; private set; }

    /// <param name="said">A line of libguestfs.</param>
    public void Look(string said)
    {
        if ((said == "run supermin" || said.Contains("supermin-helper --", StringComparison.Ordinal)) && !_superminRuns)
        {
            _superminRuns = true;
            append(new ProcessStarted("supermin", 0, facts.Supermin));
        }
        else if (_superminRuns && (said.StartsWith("finished building", StringComparison.Ordinal) || said.StartsWith("begin testing", StringComparison.Ordinal)))
        {
            _superminRuns = false;
            append(new ProcessExited("supermin", 0, 0, null, null));
            AddAppliance();
        }
        else if (said.Contains(ArrivalClock.LaunchFlag, StringComparison.Ordinal) || said == LaunchFacts.Ready)
        {
            BeReady();
        }
        else if (LineParts.Trace(said) is { Call: "launch", Rest: " = 0" })
        {
            // With tracing alone, this is all that tells of the guest.
            BeginAttempt(null);
            BeReady();
        }
        else if (IsClose(said))
        {
            if (said.EndsWith(WasReady, StringComparison.Ordinal))
            {
                BeReady();
            }

            BeginShutdown();
        }
        else if (QemuEnd.Of(said) is { } end && _attempted && !outcome.IsOver)
        {
            outcome.IsOver = true;
            append(end);
        }

        IsOver |= _attempted && said.StartsWith("qemu maxrss", StringComparison.Ordinal);
    }

    /// <param name="command">Null when the log does not have it.</param>
    public void BeginAttempt(QemuCommandLine? command)
    {
        if (_attempted)
        {
            return;
        }

        _attempted = true;
        AddDisks();
        append(new AttemptStarted(1, facts.Accelerator, facts.AcceleratorReason));
        if (command is not null)
        {
            append(new ProcessStarted("qemu", 0, command.Arguments));
        }
    }

    public void BeReady()
    {
        if (!outcome.IsReady && _attempted)
        {
            outcome.IsReady = true;
            append(new LaunchFlagReceived());
        }
    }

    private static bool IsClose(string said) =>
        said.StartsWith("sending SIGTERM to process", StringComparison.Ordinal)
        || said.StartsWith("closing guestfs handle", StringComparison.Ordinal)
        || LineParts.Trace(said) is { Call: "close" or "shutdown" or "kill_subprocess", Rest: "" };

    private void AddAppliance()
    {
        if (facts.Guest is { Kernel: { } kernel, Initrd: { } initrd } guest)
        {
            var root = guest.Drives.FirstOrDefault(static drive => drive.IsAppliance)?.File;
            var uuid = guest.Append is { } given && given.IndexOf("root=UUID=", StringComparison.Ordinal) is >= 0 and var place
                ? given[(place + "root=UUID=".Length)..].Split(' ')[0]
                : null;
            append(new ApplianceReady(kernel, initrd, root, uuid, facts.Rebuilt, null, ""));
        }
    }

    private void AddDisks()
    {
        var disks = facts.Guest?.Drives.Where(static drive => !drive.IsAppliance).ToList() ?? [];
        for (var i = 0; i < disks.Count; i++)
        {
            append(new DiskPrepared(i, LaunchRequest.GuestName(i), disks[i].File, disks[i].Format ?? "unknown", null, disks[i].Writable));
        }
    }

    private void BeginShutdown()
    {
        if (!_shutDown && outcome.IsReady)
        {
            _shutDown = true;
            append(new ShutdownStarted(Shutdown));
        }

        outcome.IsOver |= _shutDown;
    }
}
