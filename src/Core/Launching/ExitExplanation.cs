using Guestfs.Processes;
using Guestfs.Timeline;

namespace Guestfs.Launching;

/// <summary>Why qemu ended although nobody asked it to, as far as its exit and last words tell.</summary>
/// <param name="Sentence">What was wrong and what to do next.</param>
/// <param name="Evidence">The one line that says most, or null when nothing was printed.</param>
public sealed record ExitExplanation(string Sentence, string? Evidence)
{
    private const int LinesSearched = 300;
    private const int BadSystemCall = 31;

    /// <summary>The closing bracket the kernel prints around a panic; the line that opened it says more.</summary>
    private const string PanicEnd = "---[ end";

    private const string OutOfMemory =
        "its memory ran out, and its kernel killed the program that the quoted line names. Give the guest more memory (1280 MiB is usual), and take mem= out of the appended kernel parameters if it is there.";

    /// <summary>
    /// Signs of a guest that ended by itself, the cause before its consequence: a program that cannot be loaded leads to a
    /// panic, and not the other way round.
    /// </summary>
    private static readonly (string Sign, string Meaning)[] GuestSigns =
    [
        ("error while loading shared libraries", "a program of the appliance lacks a library. Rebuild the appliance."),
        ("execl", "the appliance's root holds no program to start. Rebuild the appliance, or choose another one."),
        ("Out of memory", OutOfMemory),
        ("System is deadlocked on memory", OutOfMemory),
        ("Kernel panic", "its kernel panicked or /init gave up. Read the quoted line and what stands around it on the console."),
        ("mount:", "it could not mount what it needs. Read the quoted line and what stands around it on the console."),
    ];

    /// <param name="stage">The stage the boot had reached, from <see cref="StageNames"/>.</param>
    /// <param name="kernelSpoke">Whether the guest's kernel printed anything.</param>
    /// <param name="messages">What qemu itself printed, oldest first. Its first line names the cause, the last often only a consequence.</param>
    /// <param name="console">The last lines of the guest as plain text, oldest first.</param>
    public static ExitExplanation Of(ChildExit exit, string stage, bool kernelSpoke, IReadOnlyList<string> messages, IReadOnlyList<string> console)
    {
        ArgumentNullException.ThrowIfNull(messages);
        ArgumentNullException.ThrowIfNull(console);
        var first = messages.FirstOrDefault(static line => !string.IsNullOrWhiteSpace(line));
        return (exit, kernelSpoke) switch
        {
            ({ Signal: SignalNames.Kill }, _) => new(
                $"qemu was killed in stage {stage}, by the host or by someone. When the host ran out of memory its kernel log says so; boot with less memory or fewer boots at once.",
                first),
            ({ Signal: BadSystemCall }, _) => new(
                $"qemu's sandbox stopped it in stage {stage}: it made a system call that Guestfs denies. Please report the qemu version with this boot's journal.",
                first),
            ({ Signal: not null }, false) => new(
                $"qemu {exit} before the guest's kernel printed anything, which is a fault of qemu or KVM on this host and not of the disks. Read what qemu said first; if KVM was used, boot under TCG.",
                first),
            ({ Signal: not null }, true) => new($"qemu {exit} in stage {stage}. Look at what qemu said and at the last console lines.", first ?? Last(console)),
            ({ Code: 0 }, _) => GuestEnded(stage, console),
            (_, false) => new($"qemu {exit} before the guest started, because of an option or a disk it could not use. Correct what it names and boot again.", first),
            _ => new($"qemu {exit} in stage {stage}. Look at what qemu said and at the last console lines.", first ?? Last(console)),
        };
    }

    private static ExitExplanation GuestEnded(string stage, IReadOnlyList<string> console)
    {
        foreach (var (sign, meaning) in GuestSigns)
        {
            for (var index = console.Count - 1; index >= Math.Max(0, console.Count - LinesSearched); index--)
            {
                if (console[index].Contains(sign, StringComparison.Ordinal) && !console[index].Contains(PanicEnd, StringComparison.Ordinal))
                {
                    return new ExitExplanation(
                        $"The guest ended by itself in stage {stage}: {meaning}",
                        console[index]);
                }
            }
        }

        return new ExitExplanation(
            $"The guest ended by itself in stage {stage} without saying why. Boot again with full verbosity, and rebuild the appliance if it stays so.",
            Last(console));
    }

    private static string? Last(IReadOnlyList<string> lines) => lines.LastOrDefault(static line => !string.IsNullOrWhiteSpace(line));
}
