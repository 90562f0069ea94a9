using System.Text.Json;
using Guestfs.Journal;
using Guestfs.Pins;

namespace Guestfs.Web.Exports;

public static class PinsExport
{
    public static async Task WriteAsync(ExportJob job) =>
        await JsonSerializer.SerializeAsync(job.Output, PinsFile.Of(await job.Boot.ReadPinsAsync(job.CancellationToken)), JournalJson.Options, job.CancellationToken);
}
