using System.Text.Json;
using System.Text.Json.Serialization;
using Guestfs.Journal;
using Guestfs.Timeline;

namespace Guestfs.Core.Tests.Storage;

public class JournalStoreTests
{
    private static readonly CancellationToken Token = TestContext.Current.CancellationToken;

    private static readonly BootEvent[] EveryEvent =
    [
        new BootRequested(
            new BootRequest { RequestId = "r", Title = "t", Disks = [new DiskRequest { Source = "images:a.qcow2", Format = "qcow2" }], MemoryMiB = 768 },
            "ada",
            new DateTimeOffset(2026, 5, 3, 9, 0, 0, 123, TimeSpan.FromHours(2)),
            new HostFacts { Host = "h", Cpus = 2, MemoryMiB = 4096, Qemu = "9.2" }),
        new LogImported("a.log", "guestfish", "1.50.1", LogClock.Guest, "The guest's clock counts.", BootStatus.Failed, 1, 90, 2, ["?"], ["mail quoting"], ["TMPDIR=/x"]),
        new BootQueued(2, "Two boots run."),
        new BootAdmitted(),
        new Decision("accelerator", "tcg", "KVM aborted."),
        new ApplianceSelected("supermin", "/usr/lib/guestfs/supermin.d"),
        new LockWaiting(4711, "supermin"),
        new BuildProgress(1L << 40, 3),
        new ApplianceReady("k", "i", "r", "0123", true, "never built", "f"),
        new DiskPrepared(0, "/dev/sda", "images:a.qcow2", "qcow2", 1L << 33, false),
        new AttemptStarted(1, "tcg", "Asked for."),
        new ProcessStarted("qemu", 12, ["qemu-system-x86_64", "-append", "a \"b\" \u00e9\n"]),
        new ProcessExited("qemu", 12, null, 9, 200_000),
        new OutputLine(OutputSource.Supermin, new byte[] { 0x00, 0x1b, 0xff, 0xfe, (byte)'\n', 0x80 }, false),
        new OutputDropped(3, 77, 13, 13),
        new OutputWithheld(OutputSource.Console, 77),
        new DaemonConnected(),
        new LaunchFlagReceived(),
        new CallStarted(1, "list_devices", null),
        new CallProgressed(1, 5, 10),
        new CallEnded(1, "no"),
        new DaemonReport(1, ["/dev/sda"], ["/dev/sda1"], [new DaemonFilesystem("/dev/sda1", "ext4")]),
        new StageStalled("kernel", 31.5, 30),
        new CancelRequested("ada"),
        new StopRequested("ada"),
        new ShutdownStarted("asked"),
        new BootEnded(BootStatus.TimedOut, "Too slow.", 12),
    ];

    [Fact]
    public async Task Read_EveryEventType_GivesWhatWasAppended()
    {
        await using var storage = await TemporaryStorage.OpenAsync();
        Assert.Equal(
            typeof(BootEvent).GetCustomAttributes(typeof(JsonDerivedTypeAttribute), false).Cast<JsonDerivedTypeAttribute>().Select(known => known.DerivedType),
            EveryEvent.Select(sample => sample.GetType()));
        var entries = EveryEvent.Select((sample, i) => new JournalEntry(i, i * 7L, sample)).ToList();

        await storage.Store.CreateAsync(Samples.Summary("b"), Token);
        await storage.Store.AppendAsync(Samples.Summary("b"), entries, Token);

        Assert.Equal(entries.Select(Samples.Text), (await storage.Store.ReadAllAsync("b")).Select(Samples.Text));
    }

    [Fact]
    public async Task Read_FromEachSequence_GivesThatEntryAndAllAfterIt()
    {
        await using var storage = await TemporaryStorage.OpenAsync();
        await storage.Store.CreateAsync(Samples.Summary("b"), Token);
        foreach (var (first, count) in new[] { (0, 3), (3, 1), (4, 5) })
        {
            await storage.Store.AppendAsync(Samples.Summary("b"), Samples.Lines(first, count), Token);
        }

        for (var from = -1; from <= 10; from++)
        {
            Assert.Equal(Enumerable.Range(0, 9).Select(i => (long)i).Where(i => i >= from), await storage.Store.ReadSequencesAsync("b", from));
        }
    }

    [Fact]
    public async Task Read_OtherBootsEntries_AreNotSeen()
    {
        await using var storage = await TemporaryStorage.OpenAsync();
        await storage.Store.CreateAsync(Samples.Summary("a"), Token);
        await storage.Store.CreateAsync(Samples.Summary("b"), Token);
        await storage.Store.AppendAsync(Samples.Summary("a"), Samples.Lines(0, 4), Token);
        await storage.Store.AppendAsync(Samples.Summary("b"), Samples.Lines(0, 2), Token);

        Assert.Equal([0, 1, 2, 3], await storage.Store.ReadSequencesAsync("a"));
        Assert.Equal([0, 1], await storage.Store.ReadSequencesAsync("b"));
        Assert.Empty(await storage.Store.ReadSequencesAsync("c"));
    }

    [Fact]
    public async Task Append_OneHugeBatch_IsReadWholeFromSegmentsOfBoundedSize()
    {
        await using var storage = await TemporaryStorage.OpenAsync();
        await storage.Store.CreateAsync(Samples.Summary("b"), Token);

        await storage.Store.AppendAsync(Samples.Summary("b"), Samples.Lines(0, 40_000), Token);

        Assert.Equal(Enumerable.Range(0, 40_000).Select(i => (long)i), await storage.Store.ReadSequencesAsync("b"));
        await using var context = await storage.Contexts.CreateDbContextAsync(Token);
        Assert.InRange(context.Segments.Count(), 2, 20);
        Assert.InRange(context.Segments.Max(row => row.Size), 1 << 20, (1 << 20) + 1000);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(4)]
    public async Task Append_EntriesThatDoNotContinue_StoresNeitherThemNorTheSummary(int first)
    {
        await using var storage = await TemporaryStorage.OpenAsync();
        await storage.Store.CreateAsync(Samples.Summary("b"), Token);
        await storage.Store.AppendAsync(Samples.Summary("b") with { Sentence = "before" }, Samples.Lines(0, 3), Token);

        var failure = await Assert.ThrowsAsync<GuestfsException>(() =>
            storage.Store.AppendAsync(Samples.Summary("b") with { Sentence = "after" }, Samples.Lines(first, 3), Token));

        Assert.Equal($"Entry {first} does not continue the journal of boot b, which stands at 3; nothing was stored.", failure.Message);
        Assert.Equal([0, 1, 2], await storage.Store.ReadSequencesAsync("b"));
        Assert.Equal("before", (await storage.Store.FindAsync("b", Token))?.Sentence);
    }

    [Fact]
    public async Task Append_AGapWithinTheBatch_StoresNothing()
    {
        await using var storage = await TemporaryStorage.OpenAsync();
        await storage.Store.CreateAsync(Samples.Summary("b"), Token);

        await Assert.ThrowsAsync<GuestfsException>(() =>
            storage.Store.AppendAsync(Samples.Summary("b"), [Samples.Line(0), Samples.Line(2)], Token));

        Assert.Empty(await storage.Store.ReadSequencesAsync("b"));
    }

    [Fact]
    public async Task Append_NoEntries_ReplacesTheSummary()
    {
        await using var storage = await TemporaryStorage.OpenAsync();
        await storage.Store.CreateAsync(Samples.Summary("b"), Token);

        await storage.Store.AppendAsync(Samples.Summary("b") with { Sentence = "after" }, [], Token);

        Assert.Equal("after", (await storage.Store.FindAsync("b", Token))?.Sentence);
    }

    [Fact]
    public async Task Append_UnknownBoot_IsRefused()
    {
        await using var storage = await TemporaryStorage.OpenAsync();

        var failure = await Assert.ThrowsAsync<GuestfsException>(() => storage.Store.AppendAsync(Samples.Summary("b"), Samples.Lines(0, 1), Token));

        Assert.Equal("Boot b is not stored, so nothing could be added to it.", failure.Message);
    }

    [Fact]
    public async Task Find_EveryMemberOfASummary_ComesBack()
    {
        await using var storage = await TemporaryStorage.OpenAsync();
        var summary = new BootSummary
        {
            Id = "abcdefghij",
            RequestId = "r1",
            Title = "T\u00eftle",
            Label = "nightly",
            Status = BootStatus.TimedOut,
            Sentence = "Boot stopped.",
            Stage = "kernel",
            RequestedBy = "ada",
            RequestedAt = new DateTimeOffset(2026, 5, 3, 9, 0, 0, TimeSpan.FromHours(2)).AddTicks(1),
            ReadyAfter = 5,
            Total = long.MaxValue,
            Stages = [new StageSpan("kernel", 1, 2, 3)],
            Host = "h",
            GuestKernel = "6.12",
            Qemu = "9.2",
            Accelerator = "tcg",
            DiskCount = 2,
            Attempts = 2,
            Entries = 9,
            ConsoleBytes = 10,
            PeakMemoryKiB = 11,
        };

        await storage.Store.CreateAsync(Samples.Summary(summary.Id) with { RequestId = "r1" }, Token);
        await storage.Store.AppendAsync(summary, Samples.Lines(0, 1), Token);

        Assert.Equal(JsonSerializer.Serialize(summary), JsonSerializer.Serialize(await storage.Store.FindAsync(summary.Id, Token)));
        Assert.Equal(summary.Id, (await storage.Store.FindByRequestAsync("r1", Token))?.Id);
        Assert.Null(await storage.Store.FindAsync("abcdefghi", Token));
        Assert.Null(await storage.Store.FindByRequestAsync("R1", Token));
    }

    [Fact]
    public async Task Create_TheSameRequestTwice_IsRefusedAndKeepsTheFirst()
    {
        await using var storage = await TemporaryStorage.OpenAsync();
        await storage.Store.CreateAsync(Samples.Summary("a") with { RequestId = "r" }, Token);

        await Assert.ThrowsAsync<GuestfsException>(() => storage.Store.CreateAsync(Samples.Summary("b") with { RequestId = "r" }, Token));
        await storage.Store.CreateAsync(Samples.Summary("c"), Token);
        await storage.Store.CreateAsync(Samples.Summary("d"), Token);

        Assert.Equal("a", (await storage.Store.FindByRequestAsync("r", Token))?.Id);
        Assert.Null(await storage.Store.FindAsync("b", Token));
    }

    [Fact]
    public async Task ListUnfinished_JournalsWithoutALastEvent_AreThoseWhateverTheStatusSays()
    {
        await using var storage = await TemporaryStorage.OpenAsync();
        foreach (var id in new[] { "a", "b", "c" })
        {
            await storage.Store.CreateAsync(Samples.Summary(id), Token);
        }

        await storage.Store.AppendAsync(Samples.Summary("a", BootStatus.Finished), [Samples.Line(0), Samples.End(1)], Token);
        await storage.Store.AppendAsync(Samples.Summary("b", BootStatus.Finished), [Samples.Line(0)], Token);

        Assert.Equal(["b", "c"], await storage.Store.ListUnfinishedAsync(Token));
    }

    [Fact]
    public async Task Settings_WrittenReplacedAndRemoved_ReadAsLastWritten()
    {
        await using var storage = await TemporaryStorage.OpenAsync();
        Assert.Null(await storage.Store.ReadSettingAsync("kvm", Token));

        await storage.Store.WriteSettingAsync("kvm", "broken", Token);
        await storage.Store.WriteSettingAsync("kvm2", "other", Token);
        Assert.Equal("broken", await storage.Store.ReadSettingAsync("kvm", Token));

        await storage.Store.WriteSettingAsync("kvm", "", Token);
        Assert.Equal("", await storage.Store.ReadSettingAsync("kvm", Token));

        await storage.Store.WriteSettingAsync("kvm", null, Token);
        await storage.Store.WriteSettingAsync("never", null, Token);
        Assert.Null(await storage.Store.ReadSettingAsync("kvm", Token));
        Assert.Equal("other", await storage.Store.ReadSettingAsync("kvm2", Token));
    }
}
