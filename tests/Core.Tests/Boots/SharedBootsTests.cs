using System.Text;
using Guestfs.Boots;
using Guestfs.Core.Tests.Timeline;
using Guestfs.Journal;
using Guestfs.Shares;
using Guestfs.Timeline;
using Microsoft.Extensions.Time.Testing;

namespace Guestfs.Core.Tests.Boots;

public sealed class SharedBootsTests : IAsyncLifetime
{
    private readonly FakeTimeProvider _time = new();
    private EngineFixture _fixture = null!;
    private SharedBoots _boots = null!;
    private BootSummary _boot = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _fixture = await EngineFixture.StartAsync();
        _boots = new SharedBoots(_fixture.Engine, _fixture.Pins, EngineFixture.OptionsIn(_fixture.Directory), _time);
        var journal = RecordedBoot.Load("tcg-verbose").Journal();
        _boot = EngineFixture.Fold(journal).Summary("aaaaaaaaaa") with
        {
            Imported = new BootImport("/home/wilhelmina/boot.log", "log", DateTimeOffset.UnixEpoch, "wilhelmina", BootStatus.Finished),
        };
        await _fixture.Store.ImportAsync([new StoredImport(_boot, journal)], Cancel);
    }

    public async ValueTask DisposeAsync()
    {
        _boots.Dispose();
        await _fixture.DisposeAsync();
    }

    [Fact]
    public async Task Readers_OfOneShare_GetTheSameEntries()
    {
        var share = Share(new ShareContents());
        var first = await ReadAsync(_boots.Reader(share, "/s/x"));

        var second = await ReadAsync(_boots.Reader(share, "/s/x"));

        Assert.NotEmpty(first);
        Assert.All(first.Zip(second), static pair => Assert.Same(pair.First, pair.Second));
    }

    [Fact]
    public async Task Readers_AfterNobodyLooked_GetEqualEntriesReadAnew()
    {
        var share = Share(new ShareContents());
        var first = await ReadAsync(_boots.Reader(share, "/s/x"));
        _time.Advance(TimeSpan.FromMinutes(1));

        var second = await ReadAsync(_boots.Reader(share, "/s/x"));

        Assert.NotSame(first[0], second[0]);
        Assert.Equal(first.Select(JournalJson.Write).Select(Encoding.UTF8.GetString), second.Select(JournalJson.Write).Select(Encoding.UTF8.GetString));
    }

    [Fact]
    public async Task Reader_FromTheMiddle_GetsTheRestOnce()
    {
        var reader = _boots.Reader(Share(new ShareContents()), "/s/x");
        var all = await ReadAsync(reader);

        Assert.Equal(all.Skip(100), await ReadAsync(reader, from: 100, follow: true));
    }

    [Fact]
    public async Task Summary_OfShare_IsTheFoldOfWhatItShows()
    {
        var summary = (await _boots.Reader(Share(new ShareContents()), "/s/x").FindAsync(Cancel))!;

        Assert.Equal(BootStatus.Imported, summary.Status);
        Assert.Equal("host-1", summary.Host);
        Assert.Equal("user-1", summary.RequestedBy);
        Assert.DoesNotContain("wilhelmina", summary.Imported!.ToString(), StringComparison.Ordinal);
        Assert.Equal(_boot.Stages, summary.Stages);
        Assert.Equal(_boot.Entries, summary.Entries);
    }

    [Fact]
    public async Task Share_WithoutConsole_HasTheTimelineAndNoLine()
    {
        var reader = _boots.Reader(Share(new ShareContents { Console = false }), "/s/x");

        var entries = await ReadAsync(reader);

        Assert.False(reader.ShowsConsole);
        Assert.DoesNotContain(entries, static entry => entry.Event is OutputLine);
        Assert.Equal(_boot.Stages, EngineFixture.Fold(entries).Summary("").Stages);
    }

    [Fact]
    public async Task Share_WithoutConsoleOfBootWithoutEnd_CountsEveryLine()
    {
        List<JournalEntry> journal = [new(0, 0, new BootRequested(new BootRequest(), "ada", DateTimeOffset.UnixEpoch, new HostFacts()))];
        journal.AddRange(Enumerable.Range(1, 100_003).Select(static number => new JournalEntry(number, number, new OutputLine(OutputSource.Console, "x\n"u8.ToArray(), true))));
        var boot = EngineFixture.Fold(journal).Summary("bbbbbbbbbb") with { Status = BootStatus.Interrupted };
        await _fixture.Store.ImportAsync([new StoredImport(boot, journal)], Cancel);

        var entries = await ReadAsync(_boots.Reader(Share(new ShareContents { Console = false }) with { BootId = "bbbbbbbbbb" }, "/s/x"));

        Assert.Equal(100_003, entries.Sum(static entry => entry.Event is OutputDropped dropped ? dropped.Lines : entry.Event is OutputWithheld ? 1 : 0));
    }

    [Fact]
    public async Task Share_OfBootThatIsGone_HasNothing()
    {
        var reader = _boots.Reader(Share(new ShareContents()) with { BootId = "zzzzzzzzzz" }, "/s/x");

        Assert.Null(await reader.FindAsync(Cancel));
        Assert.Empty(await ReadAsync(reader));
    }

    private static Share Share(ShareContents contents) => new()
    {
        Id = "ssssssssss",
        BootId = "aaaaaaaaaa",
        CreatedBy = "ada",
        CreatedAt = DateTimeOffset.UnixEpoch,
        Contents = contents,
    };

    private static async Task<List<JournalEntry>> ReadAsync(IBootReader reader, long from = 0, bool follow = false)
    {
        var entries = new List<JournalEntry>();
        await foreach (var entry in reader.ReadAsync(from, follow, Cancel))
        {
            entries.Add(entry);
        }

        return entries;
    }
}
