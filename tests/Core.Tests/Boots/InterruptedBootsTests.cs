using Guestfs.Boots;
using Guestfs.Core.Tests.Storage;
using Guestfs.Core.Tests.Timeline;
using Guestfs.Journal;
using Guestfs.Timeline;
using Microsoft.Extensions.Logging.Abstractions;

namespace Guestfs.Core.Tests.Boots;

public sealed class InterruptedBootsTests
{
    private static readonly CancellationToken Token = TestContext.Current.CancellationToken;

    [Fact]
    public async Task Close_ABootThatRan_SaysInWhichStage()
    {
        await using var storage = await TemporaryStorage.OpenAsync();
        var entries = Timeline.JournalWriter.InStage("kernel").Entries;
        await StoreAsync(storage, "b", entries);

        await CloseAsync(storage);

        var journal = await storage.Store.ReadAllAsync("b");
        var end = Assert.IsType<BootEnded>(journal[^1].Event);
        Assert.Equal(entries.Count, journal[^1].Sequence);
        Assert.Equal(entries[^1].Offset, journal[^1].Offset);
        Assert.Equal(BootStatus.Interrupted, end.Status);
        Assert.StartsWith("The server ended while the boot ran: interrupted in the kernel stage after", end.Sentence, StringComparison.Ordinal);
        Assert.EndsWith("Everything up to there is kept; what came after it, usually less than 0.3 s, was not stored any more.", end.Sentence, StringComparison.Ordinal);
        var summary = await storage.Store.FindAsync("b", Token);
        Assert.Equal((BootStatus.Interrupted, end.Sentence, "ada", journal.Count), (summary!.Status, summary.Sentence, summary.RequestedBy, summary.Entries));
        Assert.Empty(await storage.Store.ListUnfinishedAsync(Token));
    }

    [Fact]
    public async Task Close_ABootWithoutEntries_KeepsWhatWasAskedFor()
    {
        await using var storage = await TemporaryStorage.OpenAsync();
        var asked = Samples.Summary("b", BootStatus.Queued) with { Title = "mine", RequestId = "r", RequestedBy = "ada", DiskCount = 2 };
        await storage.Store.CreateAsync(asked, Token);

        await CloseAsync(storage);

        var summary = await storage.Store.FindAsync("b", Token);
        Assert.Equal(BootStatus.Interrupted, summary!.Status);
        Assert.Equal((asked.Title, asked.RequestId, asked.RequestedBy, asked.DiskCount, asked.RequestedAt), (summary.Title, summary.RequestId, summary.RequestedBy, summary.DiskCount, summary.RequestedAt));
        Assert.IsType<BootEnded>(Assert.Single(await storage.Store.ReadAllAsync("b")).Event);
        Assert.Empty(await storage.Store.ListUnfinishedAsync(Token));
    }

    [Fact]
    public async Task Close_ABootWhoseLastLinesWereLetGo_GoesOnAfterThem()
    {
        await using var storage = await TemporaryStorage.OpenAsync();
        await StoreAsync(storage, "b", [.. Timeline.JournalWriter.Booting().Entries, Samples.Marker(3, 3, 40)]);

        await CloseAsync(storage);

        Assert.Equal([0, 1, 2, 3, 41], await storage.Store.ReadSequencesAsync("b"));
    }

    [Fact]
    public async Task Close_ABootThatIsOver_LeavesItAlone()
    {
        await using var storage = await TemporaryStorage.OpenAsync();
        var whole = Timeline.JournalWriter.Booting().Add(new BootEnded(BootStatus.Failed, "Failed.", null)).Entries;
        await StoreAsync(storage, "b", whole);

        await CloseAsync(storage);

        Assert.Equal(whole.Select(Samples.Text), (await storage.Store.ReadAllAsync("b")).Select(Samples.Text));
    }

    [Fact]
    public async Task Close_AJournalThatCannotBeRead_KeepsNoOtherFromBeingClosed()
    {
        await using var storage = await TemporaryStorage.OpenAsync();
        await StoreAsync(storage, "a", Timeline.JournalWriter.Booting().Entries);
        await StoreAsync(storage, "b", Timeline.JournalWriter.Booting().Entries);
        await storage.ExecuteAsync("""UPDATE "JournalSegments" SET "Payload" = x'00' WHERE "BootId" = 'a'""");

        await CloseAsync(storage);

        Assert.Equal(BootStatus.Booting, (await storage.Store.FindAsync("a", Token))!.Status);
        Assert.Equal(BootStatus.Interrupted, (await storage.Store.FindAsync("b", Token))!.Status);
    }

    [Fact]
    public async Task Close_ADamagedSummary_IsWrittenAnewFromTheJournal()
    {
        await using var storage = await TemporaryStorage.OpenAsync();
        await StoreAsync(storage, "a", Timeline.JournalWriter.Booting().Entries);
        await storage.ExecuteAsync("""UPDATE "Summaries" SET "Json" = x'7b' WHERE "BootId" = 'a'""");

        await CloseAsync(storage);

        Assert.Equal(BootStatus.Interrupted, (await storage.Store.FindAsync("a", Token))!.Status);
    }

    private static Task CloseAsync(TemporaryStorage storage) => new InterruptedBoots(storage.Store, NullLogger.Instance).CloseAsync(Token);

    private static async Task StoreAsync(TemporaryStorage storage, string id, List<JournalEntry> entries)
    {
        var fold = new BootFold();
        entries.ForEach(entry => fold.Add(entry));
        await storage.Store.CreateAsync(fold.Summary(id), Token);
        await storage.Store.AppendAsync(fold.Summary(id), entries, Token);
    }
}
