using System.Diagnostics;
using System.Security.Cryptography;

namespace Guestfs.E2E.Support;

/// <summary>Images made by the real tools, as users have them.</summary>
public static class DiskImages
{
    /// <summary>A raw image with an MBR, one partition and an ext2 filesystem in it.</summary>
    public static async Task<string> MakePartitionedRawAsync(string directory, string name)
    {
        var path = Path.Combine(directory, name);
        await using (var file = File.Create(path))
        {
            file.SetLength(16 << 20);
        }

        await RunAsync("/bin/sh", "-c", "echo 'label: dos\n2048,,83' | /sbin/sfdisk -q \"$1\"", "sh", path);
        await RunAsync("/sbin/mke2fs", "-q", "-t", "ext2", "-E", "offset=1048576", path, "15360k");
        return path;
    }

    /// <summary>A qcow2 image with an ext4 filesystem on the whole disk.</summary>
    public static async Task<string> MakeQcow2Async(string directory, string name)
    {
        var raw = Path.Combine(directory, name + ".tmp");
        var path = Path.Combine(directory, name);
        await using (var file = File.Create(raw))
        {
            file.SetLength(16 << 20);
        }

        await RunAsync("/sbin/mke2fs", "-q", "-t", "ext4", raw);
        await RunAsync("qemu-img", "convert", "-f", "raw", "-O", "qcow2", raw, path);
        File.Delete(raw);
        return path;
    }

    public static async Task<string> HashAsync(string path)
    {
        await using var file = File.OpenRead(path);
        return Convert.ToHexStringLower(await SHA256.HashDataAsync(file));
    }

    private static async Task RunAsync(string program, params string[] arguments)
    {
        using var process = Process.Start(program, arguments);
        await process.WaitForExitAsync();
        Assert.Equal(0, process.ExitCode);
    }
}
