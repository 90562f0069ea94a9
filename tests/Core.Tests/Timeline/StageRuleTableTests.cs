using Guestfs.Journal;
using Guestfs.Timeline;

namespace Guestfs.Core.Tests.Timeline;

/// <summary>Each rule of the table against lines as they were printed, and what the line must show.</summary>
public class StageRuleTableTests
{
    /// <summary>Rule, stage the boot is in, line, and the names of bars that the line opens or <c>mark NAME: DETAIL</c>, or <c>end NAME</c>.</summary>
    public static TheoryData<string, string, string, string> Rows => new()
    {
        { "supermin.version", "appliance", "supermin: version: 5.2.2", "supermin:start" },
        { "supermin.lock", "appliance", "supermin: acquiring lock on /var/tmp/.guestfs-0/lock", "supermin:lock" },
        { "supermin.current", "appliance", "supermin: if-newer: output does not need rebuilding", "supermin:finish" },
        { "supermin.read", "appliance", "supermin: build: /usr/lib/x86_64-linux-gnu/guestfs/supermin.d", "supermin:read" },
        { "supermin.read", "appliance", "supermin: reading the supermin appliance", "supermin:read" },
        { "supermin.visit", "appliance", "supermin: build: visiting /usr/lib/guestfs/supermin.d/base.tar.gz type gzip base image (tar)", "supermin:read > supermin:visit base.tar.gz" },
        { "supermin.visit", "appliance", "supermin: build: visiting /other/base type empty", "supermin:read > supermin:visit /other/base" },
        { "supermin.packages", "appliance", "supermin: mapping package names to installed packages", "supermin:packages" },
        { "supermin.dependencies", "appliance", "supermin: resolving full list of package dependencies", "supermin:dependencies" },
        { "supermin.listed", "appliance", "supermin: build: 220 packages, including dependencies", "supermin:list files" },
        { "supermin.filter", "appliance", "supermin: build: 9245 files", "supermin:filter files" },
        { "supermin.filter", "appliance", "supermin: build: 4293 files, after munging", "supermin:filter files" },
        { "supermin.kernel", "appliance", "supermin: kernel: looking for kernel using environment variables ...", "supermin:kernel" },
        { "supermin.create", "appliance", "supermin: ext2: creating empty ext2 filesystem '/var/tmp/.guestfs-0/appliance.d.x/root'", "supermin:create ext2" },
        { "supermin.base", "appliance", "supermin: ext2: populating from base image", "supermin:copy base" },
        { "supermin.files", "appliance", "supermin: ext2: copying files from host filesystem", "supermin:copy files" },
        { "supermin.modules", "appliance", "supermin: ext2: copying kernel modules", "supermin:copy modules" },
        { "supermin.initrd", "appliance", "supermin: ext2: creating minimal initrd '/var/tmp/x/initrd'", "supermin:initrd" },
        { "supermin.wrote", "appliance", "supermin: ext2: wrote 52 modules to minimal initrd", "supermin:finish" },
        { "supermin.rename", "appliance", "supermin: renaming /var/tmp/x to /var/tmp/y", "supermin:rename" },

        { "helper.kernel", "appliance", "supermin helper [00000ms] whitelist = (not specified), host_cpu = x86_64, kernel = (null)", "supermin:start" },
        { "helper.chose", "appliance", "supermin helper [00002ms] finished creating kernel", "supermin:read" },
        { "helper.visit", "appliance", "supermin helper [00041ms] visiting /usr/lib64/guestfs/supermin.d/base.img", "supermin:read > supermin:visit base.img" },
        { "helper.modules", "appliance", "supermin helper [00245ms] adding kernel modules", "supermin:copy modules" },
        { "helper.finish", "appliance", "supermin helper [00391ms] finished creating appliance", "supermin:finish" },

        { "firmware.seabios", "qemu", "\u001bc\u001b[?7l\u001b[2J\u001b[0mSeaBIOS (version 1.16.2-debian-1.16.2-1)", "firmware > firmware:seabios" },
        { "firmware.sgabios", "qemu", "Serial Graphics Adapter 06/11/14", "firmware > firmware:sgabios" },
        { "firmware.uefi", "qemu", "UEFI firmware (version edk2-2023.05 built at 10:00:00 on Jan 1 2024)", "firmware > firmware:uefi" },
        { "firmware.uefi", "qemu", "UEFI firmware starting.", "firmware > firmware:uefi" },
        { "firmware.slof", "qemu", "SLOF **********************************************************************", "firmware > firmware:slof" },
        { "firmware.memory", "firmware", "Detected RAM kernel at 400000 (2d3a9f0 bytes)", "firmware:boot" },
        { "firmware.pci", "firmware", "Searching bootorder for: /pci@i0cf8/*@3", "firmware:pci probe" },
        { "firmware.roms", "firmware", "Scan for option roms", "firmware:option roms" },
        { "firmware.boot", "firmware", "Booting from ROM...", "firmware:boot" },

        { "kernel.screen", "firmware:boot", "\u001bc\u001b[?7l\u001b[2J\u001b[0m", "kernel > kernel:entry" },
        { "kernel.edd", "firmware", "Probing EDD (edd=off to disable)... ok", "kernel > kernel:entry" },
        { "kernel.prom", "firmware", "Preparing to boot Linux version 6.17.1-300.fc43.ppc64le (mockbuild@p)", "kernel > kernel:prom" },
        { "kernel.prom", "firmware", "OF stdout device is: /vdevice/vty@71000000", "kernel > kernel:prom" },
        { "kernel.unpacks", "qemu", "Uncompressing Linux... done, booting the kernel.", "kernel > kernel:entry" },
        { "kernel.stub", "qemu", "EFI stub: Booting Linux Kernel...", "kernel > kernel:entry" },
        { "kernel.cpu", "qemu", "[    0.000000] Booting Linux on physical CPU 0x0000000000 [0x410fd083]", "kernel > kernel:entry" },
        { "kernel.linux", "firmware", "\u001bc\u001b[?7l\u001b[2J[    0.000000] Linux version 6.1.0-56-amd64 (debian-kernel@lists.debian.org)", "kernel > kernel:entry" },
        { "kernel.linux", "qemu", "Linux version 2.6.38.2-9.fc15.x86_64 (mockbuild@x86-14) (gcc version 4.6.0) #1 SMP", "kernel > kernel:entry" },
        { "kernel.command", "kernel", "[    0.000000] Command line: panic=1 console=ttyS0 root=UUID=2eaec072", "kernel:early" },
        { "kernel.command", "kernel", "[    0.000000] Kernel command line: panic=1 console=ttyS0", "kernel:early" },
        { "kernel.alternatives", "kernel", "[    0.027158] Last level dTLB entries: 4KB 0, 2MB 0, 4MB 0, 1GB 0", "kernel:early > kernel:alternatives" },
        { "kernel.alternatives-end", "kernel", "[    0.447000] Freeing SMP alternatives memory: 36K", "" },
        { "kernel.initcalls", "kernel", "[    0.963427] devtmpfs: initialized", "kernel:initcalls" },
        { "kernel.unpack", "kernel", "[    1.277540] Trying to unpack rootfs image as initramfs...", "kernel:unpack initrd" },
        { "kernel.unpack", "kernel", "Unpacking initramfs... checking if image is initramfs; rootfs image as initramfs", "kernel:unpack initrd" },
        { "kernel.unpacked", "kernel", "[    1.364790] Freeing initrd memory: 6392K", "" },
        { "kernel.free", "kernel", "[    1.645499] Freeing unused kernel image (initmem) memory: 2824K", "kernel:free memory" },
        { "kernel.free", "kernel", "Freeing unused kernel memory: 952k freed", "kernel:free memory" },
        { "kernel.run", "kernel", "[    1.769070] Run /init as init process", "kernel:exec init" },
        { "kernel.calling", "initrd", "[   77.045684] calling  virtio_pci_driver_init+0x0/0x1000 [virtio_pci] @ 1", "kernel:initcall virtio_pci.virtio_pci_driver_init" },
        { "kernel.calling-core", "kernel", "[    0.616420] calling  spawn_ksoftirqd+0x0/0x39 @ 1", "kernel:initcall spawn_ksoftirqd" },
        { "kernel.returned", "initrd", "[   77.9] initcall virtio_pci_driver_init+0x0/0x1000 [virtio_pci] returned 0 after 1221 usecs", "" },
        { "kernel.returned-core", "kernel", "[    0.62] initcall spawn_ksoftirqd+0x0/0x39 returned 0 after 1 usecs", "" },
        { "kernel.panic", "root", "[    3.9] Kernel panic - not syncing: Attempted to kill init! exitcode=0x00000100", "mark kernel panic: Attempted to kill init! exitcode=0x00000100" },
        { "kernel.memory", "init", "Out of memory: Killed process 85 (udevd) total-vm:10kB", "mark out of memory: Killed process 85 (udevd) total-vm:10kB" },
        { "kernel.memory", "kernel", "[    1.26] Out of memory and no killable processes...", "mark out of memory: no killable processes..." },

        { "initrd.start", "kernel", "supermin: mounting /proc", "initrd > initrd:start" },
        { "initrd.start", "kernel", "supermin: ext2 mini initrd starting up: 5.1.20 dietlibc", "initrd > initrd:start" },
        { "initrd.start", "kernel", "febootstrap: ext2 mini initrd starting up", "initrd > initrd:start" },
        { "initrd.start", "kernel", "febootstrap: mounting /sys", "initrd > initrd:start" },
        { "initrd.start", "kernel", "supermin: uptime: 1.76 0.00", "initrd > initrd:start" },
        { "initrd.cmdline", "kernel", "supermin: cmdline: panic=1 supermin: chroot", "initrd > initrd:start" },
        { "initrd.insmod", "initrd", "supermin: internal insmod crc32-pclmul.ko", "initrd:insmod crc32-pclmul" },
        { "initrd.insmod", "initrd", "supermin: internal insmod virtio_net.ko.xz", "initrd:insmod virtio_net" },
        { "initrd.insmod", "initrd", "febootstrap: internal insmod libcrc32c.ko", "initrd:insmod libcrc32c" },
        { "initrd.insmod", "initrd", "febootstrap: insmod virtio_blk.ko", "initrd:insmod virtio_blk" },
        { "initrd.insmod", "initrd", "febootstrap: insmod virtio_blk", "initrd:insmod virtio_blk" },
        { "initrd.refused", "initrd", "insmod: init_module: ext4.ko.zst: Invalid module format", "mark module refused: ext4.ko.zst: Invalid module format" },

        { "root.wait", "initrd", "supermin: waiting another 1024000000 ns for root UUID to appear", "root > root:search" },
        { "root.wait", "initrd", "supermin: waiting another 1024000000 ns for /sys/block/vda/dev to appear", "root > root:search" },
        { "root.none", "initrd", "febootstrap: no ext2 root device found", "root > root:search; mark no root device" },
        { "root.none", "initrd", "supermin: missing root= parameter on the command line", "root > root:search; mark no root device" },
        { "root.picked", "initrd", "supermin: picked 8:16 as root device", "root > root:search; mark root picked: 8:16" },
        { "root.picked", "initrd", "supermin: picked /sys/block/vdb/dev (252:16) as root device", "root > root:search; mark root picked: /sys/block/vdb/dev" },
        { "root.picked", "initrd", "febootstrap: picked /sys/block/vdb/dev as root device", "root > root:search; mark root picked: /sys/block/vdb/dev" },
        { "root.node", "root", "febootstrap: creating /dev/root as block special 252:16", "root:node" },
        { "root.mount", "root", "supermin: mounting new root on /root (dax)", "root:mount" },
        { "root.clean", "root", "supermin: deleting initramfs files", "root:delete initramfs" },
        { "root.chroot", "root", "febootstrap: chroot", "root:chroot" },

        { "init.start", "root", "Starting /init script ...", "init > init:start" },
        { "init.tmpfiles-said", "init", "\u001b[0;1;31m/usr/lib/tmpfiles.d/static-nodes-permissions.conf:12: Failed to resolve group 'audio'.\u001b[0m\r", "init:tmpfiles" },
        { "init.udevd-said", "init", "Starting systemd-udevd version 252.39-1~deb12u2", "init:udev > init:udevd" },
        { "init.udevd-said", "init", "starting version 219", "init:udev > init:udevd" },
        { "init.scheduler-said", "init", "/init: line 108: echo: write error: Invalid argument", "init:block devices" },
        { "init.scheduler-said", "init", "/init: 86: /init: cannot create /sys/block/{h,s,ub,v}d*/queue/scheduler: Directory nonexistent", "init:block devices" },
        { "init.lvmetad-said", "init", "/init: 124: /init: lvmetad: not found", "init:lvm" },
        { "init.error", "init", "/init: 129: ldmtool: not found", "" },
        { "init.lvmetad-said", "init", "/init: line 147: lvmetad: command not found", "init:lvm" },
        { "init.error", "init", "/init: line 200: + mdadm: command not found", "" },
        { "init.md-said", "init", "mdadm: No arrays found in config file or automatically", "init:md" },
        { "init.ldm-said", "init", "[]", "init:ldm" },
        { "init.condition", "init", "+ [[ panic=1 + mdadm == *guestfs_network=1* ]]", "" },
        { "init.mount", "init", "+ mkdir -p /dev/pts /dev/shm", "init:mount special > init:mkdir" },
        { "init.kmod", "init", "+ kmod static-nodes --format=tmpfiles --output=/run/tmpfiles.d/kmod.conf", "init:kmod static-nodes" },
        { "init.machine-id", "init", "++ dd if=/dev/urandom bs=16 count=1 status=none", "init:machine-id > init:dd" },
        { "init.tmpfiles", "init", "/init: systemd-tmpfiles --prefix=/dev --prefix=/run --create --boot", "init:tmpfiles" },
        { "init.udevd", "init", "+ /lib/systemd/systemd-udevd --daemon", "init:udev > init:udevd" },
        { "init.udevd", "init", "/init: /usr/lib/systemd/systemd-udevd --daemon", "init:udev > init:udevd" },
        { "init.udevd", "init", "+ /sbin/udevd --daemon", "init:udev > init:udevd" },
        { "init.trigger", "init", "+ udevadm trigger", "init:udev > init:trigger" },
        { "init.settle", "init", "+ udevadm settle --timeout=600", "init:udev > init:settle" },
        { "init.block", "init", "+ shopt -s nullglob", "init:block devices" },
        { "init.network", "init", "+ ip addr add 127.0.0.1/8 brd + dev lo scope host", "init:network > init:ip" },
        { "init.dhcp", "init", "/init: dhcpcd --debug --waitip=4 --noarp --timeout 5", "init:network > init:dhcp" },
        { "init.md", "init", "+ mdadm -As --auto=yes --no-degraded", "init:md" },
        { "init.lvmetad", "init", "+ lvmetad", "init:lvm > init:lvmetad" },
        { "init.lvm-setup", "init", "+ mkdir -p /tmp/lvm", "init:lvm" },
        { "init.lvm-modprobe", "init", "+ modprobe dm_mod", "init:lvm > init:modprobe dm_mod" },
        { "init.lvm-scan", "init", "+ lvm pvscan --cache --activate ay", "init:lvm > init:pvscan" },
        { "init.lvm-activate", "init", "+ lvm vgchange -aay --sysinit", "init:lvm > init:activate" },
        { "init.ldm", "init", "//init: ldmtool create all", "init:ldm" },
        { "init.debug", "init", "+ uname -a", "init:debug dump > init:uname" },
        { "init.daemon-command", "init", "+ cmd=guestfsd", "init:daemon command" },
        { "init.shell", "init", "+ echo 300", "" },
        { "init.shell", "init", "+ '[' -x /lib/systemd/systemd-udevd ']'", "" },
        { "init.shell", "init", "+ LVM_SYSTEM_DIR=/tmp/lvm", "" },
        { "init.command", "init", "+ touch /tmp/lvm/lvm.conf", "init:touch" },
        { "init.command", "init", "uptime: + cat /proc/uptime", "init:cat" },
        { "init.command", "init", "/init: lsmod", "init:lsmod" },

        { "daemon.start", "init", "guestfsd --verbose", "daemon > daemon:start > daemon:load" },
        { "daemon.start", "init", "guestfsd", "daemon > daemon:start > daemon:load" },
        { "daemon.start", "init", "guestfsd --channel /dev/hvc0 --verbose --network", "daemon > daemon:start > daemon:load" },
        { "daemon.traced", "init", "+ guestfsd --verbose", "daemon > daemon:start > daemon:load" },
        { "daemon.loaded", "init", "OCaml daemon loaded", "daemon > daemon:start" },
        { "daemon.settle-device", "daemon", "commandrvf: udevadm --debug settle -E /dev/sda", "daemon:settle /dev/sda" },
        { "daemon.settle", "daemon", "commandrvf: udevadm --debug settle", "daemon:settle" },
        { "daemon.command", "daemon", "commandrvf: stdout=n stderr=y flags=0x0", "" },
        { "daemon.channel", "daemon", "trying to open virtio-serial channel '/dev/virtio-ports/org.libguestfs.channel.0'", "daemon:channel" },
        { "daemon.enabled", "init", "verbose daemon enabled", "daemon > daemon:channel" },
    };

    [Theory]
    [MemberData(nameof(Rows))]
    public void Rule_OnItsLine_ShowsWhatItSays(string rule, string stage, string line, string expected)
    {
        var journal = JournalWriter.InStage(stage);
        var before = TimelineChecks.Fold(journal.Entries);
        journal.Line(stage == "appliance" ? OutputSource.Supermin : OutputSource.Console, line, terminated: true);

        var after = TimelineChecks.Fold(journal.Entries);

        var opened = after.Bars.Skip(before.Bars.Count).ToList();
        var shown = string.Join(" > ", opened.Where(static bar => bar.Kind != BarKind.Gap).Select(static bar => bar.Name));
        var marks = after.Marks.Skip(before.Marks.Count).Where(static mark => mark.Name != "appliance is current")
            .Select(static mark => mark.Detail is null ? $"mark {mark.Name}" : $"mark {mark.Name}: {mark.Detail}");
        Assert.Equal(expected, string.Join("; ", marks.Prepend(shown).Where(static part => part.Length > 0)));
        Assert.All(opened.Where(static bar => bar.Kind != BarKind.Gap), bar => Assert.Equal(rule, bar.Rule));
    }

    [Fact]
    public void Table_OfExamples_CoversEveryRule()
    {
        var tested = Rows.Select(static row => row.Data.Item1).ToHashSet();

        Assert.Equal([], StageRules.Default.Rules.Select(static rule => rule.Id).Except(tested));
        Assert.Equal([], tested.Except(StageRules.Default.Rules.Select(static rule => rule.Id)));
    }

    [Theory]
    [InlineData("[   11.2] sd 2:0:0:0: Direct-Access QEMU QEMU HARDDISK    2.5+ PQ: 0 ANSI: 5")]
    [InlineData("[    6.028855] Hardware name: QEMU Standard PC (i440FX + PIIX, 1996), BIOS 1.16.2-debian-1.16.2-1 04/01/2014")]
    [InlineData("  LABEL=\"a+ mdadm\"")]
    [InlineData("Unknown kernel command line parameters \"edd=off\", will be passed to user space.")]
    public void Line_ThatOnlyLooksLikeATrace_OpensNothing(string line)
    {
        var journal = JournalWriter.InStage("init");
        var before = TimelineChecks.Fold(journal.Entries).Bars.Count;

        Assert.Equal(before, TimelineChecks.Fold(journal.Console(line).Entries).Bars.Count);
    }
}
