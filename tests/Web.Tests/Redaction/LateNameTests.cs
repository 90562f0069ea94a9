using System.Net;
using System.Text;
using System.Text.Json;
using Guestfs.Journal;
using Guestfs.Timeline;
using Guestfs.Web.Exports;
using Guestfs.Web.Tests.Fakes;
using Guestfs.Web.Tests.Shares;

namespace Guestfs.Web.Tests.Redaction;

/// <summary>Names that a boot prints before anything says that they are names.</summary>
public sealed class LateNameTests : IAsyncDisposable
{
    private static readonly string[] Files = ["", "/lines?before=1000000", "/panels", "/journal", "/summary.md", .. ExportFormats.All.Where(static format => format.Suffix != "zip").Select(static format => "/" + format.Suffix)];

    private readonly SharedServer _house = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Name_LearnedAfterItWasPrinted_IsInNothingThatIsAskedForFromThenOn(bool isOver)
    {
        Append(0, new BootRequested(new BootRequest { Title = "boot of zebra77" }, "kim", BootSummaries.Day, new HostFacts()), new BootAdmitted(), Line("zebra77 says hello\r\n"));
        await _house.PinAsync(new { text = "see zebra77", at = 1_000 });
        var (path, _) = await _house.ShareAsync(new { console = true });
        await using var connection = await _house.ConnectAsync();
        await using var early = SharedServer.Watch(connection, path).GetAsyncEnumerator(Token);
        Assert.True(await early.MoveNextAsync());
        Assert.Contains("zebra77", await GetAsync(path + "/console.txt"), StringComparison.Ordinal);

        Append(3, Line("systemd[1]: Set hostname to <zebra77>.\r\n"));
        if (isOver)
        {
            Append(4, new BootEnded(BootStatus.Finished, "It went well.", null));
        }

        foreach (var file in Files)
        {
            Assert.DoesNotContain("zebra77", await GetAsync(path + file), StringComparison.Ordinal);
        }

        Assert.StartsWith("host-1 says hello", await GetAsync(path + "/console.txt"), StringComparison.Ordinal);
        await using var late = await _house.ConnectAsync();
        var frames = await SharedServer.Watch(late, path).Take(4).ToListAsync(Token);
        Assert.DoesNotContain("zebra77", JsonSerializer.Serialize(frames, JournalJson.Options), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Frames_OfWhoCameBeforeANameWasLearned_GoOnWithTheSameWords()
    {
        Append(0, new BootRequested(new BootRequest(), "kim", BootSummaries.Day, new HostFacts()), Line("zebra77 by 10.1.2.3\r\n"));
        var (path, _) = await _house.ShareAsync(new { console = true });
        await using var connection = await _house.ConnectAsync();
        await using var early = SharedServer.Watch(connection, path).GetAsyncEnumerator(Token);
        Assert.True(await early.MoveNextAsync());
        Assert.True(await early.MoveNextAsync());

        Append(2, Line("systemd[1]: Set hostname to <zebra77>.\r\n"));
        Assert.Contains("host-1 by ip-1", await GetAsync(path + "/console.txt"), StringComparison.Ordinal);
        Append(3, Line("zebra77 by 10.1.2.3 and 10.9.9.9\r\n"));

        Assert.True(await early.MoveNextAsync());
        Assert.Equal(2, early.Current.Sequence);
        Assert.True(await early.MoveNextAsync());
        Assert.Contains("host-1 by ip-1 and ip-2", JsonSerializer.Serialize(early.Current, JournalJson.Options), StringComparison.Ordinal);
    }

    public ValueTask DisposeAsync() => _house.DisposeAsync();

    private static OutputLine Line(string text) => new(OutputSource.Console, Encoding.UTF8.GetBytes(text), true);

    private async Task<string> GetAsync(string address)
    {
        using var stranger = _house.Server.Stranger();
        var (status, text) = await SharedServer.GetAsync(stranger, address);
        Assert.Equal(HttpStatusCode.OK, status);
        return text;
    }

    private void Append(long first, params BootEvent[] events)
    {
        if (first == 0)
        {
            _house.Server.Engine.Remove(SharedServer.BootId);
        }

        var entries = events.Select((bootEvent, i) => new JournalEntry(first + i, 1_000_000 * (first + i), bootEvent)).ToList();
        var status = events[^1] is BootEnded ? BootStatus.Finished : BootStatus.Booting;
        _house.Server.Engine.Append(BootSummaries.Running(SharedServer.BootId) with { Status = status, Entries = first + events.Length }, entries);
    }
}
