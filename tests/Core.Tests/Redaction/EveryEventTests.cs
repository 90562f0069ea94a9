using System.Reflection;
using System.Text;
using System.Text.Json.Serialization;
using Guestfs.Journal;
using Guestfs.Redaction;

namespace Guestfs.Core.Tests.Redaction;

public class EveryEventTests
{
    private const string Secret = "/home/wilhelmina/x";

    private static readonly BootEvent[] Events =
    [
        new BootRequested(
            new BootRequest { RequestId = Secret, Title = Secret, Label = Secret, AppliancePath = Secret, Append = Secret, Disks = [new DiskRequest { Source = Secret, Format = Secret, DiskLabel = Secret }] },
            Secret,
            DateTimeOffset.UnixEpoch,
            new HostFacts { Host = Secret, Os = Secret, Kernel = Secret, CpuModel = Secret, Guestfs = Secret, Qemu = Secret, Supermin = Secret }),
        new LogImported(Secret, Secret, Secret, LogClock.Guest, Secret, BootStatus.Failed, 1, 2, 3, [Secret], [Secret], [$"HOME={Secret}"]),
        new BootQueued(1, Secret),
        new BootAdmitted(),
        new Decision(Secret, Secret, Secret),
        new ApplianceSelected(Secret, Secret),
        new LockWaiting(1, Secret),
        new BuildProgress(1, 2),
        new ApplianceReady(Secret, Secret, Secret, Secret, true, Secret, Secret),
        new DiskPrepared(0, Secret, Secret, Secret, 1, true),
        new AttemptStarted(1, Secret, Secret),
        new ProcessStarted(Secret, 1, [Secret, $"file={Secret},if=none"]),
        new ProcessExited(Secret, 1, 0, null, null),
        new OutputLine(OutputSource.Console, Encoding.UTF8.GetBytes(Secret + "\n"), true),
        new OutputDropped(1, 1, 1, 1),
        new OutputWithheld(OutputSource.Console, 1),
        new DaemonConnected(),
        new LaunchFlagReceived(),
        new CallStarted(1, Secret, Secret),
        new CallProgressed(1, 1, 1),
        new CallEnded(1, Secret),
        new DaemonReport(1, [Secret], [Secret], [new DaemonFilesystem(Secret, Secret)]),
        new StageStalled(Secret, 1, 1),
        new CancelRequested(Secret),
        new StopRequested(Secret),
        new ShutdownStarted(Secret),
        new BootEnded(BootStatus.Failed, Secret, 3),
    ];

    public static TheoryData<int> Numbers => [.. Enumerable.Range(0, Events.Length)];

    [Fact]
    public void Events_HereAreAllThereAre() =>
        Assert.Equal(
            typeof(BootEvent).GetCustomAttributes<JsonDerivedTypeAttribute>().Select(static type => type.DerivedType.Name).Order(),
            Events.Select(static bootEvent => bootEvent.GetType().Name).Distinct().Order());

    [Theory]
    [MemberData(nameof(Numbers))]
    public void Member_OfEveryEvent_IsRedacted(int number)
    {
        var entry = new JournalRedactor(new RedactionChoices()).Redact(new JournalEntry(0, 0, Events[number]));

        Assert.DoesNotContain("wilhelmina", Encoding.UTF8.GetString(JournalJson.Write(entry)), StringComparison.Ordinal);
        Assert.Equal(Events[number].GetType(), entry.Event.GetType());
    }

    [Fact]
    public void Choices_ThatLeaveThingsOut_LeaveThemOutWithoutRedaction()
    {
        var redactor = new JournalRedactor(new RedactionChoices { Redact = false, DiskNames = false, CommandLine = false, Environment = false });
        var request = new BootRequest { Disks = [new DiskRequest { Source = "vms:team/falcon9.img" }], Append = "debug=falconry" };

        var requested = (BootRequested)redactor.Redact(new JournalEntry(0, 0, new BootRequested(request, "ada", DateTimeOffset.UnixEpoch, new HostFacts { Host = "box" }))).Event;
        var started = (ProcessStarted)redactor.Redact(new JournalEntry(1, 0, new ProcessStarted("qemu", 1, ["qemu", "-drive", "file=/srv/falcon9.img"]))).Event;
        var shown = PlantedSecretTests.Shown(
            ["qemu: /srv/falcon9.img is locked\n", "[    0.1] Kernel command line: quiet debug=falconry\n", "SSH_AUTH_SOCK=/run/user/1000/x\n", "from 10.1.2.3\n"], redactor);

        Assert.Equal(("ada", "", "disk-1", "[withheld]"), (requested.RequestedBy, requested.Host.Host, requested.Request.Disks[0].Source, requested.Request.Append));
        Assert.Empty(started.Arguments);
        Assert.Equal("qemu: /srv/disk-1 is locked\n[    0.1] Kernel command line: [withheld]\nSSH_AUTH_SOCK=[withheld]\nfrom 10.1.2.3\n", shown);
    }

    [Fact]
    public void Counts_OfWhatWasReplaced_AreByKind()
    {
        var redactor = new JournalRedactor(new RedactionChoices());

        PlantedSecretTests.Shown(["10.1.2.3 10.1.2.3 10.9.9.9 /home/ada/x\n"], redactor);

        Assert.Equal(3, redactor.Counts[RedactionKind.Ip]);
        Assert.Equal(1, redactor.Counts[RedactionKind.Path]);
        Assert.Equal(2, redactor.Counts.Count);
    }
}
