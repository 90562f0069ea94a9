using Guestfs.Appliance;
using Guestfs.Disks;
using Guestfs.Journal;
using Guestfs.Launching;

namespace Guestfs.Boots;

/// <summary>Brings a guest up: chooses the accelerator, starts qemu, and starts it once more with TCG when KVM turns out broken.</summary>
internal sealed class GuestLauncher(EngineOptions options, QemuProbe probe, AcceleratorMemory memory, TimeProvider time)
{
    /// <returns>A guest whose daemon sent the launch flag.</returns>
    /// <exception cref="BootFailure">It did not come up.</exception>
    public async Task<LaunchedGuest> LaunchAsync(
        BootRequest request,
        ApplianceFiles appliance,
        PreparedDisks disks,
        string socketPath,
        LiveJournal journal,
        CancellationToken cancellationToken)
    {
        var binary = QemuBinary.Find(options.QemuPath, options.Launch, GuestMachine.X8664);
        var features = await probe.ExamineAsync(binary, cancellationToken).ConfigureAwait(false);
        var scope = AcceleratorScope.OfThisHost(QemuIdentity.Of(binary), appliance.KernelIdentity);
        var remembered = request.RecheckAccelerator ? null : await memory.ReadAsync(cancellationToken).ConfigureAwait(false);
        var asked = request.Accelerator == AcceleratorChoice.Auto ? options.Launch.Accelerator : request.Accelerator;
        var decision = AcceleratorPolicy.Decide(asked, KvmDevice.Examine(), scope, remembered);
        var launch = new LaunchAttempt(journal, options.StageLimits, time);

        for (var attempt = 1; ; attempt++)
        {
            journal.Append(new Decision("accelerator", decision.First.Name(), decision.Reason));
            var plan = Plan(request, appliance, disks, socketPath, features, decision.First);
            CheckAgain(plan, disks, journal);
            SayAdditions(plan, attempt, journal);
            journal.Append(new AttemptStarted(attempt, decision.First.Name(), decision.Reason));
            var result = await launch.RunAsync(binary, plan, decision.FallsBack && request.Verbosity != Verbosity.Quiet, cancellationToken).ConfigureAwait(false);
            if (result.Launched is { } launched)
            {
                await RememberAsync(decision, new AcceleratorVerdict(scope, true, null), remembered).ConfigureAwait(false);
                return launched;
            }

            var ending = new AttemptEnding(result, journal);
            if (decision.First != Accelerator.Kvm || ending.KvmFailure is not { } failure)
            {
                throw ending.ToBootFailure(disks.Disks);
            }

            await RememberAsync(decision, new AcceleratorVerdict(scope, false, failure.Reason), remembered).ConfigureAwait(false);
            decision = AcceleratorPolicy.AfterFailure(decision, failure) ?? throw ending.ToBootFailure(failure);
        }
    }

    private Task RememberAsync(AcceleratorDecision decision, AcceleratorVerdict verdict, AcceleratorVerdict? remembered) =>
        decision.First == Accelerator.Kvm && verdict != remembered ? memory.WriteAsync(verdict) : Task.CompletedTask;

    /// <summary>So that everybody sees where this boot differs from libguestfs's own.</summary>
    private static void SayAdditions(LaunchPlan plan, int attempt, LiveJournal journal)
    {
        foreach (var addition in attempt == 1 ? QemuArguments.Additions(plan) : [])
        {
            journal.Append(new Decision("addition to qemu", addition.Argument, addition.Reason));
        }
    }

    private static void CheckAgain(LaunchPlan plan, PreparedDisks disks, LiveJournal journal)
    {
        if (!disks.StillSame(out var change))
        {
            throw new BootFailure(BootStatus.Failed, change!);
        }

        if (KernelCommandLine.Warning(KernelCommandLine.Build(plan)) is { } warning)
        {
            journal.Append(new Decision("kernel command line", "go on", warning));
        }
    }

    private LaunchPlan Plan(
        BootRequest request,
        ApplianceFiles appliance,
        PreparedDisks disks,
        string socketPath,
        QemuFeatures features,
        Accelerator accelerator) => new()
        {
            Features = features,
            Accelerator = accelerator,
            Kernel = appliance.Kernel,
            Initrd = appliance.Initrd,
            Root = appliance.Root,
            RootUuid = appliance.RootUuid,
            Disks = disks.Disks,
            SocketPath = socketPath,
            MemoryMiB = request.MemoryMiB ?? options.Launch.MemoryMiB,
            Cpus = request.Cpus,
            Network = request.Network,
            Verbosity = request.Verbosity,
            Append = request.Append ?? options.Launch.Append,
            Terminal = options.Launch.Terminal,
            LoopsPerJiffy = LoopsPerJiffy.OfHost,
        };
}
