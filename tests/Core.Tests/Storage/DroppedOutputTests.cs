using Guestfs.Journal;

namespace Guestfs.Core.Tests.Storage;

public class DroppedOutputTests
{
    private static readonly CancellationToken Token = TestContext.Current.CancellationToken;

    [Fact]
    public async Task Drop_AnyRange_LeavesTheMarkerInItsPlaceAndEverythingElse()
    {
        await using var storage = await TemporaryStorage.OpenAsync();
        for (var first = 0; first < 12; first++)
        {
            for (var last = first; last < 12; last++)
            {
                var boot = $"{first}-{last}";
                var marker = Samples.Marker(last, first, last);
                await AddTwelveAsync(storage, boot);

                await storage.Store.DropAsync(boot, marker, Token);

                var expected = Samples.Lines(0, first).Append(marker).Concat(Samples.Lines(last + 1, 11 - last));
                Assert.Equal(expected.Select(Samples.Text), (await storage.Store.ReadAllAsync(boot)).Select(Samples.Text));
            }
        }
    }

    [Fact]
    public async Task Drop_AMarkerThatGrows_ReplacesTheSmallerOne()
    {
        await using var storage = await OpenWithTwelveAsync();

        await storage.Store.DropAsync("b", Samples.Marker(2, 2, 4), Token);
        await storage.Store.DropAsync("b", Samples.Marker(2, 2, 7), Token);
        await storage.Store.DropAsync("b", Samples.Marker(2, 2, 9), Token);

        var entries = await storage.Store.ReadAllAsync("b");
        Assert.Equal([0, 1, 2, 10, 11], entries.Select(entry => entry.Sequence));
        Assert.Equal(9, Assert.IsType<OutputDropped>(entries[2].Event).LastSequence);
    }

    [Fact]
    public async Task Drop_ThenAppendAndResume_GoesOnAfterTheLastEntry()
    {
        await using var storage = await OpenWithTwelveAsync();

        await storage.Store.DropAsync("b", Samples.Marker(11, 4, 11), Token);
        await storage.Store.AppendAsync(Samples.Summary("b"), Samples.Lines(12, 2), Token);

        Assert.Equal([0, 1, 2, 3, 11, 12, 13], await storage.Store.ReadSequencesAsync("b"));
        Assert.Equal([11, 12, 13], await storage.Store.ReadSequencesAsync("b", 6));
        Assert.Equal([12, 13], await storage.Store.ReadSequencesAsync("b", 12));
    }

    [Fact]
    public async Task Append_AMarkerForLinesNeverStored_AccountsForThem()
    {
        await using var storage = await OpenWithTwelveAsync();

        await storage.Store.AppendAsync(Samples.Summary("b"), [Samples.Line(12), Samples.Marker(13, 13, 20), Samples.Line(21)], Token);

        Assert.Equal([11, 12, 13, 21], await storage.Store.ReadSequencesAsync("b", 11));
    }

    [Theory]
    [InlineData(7)]
    [InlineData(14)]
    public async Task Append_AMarkerForLinesStoredInPart_ReplacesThemAndAccountsForTheRest(long sequence)
    {
        await using var storage = await OpenWithTwelveAsync();

        await storage.Store.AppendAsync(Samples.Summary("b"), [Samples.Marker(sequence, 7, 14), Samples.Line(15)], Token);

        Assert.Equal([0, 1, 2, 3, 4, 5, 6, sequence, 15], await storage.Store.ReadSequencesAsync("b"));
        await storage.Store.AppendAsync(Samples.Summary("b"), [Samples.Line(16)], Token);
    }

    [Fact]
    public async Task Append_AMarkerForLinesStoredInPartAtTheEnd_IsCountedInWhatTheBootTakes()
    {
        await using var storage = await OpenWithTwelveAsync();
        var finished = Samples.Summary("b", BootStatus.Finished);

        await storage.Store.AppendAsync(finished, [Samples.Marker(14, 7, 14), Samples.End(15)], Token);
        var counted = (await storage.Retention.CountAsync(Token)).Bytes;
        await storage.Store.AppendAsync(finished, [], Token);

        Assert.Equal((await storage.Retention.CountAsync(Token)).Bytes, counted);
    }

    [Fact]
    public async Task Drop_LinesStoredInPart_GoesOnAfterTheMarker()
    {
        await using var storage = await OpenWithTwelveAsync();

        await storage.Store.DropAsync("b", Samples.Marker(7, 7, 14), Token);
        await storage.Store.AppendAsync(Samples.Summary("b"), [Samples.Line(15)], Token);

        Assert.Equal([6, 7, 15], await storage.Store.ReadSequencesAsync("b", 6));
    }

    [Fact]
    public async Task Drop_EntriesBeyondTheNext_IsRefusedAndChangesNothing()
    {
        await using var storage = await OpenWithTwelveAsync();

        await Assert.ThrowsAsync<GuestfsException>(() => storage.Store.DropAsync("b", Samples.Marker(13, 13, 14), Token));
        await Assert.ThrowsAsync<GuestfsException>(() => storage.Store.AppendAsync(Samples.Summary("b"), [Samples.Marker(3, 3, 4)], Token));

        Assert.Equal(12, (await storage.Store.ReadAllAsync("b")).Count);
    }

    [Theory]
    [InlineData(4)]
    [InlineData(8)]
    public async Task Read_FromWithinADroppedRange_TellsOfIt(long sequence)
    {
        await using var storage = await OpenWithTwelveAsync();

        await storage.Store.DropAsync("b", Samples.Marker(sequence, 4, 8), Token);

        Assert.Equal([3, sequence, 9, 10, 11], await storage.Store.ReadSequencesAsync("b", 3));
        Assert.Equal([sequence, 9, 10, 11], await storage.Store.ReadSequencesAsync("b", 6));
        Assert.Equal([9, 10, 11], await storage.Store.ReadSequencesAsync("b", 9));
    }

    [Fact]
    public async Task Drop_APartOfAnEarlierMarker_IsRefusedAndChangesNothing()
    {
        await using var storage = await OpenWithTwelveAsync();
        await storage.Store.DropAsync("b", Samples.Marker(2, 2, 6), Token);

        await Assert.ThrowsAsync<GuestfsException>(() => storage.Store.DropAsync("b", Samples.Marker(4, 4, 8), Token));

        Assert.Equal([0, 1, 2, 7, 8, 9, 10, 11], await storage.Store.ReadSequencesAsync("b"));
    }

    [Fact]
    public async Task Drop_AMarkerOutsideItsRange_IsRefused()
    {
        await using var storage = await OpenWithTwelveAsync();

        await Assert.ThrowsAsync<ArgumentException>(() => storage.Store.DropAsync("b", Samples.Marker(9, 2, 6), Token));
        await Assert.ThrowsAsync<ArgumentException>(() => storage.Store.DropAsync("b", Samples.Line(3), Token));
        await Assert.ThrowsAsync<GuestfsException>(() => storage.Store.DropAsync("c", Samples.Marker(2, 2, 6), Token));
    }

    [Fact]
    public async Task Read_DroppedUnderTheReader_GoesOnAfterWhatItHasSeen()
    {
        await using var storage = await OpenWithTwelveAsync();
        var seen = new List<long>();

        await foreach (var entry in storage.Store.ReadAsync("b", 0, Token))
        {
            seen.Add(entry.Sequence);
            if (entry.Sequence == 4)
            {
                await storage.Store.DropAsync("b", Samples.Marker(9, 2, 9), Token);
            }
        }

        Assert.Equal([0, 1, 2, 3, 4, 5, 9, 10, 11], seen);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Read_RemovedUnderTheReader_BreaksOff(bool ended)
    {
        await using var storage = await OpenWithTwelveAsync();
        if (ended)
        {
            await storage.Store.AppendAsync(Samples.Summary("b", BootStatus.Finished), [Samples.End(12)], Token);
        }

        var seen = new List<long>();
        var failure = await Assert.ThrowsAsync<GuestfsException>(async () =>
        {
            await foreach (var entry in storage.Store.ReadAsync("b", 0, Token))
            {
                seen.Add(entry.Sequence);
                await storage.ExecuteAsync("PRAGMA foreign_keys = ON; DELETE FROM Boots");
            }
        });

        Assert.Equal([0, 1, 2], seen);
        Assert.Equal("Boot b was removed while it was read, so what was read of it is not whole.", failure.Message);
        Assert.Empty(await storage.Store.ReadAllAsync("b"));
    }

    [Fact]
    public async Task Read_EndedBootThatLostItsLastEntries_DoesNotPassForWhole()
    {
        await using var storage = await OpenWithTwelveAsync();
        await storage.Store.AppendAsync(Samples.Summary("b", BootStatus.Finished), [Samples.End(12)], Token);
        await storage.ExecuteAsync("DELETE FROM JournalSegments WHERE LastSequence > 8");

        var failure = await Assert.ThrowsAsync<GuestfsException>(() => storage.Store.ReadAllAsync("b"));

        Assert.StartsWith("The journal of boot b ends at entry 9 of 13 in the database", failure.Message, StringComparison.Ordinal);
    }

    private static async Task<TemporaryStorage> OpenWithTwelveAsync()
    {
        var storage = await TemporaryStorage.OpenAsync();
        await AddTwelveAsync(storage, "b");
        return storage;
    }

    /// <summary>Lines 0 to 11 in segments of three.</summary>
    private static async Task AddTwelveAsync(TemporaryStorage storage, string boot)
    {
        await storage.Store.CreateAsync(Samples.Summary(boot), Token);
        for (var first = 0; first < 12; first += 3)
        {
            await storage.Store.AppendAsync(Samples.Summary(boot), Samples.Lines(first, 3), Token);
        }
    }
}
