using System.Diagnostics;
using Guestfs.Disks;

namespace Guestfs.Core.Tests.Disks;

public sealed class ImageUsersTests : IDisposable
{
    private readonly DiskLab _lab = new();

    [Fact]
    public void Find_NobodyUsesIt_IsNull()
    {
        using ImageFile file = _lab.Roots.Open(_lab.WriteRaw("a.img", 1 << 20));

        Assert.Null(new ImageUsers().Find(file));
    }

    [Fact]
    public async Task Find_QemuRunsOnIt_NamesProcessAndGuest()
    {
        string source = _lab.Create("qcow2", "a.qcow2", "1M");
        using Process qemu = await StartQemuAsync($"file={_lab.ImagePath("a.qcow2")},format=qcow2,if=none");
        try
        {
            using ImageFile file = _lab.Roots.Open(source);
            Assert.Equal($"qemu-system-x86_64 (PID {qemu.Id}, guest web01)", new ImageUsers().Find(file));

            DiskListing listing = new DiskCatalog(_lab.Roots).List("images", "", TestContext.Current.CancellationToken);
            Assert.StartsWith("qemu-system-x86_64 (PID", Assert.Single(listing.Images).InUseBy, StringComparison.Ordinal);

            DiskFinding write = Assert.Single(_lab.Check(DiskLab.Disk(source, "qcow2", writable: true)));
            Assert.True(write.Refuses);
            Assert.Contains("writing to it too would destroy it", write.Sentence, StringComparison.Ordinal);
            Assert.False(Assert.Single(_lab.Check(DiskLab.Disk(source, "qcow2"))).Refuses);
        }
        finally
        {
            qemu.Kill();
            await qemu.WaitForExitAsync(TestContext.Current.CancellationToken);
        }

        Assert.Empty(_lab.Check(DiskLab.Disk(source, "qcow2", writable: true)));
    }

    [Fact]
    public async Task Find_QemuReadsOurOverlayOfALockedImage_BothRun()
    {
        string source = _lab.Create("qcow2", "a.qcow2", "1M");
        using Process owner = await StartQemuAsync($"file={_lab.ImagePath("a.qcow2")},format=qcow2,if=none");
        using PreparedDisks prepared = _lab.Prepare(DiskLab.Disk(source, "qcow2"));
        using Process reader = await StartQemuAsync(
            $"file.file.filename={prepared.Disks[0].QemuFile},file.driver=qcow2,file.backing.file.locking=off,cache=unsafe,format=raw,if=none");

        Assert.False(reader.HasExited);
        reader.Kill();
        owner.Kill();
    }

    public void Dispose() => _lab.Dispose();

    /// <summary>Starts a paused qemu and returns once it greets on its QMP, after it opened its drives.</summary>
    private static async Task<Process> StartQemuAsync(string drive)
    {
        var start = new ProcessStartInfo(
            "qemu-system-x86_64",
            ["-name", "guest=web01,debug-threads=on", "-machine", "none", "-nodefaults", "-display", "none", "-S", "-qmp", "stdio", "-drive", drive])
        {
            RedirectStandardOutput = true,
            RedirectStandardInput = true,
        };
        Process qemu = Process.Start(start)!;
        string? greeting = await qemu.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken);
        Assert.Contains("QMP", greeting, StringComparison.Ordinal);
        await qemu.StandardInput.WriteLineAsync("{\"execute\":\"qmp_capabilities\"}");
        Assert.NotNull(await qemu.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken));
        return qemu;
    }
}
