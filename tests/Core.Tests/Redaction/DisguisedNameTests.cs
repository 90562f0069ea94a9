using System.Text;
using Guestfs.Journal;
using Guestfs.Redaction;

namespace Guestfs.Core.Tests.Redaction;

/// <summary>Names that a boot gives away, written again in another way.</summary>
public class DisguisedNameTests
{
    public static TheoryData<string, string> Disguises => new()
    {
        { "WILHELMINA", "seen WILHELMINA here" },
        { "\\u0077ilhelmina", "{\"u\":\"\\u0077ilhelmina\"}" },
        { "\\u0057\\u0049LHELMINA", "{\"u\":\"\\u0057\\u0049LHELMINA\"}" },
        { "%77ilhelmina", "GET /x?u=%77ilhelmina" },
        { "%2577ilhelmina", "GET /x?u=%2577ilhelmina" },
        { "\\x77ilhelmina", "udev: ID=\\x77ilhelmina" },
        { "\\167ilhelmina", "mountinfo: \\167ilhelmina" },
        { "d2lsaGVsbWluYUBrcnlwdG9u", "auth=\"d2lsaGVsbWluYUBrcnlwdG9uOQ\"" },
        { "d2lsaGVsbWluYUBrcnlwdG9uOQ==", "blob d2lsaGVsbWluYUBrcnlwdG9uOQ== end" },
        { "525400123456", "tap 525400123456 up" },
        { "5254.0012.3456", "switch 5254.0012.3456 learned" },
        { "52-54-00-12-34-56", "client 52-54-00-12-34-56" },
        { "2eaec072d4ec45ddbb6ea659bd514bde", "journal 2eaec072d4ec45ddbb6ea659bd514bde" },
        { "2EAEC072-D4EC-45DD-BB6E-A659BD514BDE", "uuid 2EAEC072-D4EC-45DD-BB6E-A659BD514BDE" },
        { "fe80:0:0:0:5054:ff:fe12:3456", "inet6 fe80:0:0:0:5054:ff:fe12:3456" },
        { "FE80::5054:FF:FE12:3456", "inet6 FE80::5054:FF:FE12:3456%eth0" },
        { "::ffff:192.168.122.45", "peer ::ffff:192.168.122.45" },
        { "45.122.168.192.in-addr.arpa", "PTR 45.122.168.192.in-addr.arpa" },
        { "falcon9", "loop0 on FALCON9.img and falcon9" },
        { "wilhelmina", "wil\u001b[31mhel\u001b[0mmina" },
        { "wilhelmina", "_wilhelmina_" },
        { "wilhelmina", "name:wilhelmina,x" },
        { "wilhelmina", "\u001b]0;wilhelmina@krypton9\u0007prompt" },
        { "wilhelmina", "\u001b]8;;file:///home/wilhelmina\u001b\\link\u001b]8;;\u001b\\" },
        { "wilhelmina", "wilh\u001b[Kelmina" },
        { "correcthorse", "see correcthorse in /proc" },
        { "FALCONLBL", "LABEL=falconlbl" },
    };

    [Theory]
    [MemberData(nameof(Disguises))]
    public void Name_Disguised_IsReplaced(string secret, string line)
    {
        var redactor = new JournalRedactor(new RedactionChoices());
        redactor.Redact(new JournalEntry(0, 0, new BootRequested(
            new BootRequest { Disks = [new DiskRequest { Source = "vms:team/falcon9.img", DiskLabel = "FALCONLBL" }], Append = "rd.luks.password=correcthorse" },
            "wilhelmina",
            DateTimeOffset.UnixEpoch,
            new HostFacts { Host = "krypton9" })));
        PlantedSecretTests.Shown(["link/ether 52:54:00:12:34:56 brd ff:ff:ff:ff:ff:ff\n"], redactor);

        var whole = PlantedSecretTests.Shown([line + "\n"], redactor);
        var pieces = PlantedSecretTests.Shown([.. line.Select(static c => c.ToString()), "\n"], redactor);
        var said = ((BootEnded)redactor.Redact(new JournalEntry(9, 9, new BootEnded(BootStatus.Failed, line, null))).Event).Sentence;

        foreach (var text in new[] { whole, pieces, said })
        {
            Assert.DoesNotContain(secret, Guestfs.Console.AnsiText.ToPlain(Encoding.UTF8.GetBytes(text)), StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain(secret, text, StringComparison.OrdinalIgnoreCase);
        }
    }
}
