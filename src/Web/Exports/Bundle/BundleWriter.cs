using System.IO.Compression;
using System.IO.Pipelines;
using System.Reflection;
using System.Text.Json;
using Guestfs.Boots;
using Guestfs.Exports;
using Guestfs.Journal;
using Guestfs.Web.Components.Boot;

namespace Guestfs.Web.Exports.Bundle;

/// <summary>
/// Everything about a boot in one zip, written while it is sent: every format, the output of each program unedited, and a manifest
/// with the SHA-256 of each file. docs/exports.md describes it; the import reads it back.
/// </summary>
public static class BundleWriter
{
    public const string ManifestName = "manifest.json";
    public const string Format = "guestfs-bundle";
    public const int Version = 1;

    private static readonly DateTimeOffset FirstZipDay = new(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public static async Task WriteAsync(ExportJob job)
    {
        if (await SnapshotReader.TakeAsync(job.Boot, job.CancellationToken) is not { } boot)
        {
            return;
        }

        job = job with { Boot = boot };
        var folded = await job.FoldAsync();
        var time = job.Services.GetRequiredService<TimeProvider>();
        // Zip keeps no year before 1980 and no zone.
        var stamp = folded.Summary.RequestedAt.UtcDateTime < FirstZipDay ? FirstZipDay : folded.Summary.RequestedAt.ToUniversalTime();
        var manifest = new List<BundledFile>();
        await using var zip = await ZipArchive.CreateAsync(job.Output.AsStream(leaveOpen: true), ZipArchiveMode.Create, leaveOpen: true, entryNameEncoding: null, job.CancellationToken);
        foreach (var (name, write) in Files(boot, folded))
        {
            manifest.Add(await AddAsync(zip, name, stamp, job, write));
        }

        await AddAsync(zip, ManifestName, stamp, job, part => WriteManifestAsync(part, folded, manifest, time.GetUtcNow()));
    }

    private static IEnumerable<(string Name, Func<ExportJob, Task> Write)> Files(IBootReader boot, ExportedBoot folded)
    {
        yield return ("README.txt", job => job.Output.WriteAsync(BundleReadme.Of(folded, boot.ShowsConsole), job.CancellationToken).AsTask());
        foreach (var format in ExportFormats.Bundled.Where(format => boot.ShowsConsole || !format.ShowsOutput))
        {
            yield return (format.Suffix, format.WriteAsync);
        }

        if (boot.ShowsConsole)
        {
            yield return ("console-text.txt", static job => ConsoleExport.WriteAsync(job, [OutputSource.Console], clean: true));
            foreach (var source in Enum.GetValues<OutputSource>())
            {
                yield return ($"logs/{source.ToString().ToLowerInvariant()}.log", job => ConsoleExport.WriteAsync(job, [source], clean: false));
            }
        }
    }

    private static async Task<BundledFile> AddAsync(ZipArchive zip, string name, DateTimeOffset stamp, ExportJob job, Func<ExportJob, Task> write)
    {
        var entry = zip.CreateEntry(name, CompressionLevel.Fastest);
        entry.LastWriteTime = stamp;
        await using var content = await entry.OpenAsync(job.CancellationToken);
        await using var hashed = new HashingStream(content);
        var output = PipeWriter.Create(hashed, new StreamPipeWriterOptions(leaveOpen: true));
        await write(job with { Output = output, Query = QueryCollection.Empty });
        await output.FlushAsync(job.CancellationToken);
        await output.CompleteAsync();
        return new BundledFile(name, hashed.Written, hashed.Hash());
    }

    private static Task WriteManifestAsync(ExportJob job, ExportedBoot boot, IReadOnlyList<BundledFile> files, DateTimeOffset now) =>
        JsonSerializer.SerializeAsync(
            job.Output,
            new
            {
                Format,
                Version,
                JournalVersion = JournalFormat.Version,
                boot.Timeline.RulesVersion,
                Guestfs = typeof(BundleWriter).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion,
                ExportedAt = now,
                Boot = boot.Summary.Id,
                Title = StatusWords.Title(boot.Summary),
                boot.Summary.Status,
                Files = files,
            },
            JournalJson.Options,
            job.CancellationToken);
}
