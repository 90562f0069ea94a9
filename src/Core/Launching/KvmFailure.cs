using System.Globalization;
using Guestfs.Journal;
using Guestfs.Processes;

namespace Guestfs.Launching;

public enum KvmFailureKind
{
    /// <summary>The host's KVM refuses a CPU register (MSR) that qemu sets, and qemu aborts.</summary>
    RegisterRefused,

    /// <summary>/dev/kvm is missing, may not be opened, or does not work.</summary>
    NotInitialised,

    /// <summary>KVM gave up on an instruction; qemu then stands still with the guest paused.</summary>
    GuestGivenUp,

    /// <summary>qemu ran, but the guest's kernel never printed anything.</summary>
    NoProgress,

    /// <summary>qemu crashed before the guest's kernel printed anything.</summary>
    Crashed,
}

/// <summary>A start of qemu under KVM that failed because of KVM, so that TCG may well succeed.</summary>
/// <param name="Reason">One sentence without advice.</param>
/// <param name="Evidence">The line of qemu that shows it, or null.</param>
public sealed record KvmFailure(KvmFailureKind Kind, string Reason, string? Evidence)
{
    private static readonly (KvmFailureKind Kind, string Text)[] Signs =
    [
        (KvmFailureKind.RegisterRefused, "failed to set MSR"),
        (KvmFailureKind.RegisterRefused, "kvm_buf_set_msrs"),
        (KvmFailureKind.NotInitialised, "Could not access KVM kernel module"),
        (KvmFailureKind.NotInitialised, "failed to initialize kvm"),
        (KvmFailureKind.NotInitialised, "invalid accelerator kvm"),
        (KvmFailureKind.GuestGivenUp, "KVM internal error"),
        (KvmFailureKind.GuestGivenUp, "KVM: entry failed"),
        (KvmFailureKind.GuestGivenUp, "kvm run failed"),
    ];

    /// <summary>
    /// Looks at a start under KVM before the appliance is up. Null when KVM is not to blame: a bad option or disk,
    /// a guest that ended by itself, a qemu that someone killed.
    /// </summary>
    /// <param name="exit">Null while qemu runs.</param>
    /// <param name="messages">What qemu itself printed.</param>
    /// <param name="kernelSpoke">The guest's kernel, or anything after it, printed something.</param>
    public static KvmFailure? Detect(ChildExit? exit, IReadOnlyList<string> messages, bool kernelSpoke)
    {
        ArgumentNullException.ThrowIfNull(messages);
        foreach (var message in messages)
        {
            var kind = KindOf(message);
            // Only a guest that was given up leaves qemu running.
            if (kind == KvmFailureKind.GuestGivenUp || (kind is not null && exit is { Succeeded: false }))
            {
                return new KvmFailure(kind.Value, ReasonOf(kind.Value), message);
            }
        }

        return exit is { Signal: { } signal } && !kernelSpoke && IsCrash(signal)
            ? new KvmFailure(KvmFailureKind.Crashed, $"qemu {exit} under KVM before the guest's kernel printed anything", messages is [var first, ..] ? first : null)
            : null;
    }

    /// <summary>A stall under KVM. Null when the kernel had already spoken: then the guest is slow or stuck for a reason of its own.</summary>
    public static KvmFailure? Detect(StageStalled stalled, bool kernelSpoke)
    {
        ArgumentNullException.ThrowIfNull(stalled);
        return kernelSpoke
            ? null
            : new KvmFailure(
                KvmFailureKind.NoProgress,
                string.Create(CultureInfo.InvariantCulture, $"under KVM the guest's kernel printed nothing within {stalled.LimitSeconds:0.###} s"),
                null);
    }

    private static KvmFailureKind? KindOf(string message)
    {
        foreach (var (kind, text) in Signs)
        {
            if (message.Contains(text, StringComparison.OrdinalIgnoreCase))
            {
                return kind;
            }
        }

        return null;
    }

    private static string ReasonOf(KvmFailureKind kind) => kind switch
    {
        KvmFailureKind.RegisterRefused => "KVM on this host refuses a CPU register that qemu sets, and qemu aborts",
        KvmFailureKind.NotInitialised => "KVM could not be initialised on this host",
        _ => "KVM on this host gave up running the guest",
    };

    private static bool IsCrash(int signal) => signal is 4 or SignalNames.Abort or 7 or 8 or 11;
}
