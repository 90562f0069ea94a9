using Guestfs.Boots;
using Guestfs.Journal;

namespace Guestfs.E2E.Support;

/// <summary>A server of a test class's own, with one qcow2 and one raw image that real tools made.</summary>
public sealed class ServerWithDisks : IAsyncLifetime
{
    public const string Qcow2 = "disk.qcow2";
    public const string Raw = "parts.img";

    private readonly string _directory = RunningServer.MakeDirectory();

    public RunningServer Server { get; private set; } = null!;

    public BootApi Api { get; private set; } = null!;

    /// <summary>Both disks, emulated.</summary>
    public static BootRequest Request => new()
    {
        Accelerator = AcceleratorChoice.Tcg,
        Disks = [new DiskRequest { Source = $"images:{Qcow2}", Format = "qcow2" }, new DiskRequest { Source = $"images:{Raw}" }],
    };

    public string PathOf(string image) => Path.Combine(_directory, "images", image);

    public async ValueTask InitializeAsync()
    {
        await DiskImages.MakeQcow2Async(Path.Combine(_directory, "images"), Qcow2);
        await DiskImages.MakePartitionedRawAsync(Path.Combine(_directory, "images"), Raw);
        Server = await RunningServer.StartAsync(_directory);
        Api = new BootApi(Server);
    }

    public async ValueTask DisposeAsync()
    {
        Api.Dispose();
        await Server.DisposeAsync();
        Directory.Delete(_directory, recursive: true);
    }
}
