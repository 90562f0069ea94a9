using System.Diagnostics;
using System.Security.Cryptography;
using Guestfs.Disks;
using Guestfs.Journal;

namespace Guestfs.Core.Tests.Disks;

/// <summary>A temporary folder with a root called "images", a folder outside of it, and real qemu tools.</summary>
public sealed class DiskLab : IDisposable
{
    public DiskLab()
    {
        Home = Directory.CreateTempSubdirectory("guestfs-disks-").FullName;
        Images = Directory.CreateDirectory(Path.Combine(Home, "images")).FullName;
        Outside = Directory.CreateDirectory(Path.Combine(Home, "outside")).FullName;
        Scratch = Directory.CreateDirectory(Path.Combine(Home, "scratch")).FullName;
        Roots = new DiskRoots([new DiskRoot("images", Images)]);
    }

    public string Home { get; }

    public string Images { get; }

    public string Outside { get; }

    public string Scratch { get; }

    public DiskRoots Roots { get; }

    public static string Run(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        using Process process = Process.Start(start)!;
        Task<string> errors = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0
            ? output
            : throw new InvalidOperationException($"{program} {string.Join(' ', arguments)}: {errors.Result}{output}");
    }

    public static string Hash(string file) => Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(file)));

    public static DiskRequest Disk(string source, string? format = "raw", bool writable = false) =>
        new() { Source = source, Format = format, Writable = writable };

    public string ImagePath(string relative) => Path.Combine(Images, relative);

    /// <summary>Writes a file below the root and returns its source.</summary>
    public string Write(string relative, ReadOnlySpan<byte> bytes)
    {
        string path = ImagePath(relative);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllBytes(path, bytes);
        return $"images:{relative}";
    }

    /// <summary>Makes a sparse raw file below the root.</summary>
    public string WriteRaw(string relative, long length)
    {
        string source = Write(relative, []);
        using FileStream file = File.OpenWrite(ImagePath(relative));
        file.SetLength(length);
        return source;
    }

    /// <summary>qemu-img create of an image below the root.</summary>
    public string Create(string format, string relative, string size, params string[] options)
    {
        Run("qemu-img", ["create", "-q", "-f", format, .. options, ImagePath(relative), .. size.Length > 0 ? [size] : Array.Empty<string>()]);
        return $"images:{relative}";
    }

    public PreparedDisks Prepare(params DiskRequest[] disks) => new DiskPreparer(Roots).Prepare(disks, Scratch);

    public IReadOnlyList<DiskFinding> Check(params DiskRequest[] disks) => new DiskRequestCheck(Roots).Check(disks);

    internal ImageInspection Inspect(string source, string? format = null)
    {
        using ImageFile file = Roots.Open(source);
        return new ImageInspector(Roots).Inspect(file, format);
    }

    public void Dispose() => Directory.Delete(Home, recursive: true);
}
