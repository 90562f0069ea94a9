using System.Text;
using Guestfs.Boots;
using Guestfs.Disks;
using Guestfs.Journal;
using Guestfs.Launching;
using Guestfs.Processes;

namespace Guestfs.Core.Tests.Boots;

public sealed class AttemptEndingTests
{
    private const string Overlay = "/var/tmp/guestfs-x/overlay1.qcow2";

    private static readonly PreparedDisk[] Disks =
    [
        Disk(0, "images:good.img", "/var/tmp/guestfs-x/overlay0.qcow2", "/srv/good.img"),
        Disk(1, "images:sub/bad.qcow2", Overlay, "/srv/sub/bad.qcow2"),
    ];

    [Theory]
    [InlineData($"qemu-system-x86_64: -drive file.driver=qcow2,file.file.filename={Overlay},format=raw,id=hd1,if=none: Could not open backing file: Active L1 table offset invalid", "Could not open backing file: Active L1 table offset invalid")]
    [InlineData("qemu-system-x86_64: -device scsi-hd,drive=hd1: Failed to get \"write\" lock", "Failed to get \"write\" lock")]
    [InlineData($"qemu-system-x86_64: -drive file={Overlay},id=hd1: Could not open '/srv/sub/bad.qcow2': Permission denied", "Could not open 'images:sub/bad.qcow2': Permission denied")]
    public void Failure_OfADiskThatQemuRefuses_NamesTheDiskAndNotItsOverlay(string message, string reason)
    {
        var failure = Ending(new ChildExit(1, null), "qemu-system-x86_64: warning: old", message).ToBootFailure(Disks).ToEvent();

        Assert.StartsWith($"qemu could not use the disk /dev/sdb, images:sub/bad.qcow2: {reason}. ", failure.Sentence, StringComparison.Ordinal);
        Assert.DoesNotContain("/var/tmp", failure.Sentence, StringComparison.Ordinal);
        Assert.Equal(2, failure.Evidence);
    }

    [Fact]
    public void Failure_OfAnOption_BlamesNoDisk() =>
        Assert.Contains(
            "because of an option or a disk",
            Ending(new ChildExit(1, null), "qemu-system-x86_64: -device scsi-hd,drive=hd10: not found").ToBootFailure(Disks).Message,
            StringComparison.Ordinal);

    [Fact]
    public void Failure_OfKvmAlone_SaysWhatKvmDidAndWhatToChoose()
    {
        var ending = Ending(new ChildExit(null, 6), "qemu-system-x86_64: error: failed to set MSR 0x10a to 0x69");

        var failure = ending.ToBootFailure(ending.KvmFailure!).ToEvent();

        Assert.StartsWith("KVM on this host refuses a CPU register that qemu sets, and qemu aborts, and only KVM was asked for", failure.Sentence, StringComparison.Ordinal);
        Assert.Contains("Choose the accelerator auto", failure.Sentence, StringComparison.Ordinal);
        Assert.Equal((BootStatus.Failed, 1L), (failure.Status, failure.Evidence));
    }

    private static AttemptEnding Ending(ChildExit exit, params string[] messages)
    {
        var journal = LiveJournals.Create();
        journal.Append(new AttemptStarted(1, "kvm", "KVM was asked for."));
        foreach (var message in messages)
        {
            journal.Append(new OutputLine(OutputSource.Qemu, Encoding.UTF8.GetBytes(message + "\n"), Terminated: true));
        }

        return new AttemptEnding(new LaunchResult(Exit: exit), journal);
    }

    private static PreparedDisk Disk(int index, string source, string overlay, string image) => new()
    {
        Index = index,
        GuestName = DiskNames.GuestName(index),
        Source = source,
        Kind = PreparedDiskKind.Overlay,
        QemuFile = overlay,
        QemuFormat = "qcow2",
        ImageFormat = "qcow2",
        ImagePath = image,
        VirtualSize = 1 << 20,
    };
}
