using System.Text;
using Guestfs.Core.Tests.Imports;
using Guestfs.Journal;
using Guestfs.Redaction;

namespace Guestfs.Core.Tests.Redaction;

/// <summary>Command lines and environments as programs print them, each with the word "falconry" wherever a secret may stand.</summary>
public class CommandLineTests
{
    private const string Secret = "falconry";

    /// <summary>How the lines of a log may begin and end.</summary>
    public static TheoryData<string, string> Wrappings => new()
    {
        { "", "" },
        { "", "\r" },
        { "libguestfs: ", "" },
        { "1795397664.332833 ", "" },
        { "2026-11-23T12:00:00.123456Z ", "" },
        { "Nov 23 12:00:00 box virt-v2v[4711]: ", "" },
        { "> ", "" },
        { "        \"", "\"," },
        { "TASK | ", "" },
        { "\u001b[36m", "\u001b[0m" },
    };

    public static TheoryData<string> Texts => new()
    {
        """
        /usr/bin/qemu-system-x86_64 \
            -global falconry \
            -nodefaults \
            -m falconry \
            -drive file=/srv/falconry.img,id=hd0 \
            -append "panic=1 falconry=1"
        SeaBIOS (version 1.16)
        """,
        """
        [00604ms] /usr/bin/qemu-kvm \
            -drive file=falconry,cache=off \
            -append 'panic=1 root=falconry '
        SeaBIOS (version 1.16)
        """,
        """
        2026-11-23 12:00:00.000+0000: starting up libvirt version: 9.0.0
        LC_ALL=C \
        HOME=/var/lib/falconry \
        QEMU_AUDIO_DRV=none \
        /usr/bin/qemu-system-x86_64 \
        -name guest=falconry,debug-threads=on \
        -S \
        -uuid falconry \
        -msg timestamp=on
        SeaBIOS (version 1.16)
        """,
        """
        + exec /usr/libexec/qemu-kvm -m 1280 -drive file=falconry -append 'falconry'
        SeaBIOS (version 1.16)
        """,
        """
        ["/usr/bin/qemu-kvm", "-m", "falconry", "-append", "falconry"]
        SeaBIOS (version 1.16)
        """,
        """
        qemu-system-x86_64: -drive file=/srv/falconry.img,if=none: Could not open
        qemu-kvm: -object memory,id=falconry: bad
        SeaBIOS (version 1.16)
        """,
        """
        libguestfs: libvirt XML:
        <?xml version="1.0"?>
        <domain type="kvm" xmlns:qemu="http://libvirt.org/schemas/domain/qemu/1.0">
          <name>falconry</name>
          <os>
            <cmdline>panic=1 falconry=1</cmdline>
          </os>
          <qemu:commandline>
            <qemu:arg value="falconry"/>
            <qemu:env name="TMPDIR" value="/falconry"/>
          </qemu:commandline>
        </domain>
        SeaBIOS (version 1.16)
        """,
        """
        libguestfs: libvirt XML:\n<?xml version="1.0"?>\n<domain type="kvm">\n<cmdline>falconry</cmdline>\n</domain>
        SeaBIOS (version 1.16)
        """,
        """
        [    0.000000] Command line: panic=1 falconry=1 x
        [    0.000000] Kernel command line: panic=1 falconry=1 x
        [    0.000000] Unknown kernel command line parameters "falconry=1", will be passed to user space.
        supermin: cmdline: panic=1 falconry=1 x
        + [[ panic=1 falconry=1 == *guestfs_network=1* ]]
        panic=1 falconry=1 x
        SeaBIOS (version 1.16)
        """,
        """
        [    1.100000] Run /init as init process
        [    1.100000]   with arguments:
        [    1.100000]     /init
        [    1.100000]     falconry=1
        [    1.100000]   with environment:
        [    1.100000]     HOME=/
        [    1.100000]     falconry=2
        SeaBIOS (version 1.16)
        """,
        """
        LIBGUESTFS_APPEND=falconry=1
        guestfs_get_append: falconry=1
        libguestfs: trace: set_append "falconry=1"
        libguestfs: trace: config "-device" "falconry"
        SeaBIOS (version 1.16)
        """,
    };

    public static TheoryData<string> Environments => new()
    {
        "TMPDIR=falconry\nLIBGUESTFS_CACHEDIR=/a b/falconry\nSeaBIOS (version 1.16)",
        "export PATH=/bin:falconry HOME=falconry\nSeaBIOS (version 1.16)",
        "guestfs_get_cachedir: /falconry\nlaunch: host: Linux falconry 6.1\nSeaBIOS (version 1.16)",
        "<qemu:env name=\"TMPDIR\" value=\"/falconry\"/>\nSeaBIOS (version 1.16)",
        "[    1.1]   with environment:\n[    1.1]     falconry=2\nSeaBIOS (version 1.16)",
        "{\"env\": [\"HOME=falconry\", \"LANG=falconry\"]}\nSeaBIOS (version 1.16)",
    };

    [Theory]
    [MemberData(nameof(Texts))]
    public void CommandLine_LeftOut_IsInNoLine(string text) => Assert.All(
        Wrappings,
        row => Check(text, row.Data.Item1, row.Data.Item2, new RedactionChoices { Redact = false, CommandLine = false }));

    [Theory]
    [MemberData(nameof(Environments))]
    public void Environment_LeftOut_IsInNoLine(string text) => Assert.All(
        Wrappings,
        row => Check(text, row.Data.Item1, row.Data.Item2, new RedactionChoices { Redact = false, Environment = false }));

    [Fact]
    public void CommandLine_BrokenByAMailer_IsInNoLine() => Check(
        """
        /usr/bin/qemu-system-x86_64 \
            -drive file=/srv/vms/of/a/customer/with/a/long/name/falconry.img,id=
        falconry,if=none \
            -append "panic=1 console=ttyS0 edd=off udevtimeout=6000 no_timer_check
        falconry=1 printk.time=1
        falconry=2"
        SeaBIOS (version 1.16)
        """,
        "",
        "",
        new RedactionChoices { Redact = false, CommandLine = false });

    [Fact]
    public async Task CommandLine_OfAnImportedLog_IsInNoEntry()
    {
        foreach (var log in Logs.Names.Select(static row => row.Data))
        {
            var text = Encoding.UTF8.GetString(Logs.Bytes(log)).Replace("panic=1", "falconry=1", StringComparison.Ordinal).Replace("id=hd0", "id=falconry", StringComparison.Ordinal);
            foreach (var boot in (await Logs.ReadTextAsync(text)).Boots)
            {
                var redactor = new JournalRedactor(new RedactionChoices { Redact = false, CommandLine = false });
                foreach (var entry in boot.Journal)
                {
                    var shown = redactor.Redact(entry).Event;
                    Assert.DoesNotContain(Secret, shown is OutputLine line ? Encoding.UTF8.GetString(line.Raw.Span) : JournalJson.WriteEvent(shown), StringComparison.Ordinal);
                }
            }
        }
    }

    [Fact]
    public void CommandLine_AmongTheSettingsOfALog_IsInNoMember()
    {
        var log = new LogImported(null, null, null, LogClock.Guest, "", BootStatus.Failed, 1, 2, 1, ["7: -drive file=falconry \\"], [], ["guestfs_get_append=falconry=1", "LIBGUESTFS_APPEND=falconry", "HOME=/x"]);

        var shown = (LogImported)new JournalRedactor(new RedactionChoices { Redact = false, CommandLine = false }).Redact(new JournalEntry(1, 0, log)).Event;

        Assert.Equal(["guestfs_get_append=[withheld]", "LIBGUESTFS_APPEND=[withheld]", "HOME=/x"], shown.Environment);
        Assert.Equal(["7: [withheld]"], shown.Examples);
    }

    [Theory]
    [InlineData("libguestfs: checking for previously cached test results of /usr/bin/qemu-system-x86_64, in /var/tmp/.guestfs-0")]
    [InlineData("libguestfs: qemu version: 7.2")]
    [InlineData("  / _ \\")]
    [InlineData("/init: mount -t devpts /dev/pts /dev/pts")]
    [InlineData("libguestfs: finished building supermin appliance")]
    [InlineData("supermin: if-newer: output does not need rebuilding")]
    public void Line_ThatIsNoCommandLine_Stays(string line) =>
        Assert.Equal(line + "\n", PlantedSecretTests.Shown([line + "\n"], new JournalRedactor(new RedactionChoices { Redact = false, CommandLine = false })));

    private static void Check(string text, string before, string after, RedactionChoices choices)
    {
        var lines = text.ReplaceLineEndings("\n").Split('\n');
        var shown = PlantedSecretTests.Shown([.. lines.Select(line => $"{before}{line}{after}\n")], new JournalRedactor(choices));

        Assert.DoesNotContain(Secret, shown, StringComparison.Ordinal);
        Assert.EndsWith($"{before}{lines[^1]}{after}\n", shown, StringComparison.Ordinal);
        Assert.Equal(lines.Length, shown.Count(static c => c == '\n'));
    }
}
