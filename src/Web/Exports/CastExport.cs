using Guestfs.Exports;
using Guestfs.Web.Components.Boot;

namespace Guestfs.Web.Exports;

public static class CastExport
{
    public static async Task WriteAsync(ExportJob job)
    {
        if (await job.Boot.FindAsync(job.CancellationToken) is not { } boot)
        {
            return;
        }

        AsciiCast.WriteHeader(job.Output, boot, StatusWords.Title(boot));
        var cast = new AsciiCast();
        await foreach (var entry in job.EntriesAsync())
        {
            cast.Add(job.Output, entry);
            await job.FlushAsync();
        }

        cast.End(job.Output);
    }
}
