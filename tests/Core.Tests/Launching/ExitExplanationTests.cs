using Guestfs.Launching;
using Guestfs.Processes;
using Guestfs.Timeline;

namespace Guestfs.Core.Tests.Launching;

public sealed class ExitExplanationTests
{
    private static readonly string[] Nothing = [];

    [Fact]
    public void Of_AbortBeforeTheKernel_BlamesQemuAndQuotesItsFirstLine()
    {
        var explanation = ExitExplanation.Of(
            new ChildExit(null, 6),
            StageNames.Qemu, false,
            ["", "qemu: error: failed to set MSR 0x10a to 0x69", "kvm_buf_set_msrs: Assertion"],
            ["SeaBIOS"]);

        Assert.StartsWith("qemu was killed by signal 6 (Aborted) before the guest's kernel printed anything", explanation.Sentence, StringComparison.Ordinal);
        Assert.Equal("qemu: error: failed to set MSR 0x10a to 0x69", explanation.Evidence);
    }

    [Fact]
    public void Of_StatusOneBeforeTheKernel_BlamesAnOptionOrDisk()
    {
        var explanation = ExitExplanation.Of(new ChildExit(1, null), StageNames.Firmware, false, ["qemu: -drive file=/x: Could not open '/x'"], []);

        Assert.Contains("an option or a disk it could not use", explanation.Sentence, StringComparison.Ordinal);
        Assert.Equal("qemu: -drive file=/x: Could not open '/x'", explanation.Evidence);
    }

    [Theory]
    [InlineData("supermin: ext2 mini initrd|execl: /init: No such file or directory|[ 1.0] Kernel panic - not syncing: Attempted to kill init!|[ 1.1] ---[ end Kernel panic - not syncing", "execl: /init: No such file or directory")]
    [InlineData("[ 1.0] Kernel panic - not syncing: VFS: Unable to mount root fs|[ 1.1] ---[ end Kernel panic - not syncing: VFS ]---|", "[ 1.0] Kernel panic - not syncing: VFS: Unable to mount root fs")]
    [InlineData("+ guestfsd|guestfsd: error while loading shared libraries: libaugeas.so.0|[ 9] reboot: Restarting system", "guestfsd: error while loading shared libraries: libaugeas.so.0")]
    [InlineData("[ 3] Out of memory: Killed process 80 (lvm)|[ 4] Kernel panic - not syncing: System is deadlocked on memory", "[ 3] Out of memory: Killed process 80 (lvm)")]
    [InlineData("mount: /sysroot: wrong fs type|nothing more|", "mount: /sysroot: wrong fs type")]
    public void Of_GuestThatEndedByItself_QuotesTheCauseBeforeItsConsequence(string console, string evidence)
    {
        var explanation = ExitExplanation.Of(new ChildExit(0, null), StageNames.Init, true, [], console.Split('|'));

        Assert.Equal(evidence, explanation.Evidence);
        Assert.StartsWith("The guest ended by itself in stage init: ", explanation.Sentence, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("[ 3] Out of memory: Killed process 80 (lvm)")]
    [InlineData("[ 4] Kernel panic - not syncing: System is deadlocked on memory")]
    public void Of_GuestWithoutMemory_SaysSoAndWhatToDo(string console)
    {
        var explanation = ExitExplanation.Of(new ChildExit(0, null), StageNames.Init, true, [], [console]);

        Assert.Contains("its memory ran out", explanation.Sentence, StringComparison.Ordinal);
        Assert.Contains("Give the guest more memory", explanation.Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_GuestThatEndedWithoutASign_QuotesItsLastLine()
    {
        var explanation = ExitExplanation.Of(new ChildExit(0, null), StageNames.Init, true, [], ["Starting /init script ...", "  "]);

        Assert.Equal("Starting /init script ...", explanation.Evidence);
        Assert.Contains("without saying why", explanation.Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_SignLongBeforeTheEnd_IsNotTheCause()
    {
        string[] console = ["mount: old", .. Enumerable.Repeat("line", 300)];

        Assert.Equal("line", ExitExplanation.Of(new ChildExit(0, null), StageNames.Init, true, [], console).Evidence);
    }

    [Theory]
    [InlineData(9, "qemu was killed in stage kernel")]
    [InlineData(31, "qemu's sandbox stopped it in stage kernel")]
    [InlineData(11, "qemu was killed by signal 11 (Segmentation fault) in stage kernel")]
    public void Of_SignalWhileTheGuestRan_IsNamed(int signal, string start)
    {
        var explanation = ExitExplanation.Of(new ChildExit(null, signal), StageNames.Kernel, true, [], ["last"]);

        Assert.StartsWith(start, explanation.Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_NothingPrintedAtAll_HasNoEvidence()
    {
        Assert.Null(ExitExplanation.Of(new ChildExit(null, 6), StageNames.Qemu, false, Nothing, Nothing).Evidence);
        Assert.Null(ExitExplanation.Of(new ChildExit(0, null), StageNames.Kernel, true, Nothing, Nothing).Evidence);
    }
}
