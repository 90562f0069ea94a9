using Guestfs.Journal;

namespace Guestfs.E2E.Support;

/// <summary>A server that has something to show: a boot of two disks that finished, and one that was cancelled.</summary>
public sealed class ServerWithBoots : IAsyncLifetime
{
    private readonly ServerWithDisks _house = new();

    public RunningServer Server => _house.Server;

    public string Finished { get; private set; } = "";

    public async ValueTask InitializeAsync()
    {
        await _house.InitializeAsync();
        var cancelled = await _house.Api.StartAsync(new BootRequest { Accelerator = AcceleratorChoice.Tcg, Title = "Cancelled on purpose", Label = "screens" });
        await _house.Api.CancelAsync(cancelled.Id);
        Finished = (await _house.Api.StartAsync(ServerWithDisks.Request)).Id;
        await _house.Api.WatchUntilAsync<BootEnded>(Finished);
    }

    public ValueTask DisposeAsync() => _house.DisposeAsync();
}
