using System.Text;
using System.Text.RegularExpressions;
using Guestfs.Journal;
using Guestfs.Redaction;

namespace Guestfs.Core.Tests.Redaction;

/// <summary>Secrets of every kind, written in every way a boot may show them, and none of them left.</summary>
public class PlantedSecretTests
{
    /// <summary>The secret, and a line it stands in.</summary>
    public static TheoryData<string, string> Planted => new()
    {
        { "/home/wilhelmina/projects/acme.qcow2", "qemu: could not open '/home/wilhelmina/projects/acme.qcow2': denied" },
        { "/srv/customers/zebra corp/disk.raw", "opening \"/srv/customers/zebra corp/disk.raw\" now" },
        { "/nfs/vault7/build", "LD_LIBRARY_PATH=/usr/lib:/nfs/vault7/build:/lib" },
        { "/dev/vg_payroll/lv_root", "mounting /dev/vg_payroll/lv_root on /sysroot" },
        { "ata-WDC_WD40EFRX_WCC4E1", "lrwxrwxrwx /dev/disk/by-id/ata-WDC_WD40EFRX_WCC4E1 -> sda" },
        { "C:\\Users\\wilhelmina\\vm.vhdx", "source C:\\Users\\wilhelmina\\vm.vhdx opened" },
        { "payroll-2026.vmdk", "reading payroll-2026.vmdk (12 GiB)" },
        { "wilhelmina", "sudo: user=wilhelmina ; as wilhelmina" },
        { "cornelius", "uid=1001(cornelius) gid=1001(cornelius) groups=1001(cornelius)" },
        { "buildbox77", "buildbox77 login: " },
        { "db01.corp.internal", "connecting to db01.corp.internal port 22" },
        { "krypton9", "May  3 12:00:00 krypton9 kernel: hello" },
        { "neptune4", "systemd[1]: Set hostname to <neptune4>." },
        { "saturn12", "Linux saturn12 6.1.0-56-amd64 #1 SMP PREEMPT_DYNAMIC Debian 6.1.1 x86_64 GNU/Linux" },
        { "umbriel", "libguestfs: launch: host: Linux umbriel 6.17.0 #1 SMP x86_64" },
        { "192.168.122.45", "inet 192.168.122.45/24 brd 192.168.122.255 scope global eth0" },
        { "10.11.12.13", "ip=10.11.12.13::10.11.12.1:255.255.255.0:vm:eth0:none" },
        { "fe80::5054:ff:fe12:3456", "inet6 fe80::5054:ff:fe12:3456/64 scope link" },
        { "2001:db8:85a3::8a2e:370:7334", "[2001:db8:85a3::8a2e:370:7334]:443 refused" },
        { "52:54:00:12:34:56", "link/ether 52:54:00:12:34:56 brd ff:ff:ff:ff:ff:ff" },
        { "52-54-00-ab-cd-ef", "DHCP client 52-54-00-ab-cd-ef" },
        { "2eaec072-d4ec-45dd-bb6e-a659bd514bde", "root=UUID=2eaec072-d4ec-45dd-bb6e-a659bd514bde quiet" },
        { "d41d8cd98f00b204e9800998ecf8427e", "machine-id d41d8cd98f00b204e9800998ecf8427e read" },
        { "nNIYbL-nwbi-Wi6G-qWrE-2Jqz-zGTn-vHqJ4e", "PV UUID nNIYbL-nwbi-Wi6G-qWrE-2Jqz-zGTn-vHqJ4e" },
        { "VMware-56 4d 9c", "DMI: Serial Number: \"VMware-56 4d 9c\"" },
        { "S3Z9NB0K123456", "scsi 0:0:0:0: serial=S3Z9NB0K123456 ok" },
        { "/wilhelmina@cafe/plans", "open /wilhelmina@cafe/plans failed" },
        { "/memory@40/wilhelmina", "open /memory@40/wilhelmina failed" },
        { "wilhelmina@example.com", "mail to <wilhelmina@example.com> failed" },
        { "https://alice:hunter2@git.acme.test/repo.git", "cloning https://alice:hunter2@git.acme.test/repo.git" },
        { "abcdef0123456789token", "https://mirror.acme.test/x?sig=abcdef0123456789token" },
        { "hunter2correcthorse", "rd.luks.password=hunter2correcthorse panic=1" },
        { "eyJhbGciOi.J9x", "Authorization: Bearer eyJhbGciOi.J9x" },
        { "tr0ub4dor&3", "{\"password\": \"tr0ub4dor&3\", \"n\": 1}" },
        { "%2Fhome%2Fwilhelmina%2Facme.img", "GET path=%2Fhome%2Fwilhelmina%2Facme.img&n=1" },
        { "192%2E168%2E122%2E45", "peer 192%2E168%2E122%2E45 lost" },
        { "\\/home\\/wilhelmina\\/key.pem", "{\"file\":\"\\/home\\/wilhelmina\\/key.pem\"}" },
        { "\\u002fhome\\u002fwilhelmina", "{\"file\":\"\\u002fhome\\u002fwilhelmina\"}" },
    };

    /// <summary>Without the line that says what it is by standing at the left edge.</summary>
    public static TheoryData<string, string> PlantedAnywhere => [.. Planted.Where(static row => row.Data.Item1 != "krypton9")];

    [Theory]
    [MemberData(nameof(Planted))]
    public void Secret_InLine_IsReplaced(string secret, string line) =>
        Assert.DoesNotContain(secret, Shown([line + "\r\n"]), StringComparison.OrdinalIgnoreCase);

    [Theory]
    [MemberData(nameof(Planted))]
    public void Secret_InPiecesCutAnywhere_IsReplacedAlike(string secret, string line)
    {
        var whole = Shown([line + "\r\n"]);
        for (var cut = 1; cut < line.Length; cut++)
        {
            Assert.Equal(whole, Shown([line[..cut], line[cut..] + "\r\n"]));
        }

        Assert.Equal(whole, Shown([.. line.Select(static c => c.ToString()), "\r\n"]));
        Assert.DoesNotContain(secret, whole, StringComparison.OrdinalIgnoreCase);
    }

    [Theory]
    [MemberData(nameof(Planted))]
    public void Secret_WithColoursInside_IsReplaced(string secret, string line)
    {
        var middle = line.IndexOf(secret, StringComparison.Ordinal) + (secret.Length / 2);

        var shown = Shown([$"{line[..middle]}\e[31m\b{line[middle..]}\r\n"]);

        Assert.DoesNotContain(secret, Plain(shown), StringComparison.OrdinalIgnoreCase);
    }

    [Theory]
    [MemberData(nameof(Planted))]
    public void Secret_InEventText_IsReplaced(string secret, string line)
    {
        var ended = (BootEnded)new JournalRedactor(new RedactionChoices()).Redact(new JournalEntry(0, 0, new BootEnded(BootStatus.Failed, line, null))).Event;

        Assert.DoesNotContain(secret, ended.Sentence, StringComparison.OrdinalIgnoreCase);
    }

    [Theory]
    [MemberData(nameof(PlantedAnywhere))]
    public void Secret_WrappedOverTwoLines_IsNotWholeWhenJoined(string secret, string line)
    {
        var start = line.IndexOf(secret, StringComparison.Ordinal);
        for (var cut = start + 1; cut < start + secret.Length; cut++)
        {
            // A terminal wraps at its width, so the first line is as wide as one.
            var shown = Shown([line[..cut].PadLeft(80) + "\r\n", line[cut..] + "\r\n"]);

            var joined = Regex.Replace(Plain(shown), "(path|user|host|email|ip|mac|uuid|serial|url|secret)-[0-9]+", "#").Replace("\r\n", "", StringComparison.Ordinal);
            Assert.DoesNotContain(secret, joined, StringComparison.OrdinalIgnoreCase);
        }
    }

    [Theory]
    [InlineData("[    0.000000] Linux version 6.1.0-56-amd64 (gcc-12 12.2.0) #1 SMP")]
    [InlineData("supermin: picked /sys/block/sdb/dev (8:16) as root device")]
    [InlineData("supermin: build: visiting /usr/lib/x86_64-linux-gnu/guestfs/supermin.d/base.tar.gz type gzip base image (tar)")]
    [InlineData("+ mdadm -As --auto=yes --run /dev/sda1 /dev/md127")]
    [InlineData("//init: ip addr add 127.0.0.1/8 brd + dev lo scope host")]
    [InlineData("[    0.665417] calling  do_init_real_mode+0x0/0x15 @ 1")]
    [InlineData("Searching bootorder for: /pci@i0cf8/*@3/drive@0/disk@0")]
    [InlineData("console at /pl011@9000000 and /memory@40000000")]
    [InlineData("[    1.25] Serial: 8250/16550 driver, 4 ports, IRQ sharing enabled")]
    [InlineData("supermin: internal insmod virtio_scsi.ko")]
    [InlineData("12:34:56 up 1 min,  0 users,  load average: 0.00, 0.01, 0.05")]
    [InlineData("/usr/lib/tmpfiles.d/systemd-network.conf:10: Failed to resolve user 'systemd-network': No such file or directory")]
    [InlineData("pci 0000:00:1f.2: reg 0x20: [io 0xc040-0xc05f]")]
    [InlineData("Starting systemd-udevd version 252.39-1~deb12u1")]
    public void Line_ThatNamesNobody_StaysAsItIs(string line) =>
        Assert.Equal(line + "\r\n", Shown([line + "\r\n"]));

    [Fact]
    public void Value_SeenAgain_HasTheSamePlaceholder()
    {
        var shown = Shown(["from 10.1.2.3 to 10.9.9.9\n", "from 10.9.9.9 to 10.1.2.3\n"]);

        Assert.Equal("from ip-1 to ip-2\nfrom ip-2 to ip-1\n", shown);
    }

    [Fact]
    public void Facts_OfRequest_AreKnownInEveryLine()
    {
        var request = new BootRequest { Disks = [new DiskRequest { Source = "vms:team/falcon9.img", DiskLabel = "FALCONLBL" }] };
        var redactor = new JournalRedactor(new RedactionChoices());
        var requested = (BootRequested)redactor.Redact(new JournalEntry(
            0, 0, new BootRequested(request, "wilhelmina", DateTimeOffset.UnixEpoch, new HostFacts { Host = "krypton9.lan" }))).Event;

        Assert.Equal(("user-1", "host-1", "path-1"), (requested.RequestedBy, requested.Host.Host, requested.Request.Disks[0].Source));
        Assert.Equal(
            "user-1 on host-1 booted path-1 as serial-1, falcon-9\n",
            Shown(["Wilhelmina on KRYPTON9 booted falcon9 as FALCONLBL, falcon-9\n"], redactor));
    }

    [Fact]
    public void Folder_OfADiskThatEverySystemHas_StaysAtALinesEnd()
    {
        var request = new BootRequest { Disks = [new DiskRequest { Source = "/tmp/libguestfsEGvTVU/scratch1.img" }] };
        var redactor = new JournalRedactor(new RedactionChoices());
        redactor.Redact(new JournalEntry(0, 0, new BootRequested(request, "ada", DateTimeOffset.UnixEpoch, new HostFacts())));

        Assert.Equal("cachedir: /var/tmp\ntmpdir: /tmp\nin path-1\n", Shown(["cachedir: /var/tmp\n", "tmpdir: /tmp\n", "in /tmp/libguestfsEGvTVU/scratch1.img\n"], redactor));
    }

    [Theory]
    [InlineData("/")]
    [InlineData("'/")]
    [InlineData("://a")]
    [InlineData("://localhost/")]
    [InlineData("password=/")]
    [InlineData("a@")]
    [InlineData("1.1.1.1.")]
    [InlineData(":")]
    [InlineData("aa:")]
    [InlineData("%2")]
    [InlineData("%2F")]
    [InlineData("\\/")]
    [InlineData("x.img")]
    [InlineData("id=1(")]
    [InlineData("a.")]
    public void Line_OfAMegabyteOfTraps_IsReadOnce(string trap)
    {
        var line = string.Concat(Enumerable.Repeat(trap, (1 << 20) / trap.Length));

        var shown = Shown([line + "\n"]);

        Assert.EndsWith("\n", shown, StringComparison.Ordinal);
    }

    internal static string Shown(IReadOnlyList<string> pieces, JournalRedactor? redactor = null)
    {
        redactor ??= new JournalRedactor(new RedactionChoices());
        return string.Concat(pieces.Select((piece, i) => Encoding.UTF8.GetString(((OutputLine)redactor.Redact(
            new JournalEntry(i, i, new OutputLine(OutputSource.Console, Encoding.UTF8.GetBytes(piece), piece.EndsWith('\n')))).Event).Raw.Span)));
    }

    private static string Plain(string shown) => shown.Replace("\e[31m", "", StringComparison.Ordinal).Replace("\b", "", StringComparison.Ordinal);
}
