using System.Text.Json;
using Guestfs.Journal;
using Guestfs.Web.Api;

namespace Guestfs.Web.Exports;

public static class RecordExport
{
    public static async Task WriteAsync(ExportJob job) =>
        await JsonSerializer.SerializeAsync(job.Output, BootRecord.Of(await job.FoldAsync(), await job.Boot.ReadPinsAsync(job.CancellationToken)), JournalJson.Options, job.CancellationToken);
}
