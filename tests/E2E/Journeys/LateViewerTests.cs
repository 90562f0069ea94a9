using System.Security.Cryptography;
using Guestfs.Boots;
using Guestfs.E2E.Support;
using Guestfs.Journal;
using Guestfs.Timeline;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Guestfs.E2E.Journeys;

/// <summary>Whoever comes late, comes back or loses the connection sees the same boot as the one who never left.</summary>
public sealed class LateViewerTests(Chromium chromium, ServerWithDisks house) : IClassFixture<ServerWithDisks>
{
    [Fact]
    public async Task Console_SeenFromTheStartReloadedCutOrLate_IsTheSameOnEveryPage()
    {
        await using var first = await Visitor.SignInAsync(chromium, house.Server);
        await using var late = await Visitor.SignInAsync(chromium, house.Server);
        var sockets = new List<IWebSocketRoute>();
        await first.Page.RouteWebSocketAsync("**/hubs/boots", socket =>
        {
            sockets.Add(socket);
            socket.ConnectToServer();
        });
        var boot = await house.Api.StartAsync(ServerWithDisks.Request);

        await first.Page.GotoAsync($"/boots/{boot.Id}");
        await Expect(first.Page.Locator("#boot-rows .wf-group[data-stage=kernel]")).ToBeVisibleAsync();
        await first.Page.ReloadAsync();
        await house.Api.WatchUntilSaidAsync(boot.Id, "internal insmod");
        await sockets[^1].CloseAsync();
        await house.Api.WatchUntilSaidAsync(boot.Id, "Starting /init script");
        await late.Page.GotoAsync($"/boots/{boot.Id}");
        await house.Api.WatchUntilAsync<BootEnded>(boot.Id);

        var printed = PrintedLines.Of(await house.Api.ConsoleAsync(boot.Id));
        await AssertShowsAsync(first, printed);
        await AssertShowsAsync(late, printed);
        await late.Page.ReloadAsync();
        await AssertShowsAsync(late, printed);
        first.AssertNoComplaints();
        late.AssertNoComplaints();
    }

    [Fact]
    public async Task Events_OverSocketsThatAreCut_ComeOnceAndInOrderToViewersOfAnyTime()
    {
        var boot = await house.Api.StartAsync(ServerWithDisks.Request);
        var viewers = Enumerable.Range(1, 5).Select(seed => new CutViewer(house.Server, seed)).ToList();
        var watching = new List<Task<IReadOnlyList<Web.Live.BootFrame>>> { viewers[0].WatchAsync(boot.Id) };
        string[] joining = ["Linux version", "internal insmod", "Starting /init script"];
        foreach (var (viewer, moment) in viewers.Skip(1).Zip(joining))
        {
            await house.Api.WatchUntilSaidAsync(boot.Id, moment);
            watching.Add(viewer.WatchAsync(boot.Id));
        }

        await house.Api.WatchUntilAsync<BootEnded>(boot.Id);
        watching.Add(viewers[4].WatchAsync(boot.Id));

        var console = SHA256.HashData(await house.Api.ConsoleAsync(boot.Id));
        var entries = (await house.Api.FindAsync(boot.Id)).Entries;
        foreach (var frames in await Task.WhenAll(watching))
        {
            Assert.Equal(Enumerable.Range(0, (int)entries).Select(static i => (long)i), frames.Select(static frame => frame.Sequence));
            var seen = frames.Select(static frame => frame.Event).OfType<OutputLine>().Where(static line => line.Source == OutputSource.Console);
            Assert.Equal(console, SHA256.HashData([.. seen.SelectMany(static line => line.Raw.ToArray())]));
        }

        foreach (var viewer in viewers)
        {
            Assert.Equal(20, viewer.TimesCut);
            viewer.Dispose();
        }
    }

    private static async Task AssertShowsAsync(Visitor visitor, string[] printed)
    {
        var rows = visitor.Page.Locator("#con-lines .ln.s-console .tx");
        await Expect(visitor.Page.Locator("#boot[data-over=true]")).ToBeVisibleAsync();
        await Expect(rows).ToHaveCountAsync(printed.Length);
        Assert.Equal(printed, await rows.AllTextContentsAsync());
    }
}
