using System.Text;
using Guestfs.Disks;
using Guestfs.Launching;
using Guestfs.Processes;

namespace Guestfs.Core.Tests.Launching;

public sealed class HostileOverlayTests : IDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("hostile").FullName;

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    [Fact(Timeout = 30_000)]
    public async Task ReadOnlyRawDisk_WhoseContentIsAQcow2Header_NeverMakesQemuOpenWhatItNames()
    {
        var secret = Path.Combine(_directory, "secret");
        var image = Path.Combine(_directory, "image");
        var overlay = Path.Combine(_directory, "overlay");
        File.WriteAllText(secret, "SECRET".PadRight(65536));
        Qcow2Overlay.Create(image, secret, "raw", 65536);
        Qcow2Overlay.Create(overlay, image, "raw", 1 << 20);
        var disk = Plans.Raw(overlay) with { Kind = PreparedDiskKind.Overlay, QemuFormat = "qcow2" };
        var drive = QemuArguments.Build(Plans.With(disk)).SkipWhile(argument => argument != "-drive").ElementAt(1);

        await using var qemu = await ChildProcess.StartAsync(new ChildCommand(
            "qemu-system-x86_64",
            ["-machine", "none", "-nodefaults", "-display", "none", "-monitor", "stdio", "-drive", drive],
            new Dictionary<string, string>()));
        await qemu.StandardInput.WriteAsync("info block hd0\nqemu-io hd0 \"read -v 0 16\"\nquit\n"u8.ToArray(), TestContext.Current.CancellationToken);
        await qemu.StandardInput.FlushAsync(TestContext.Current.CancellationToken);
        using var reader = new StreamReader(qemu.StandardOutput, Encoding.Latin1);
        var said = await reader.ReadToEndAsync(TestContext.Current.CancellationToken);

        Assert.Contains("51 46 49 fb", said, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", said, StringComparison.OrdinalIgnoreCase);
        Assert.Equal(new ChildExit(0, null), await qemu.Exited);
    }
}
