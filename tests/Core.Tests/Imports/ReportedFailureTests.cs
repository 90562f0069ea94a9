using Guestfs.Journal;

namespace Guestfs.Core.Tests.Imports;

/// <summary>Failures before a guest runs, in the few lines that reports quote of them, which are often indented.</summary>
public class ReportedFailureTests
{
    private const string UnreadableKernel = """
        libguestfs: launch: program=virt-copy-in
        libguestfs: launch: version=1.46.2
        libguestfs: begin building supermin appliance
        libguestfs: run supermin
        supermin: version: 5.2.1
        supermin: kernel: picked vmlinuz /boot/vmlinuz-5.15.0-9-generic
        cp: cannot open '/boot/vmlinuz-5.15.0-9-generic' for reading: Permission denied
        supermin: cp -p '/boot/vmlinuz-5.15.0-9-generic' '/var/tmp/.guestfs-7/appliance.d.x/kernel': command failed, see earlier errors
        libguestfs: error: /usr/bin/supermin exited with error status 1, see debug messages above
        """;

    private const string NoLibvirt = """
        libguestfs: launch: backend=libvirt
        libguestfs: launch: euid=0
        libguestfs: libvirt version = 1002003 (1.2.3)
        libguestfs: [00010ms] connect to libvirt
        libguestfs: error: could not connect to libvirt (URI = NULL): Failed to connect socket to '/run/x': No such file or directory [code=38 domain=7]
        libguestfs: closing guestfs handle 0x1 (state 0)
        """;

    private const string OldHelper = """
        supermin helper [00000ms] whitelist = (not specified)
        supermin helper [00009ms] finished creating kernel
        supermin helper [00845ms] visiting /usr/lib/guestfs/supermin.d
        /usr/bin/supermin-helper: ext2: parent directory not found: /lib: File not found by ext2_lookup
        libguestfs: trace: launch = -1 (error)
        """;

    private const string QuotedHelper = """
        febootstrap-supermin-helper: ext2: parent directory not found: /lib: File not found by ext2_lookup
        libguestfs: error: external command failed, see earlier error messages
        libguestfs-test-tool: failed to launch appliance
        """;

    [Theory]
    [InlineData(UnreadableKernel, "supermin may not read the host's kernel; sudo chmod 0644 /boot/vmlinuz-* lets it.")]
    [InlineData(NoLibvirt, "libguestfs could not connect to libvirt; LIBGUESTFS_BACKEND=direct does without it.")]
    [InlineData(OldHelper, "supermin could not build the appliance.")]
    [InlineData(QuotedHelper, "supermin could not build the appliance.")]
    public async Task Import_OfAFailureBeforeTheGuest_NamesTheCause(string log, string cause)
    {
        foreach (var (indent, wrappings) in new[] { ("", 0), ("    ", 1) })
        {
            using var reading = await Logs.ReadTextAsync(string.Concat(log.Split('\n').Select(line => indent + line + "\n")));

            var boot = Assert.Single(reading.Boots);
            Assert.Equal(BootStatus.Failed, boot.Outcome);
            Assert.EndsWith(cause, boot.Fold().Sentence, StringComparison.Ordinal);
            Assert.Equal(wrappings, reading.Wrappings.Count);
            Assert.DoesNotContain(
                boot.Journal.Select(static entry => entry.Event).OfType<OutputLine>(),
                static line => line.Raw.Span.StartsWith(" "u8));
        }
    }

    [Fact]
    public async Task Backend_AfterTheProgramWasNamed_BeginsNoOtherLaunch()
    {
        using var reading = await Logs.ReadTextAsync("libguestfs: launch: program=guestfish\nlibguestfs: launch: backend=direct\nlibguestfs: run supermin\n");

        Assert.Single(reading.Boots);
    }
}
