using Guestfs.Journal;

namespace Guestfs.Web.Exports;

public static class JournalExport
{
    public static async Task WriteAsync(ExportJob job)
    {
        await foreach (var entry in job.EntriesAsync())
        {
            JournalJson.WriteLine(job.Output, entry);
            await job.FlushAsync();
        }
    }
}
