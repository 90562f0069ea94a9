using System.Formats.Tar;
using System.IO.Compression;
using Guestfs.Appliance;

namespace Guestfs.Core.Tests.Appliance;

/// <summary>
/// A description so small that the real supermin builds it in half a second, with a search path and a cache of its own.
/// The kernel is a made-up image with a boot header, and its modules directory is empty.
/// </summary>
internal sealed class TinyAppliance : IDisposable
{
    public const string KernelRelease = "6.1.2-tiny";

    public TinyAppliance()
    {
        var description = Directory.CreateDirectory(Scratch.At("guestfs", "supermin.d")).FullName;
        File.WriteAllText(Path.Combine(description, "packages"), "base-files\n");
        using (var gzip = new GZipStream(File.Create(Path.Combine(description, "base.tar.gz")), CompressionLevel.Fastest))
        {
            TarFile.CreateFromDirectory(Directory.CreateDirectory(Scratch.At("base", "etc")).Parent!.FullName, gzip, includeBaseDirectory: false);
        }

        Directory.CreateDirectory(Scratch.At("cache"));
        Directory.CreateDirectory(Scratch.At("tmp"));
        Scratch.Write("modules/modules.dep");
        File.WriteAllBytes(Scratch.At("vmlinuz"), ImageBytes.Kernel(KernelRelease + " (tests) #1"));
        ScratchDirectory.SetTime(Scratch.At("vmlinuz"), DateTimeOffset.UnixEpoch.AddYears(50));
    }

    public ScratchDirectory Scratch { get; } = new();

    public ApplianceOptions Options => new()
    {
        SearchPath = Scratch.At("guestfs"),
        CacheDirectory = Scratch.At("cache"),
        Environment = new Dictionary<string, string>
        {
            ["PATH"] = "/usr/sbin:/usr/bin:/sbin:/bin",
            ["TMPDIR"] = Scratch.At("tmp"),
            ["SUPERMIN_KERNEL"] = Scratch.At("vmlinuz"),
            ["SUPERMIN_MODULES"] = Scratch.At("modules"),
        },
    };

    public string Cache => ApplianceCache.At(Scratch.At("cache")).Directory;

    public static Task<ApplianceFiles> PrepareAsync(ApplianceOptions options, IApplianceObserver observer, bool force = false, CancellationToken cancellationToken = default) =>
        ApplianceBuilder.PrepareAsync(options, force, observer, TimeProvider.System, cancellationToken);

    public void Dispose() => Scratch.Dispose();
}
