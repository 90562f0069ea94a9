using Guestfs.E2E.Support;
using Guestfs.Journal;
using Guestfs.Timeline;
using static Microsoft.Playwright.Assertions;

namespace Guestfs.E2E.Journeys;

/// <summary>The server is killed as a crash would; what it started must go with it, and what it knew must be there at the next start.</summary>
public sealed class CrashTests(Chromium chromium) : IAsyncLifetime
{
    // The journal is at most a quarter of a second behind; a busy machine gets more.
    private const long Unflushed = 1_000_000_000;

    private readonly string _directory = RunningServer.MakeDirectory();

    [Theory]
    [InlineData(StageNames.Appliance, "ext2: copying files")]
    [InlineData(StageNames.Kernel, "Linux version")]
    [InlineData(StageNames.Initrd, "internal insmod")]
    [InlineData(StageNames.Init, "Starting /init script")]
    [InlineData(StageNames.Session, null)]
    public async Task Boot_WhoseServerIsKilled_LeavesNoProcessAndReadsInterrupted(string stage, string? moment)
    {
        // A cache of its own makes the appliance stage a real build.
        string[] options = stage == StageNames.Appliance ? [$"--Guestfs:Appliance:CacheDirectory={_directory}"] : [];
        IReadOnlyList<JournalEntry> seen;
        string id;
        await using (var server = await RunningServer.StartAsync(_directory, options))
        {
            using var api = new BootApi(server);
            id = (await api.StartAsync(new BootRequest { Accelerator = AcceleratorChoice.Tcg, WhenReady = WhenReady.Stay })).Id;
            var reached = (moment is null
                ? await api.WatchUntilAsync(id, static entry => entry.Event is LaunchFlagReceived)
                : await api.WatchUntilSaidAsync(id, moment))[^1].Offset;
            seen = await api.WatchUntilAsync(id, entry => entry.Offset > reached + Unflushed);
            var processes = HostProcess.Descendants(server.Pid);
            Assert.Contains(processes, process => process.Name.StartsWith(stage == StageNames.Appliance ? "supermin" : "qemu", StringComparison.Ordinal));

            await server.KillAsync();

            Assert.Empty(await HostProcess.SurvivorsAsync(processes));
        }

        await using var next = await RunningServer.StartAsync(_directory, options);
        using var record = new BootApi(next);
        await using var visitor = await Visitor.SignInAsync(chromium, next);
        await Expect(visitor.Page.Locator($"tr[data-boot='{id}'] [data-status=interrupted]")).ToBeVisibleAsync();
        await visitor.Page.GotoAsync($"/boots/{id}");
        await Expect(visitor.Page.Locator("#boot-failure-title")).ToContainTextAsync("interrupted", new() { IgnoreCase = true });

        var kept = new List<JournalEntry>();
        await foreach (var entry in record.WatchAsync(id))
        {
            kept.Add(entry);
        }

        var safe = seen.TakeWhile(entry => entry.Offset <= seen[^1].Offset - Unflushed).Select(JournalJson.Write).ToList();
        Assert.Equal(safe, kept.Take(safe.Count).Select(JournalJson.Write));
        var boot = await record.FindAsync(id);
        Assert.Equal(BootStatus.Interrupted, boot.Status);
        Assert.Equal(stage, boot.Stage);
        Assert.Empty((await record.ListAsync()).Running);
        visitor.AssertNoComplaints();
    }

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync()
    {
        Directory.Delete(_directory, recursive: true);
        return ValueTask.CompletedTask;
    }
}
