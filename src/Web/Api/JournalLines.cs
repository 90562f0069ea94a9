using Guestfs.Boots;
using Guestfs.Journal;

namespace Guestfs.Web.Api;

/// <summary>The journal of a boot as NDJSON, as far as it goes or until the boot is over.</summary>
public static class JournalLines
{
    public static async Task<IResult> AnswerAsync(IBootReader boot, HttpContext http, long from, bool follow, CancellationToken cancellationToken)
    {
        if (await boot.FindAsync(cancellationToken) is null)
        {
            return Problems.NoSuchBoot(boot.Id);
        }

        http.Response.ContentType = "application/x-ndjson";
        var output = http.Response.BodyWriter;
        await output.FlushAsync(cancellationToken);
        await using var entries = boot.ReadAsync(from, follow, cancellationToken).GetAsyncEnumerator(cancellationToken);
        while (true)
        {
            // What is at hand goes out in large pieces; before a wait everything goes out.
            var next = entries.MoveNextAsync();
            if ((!next.IsCompleted && output.UnflushedBytes > 0) || output.UnflushedBytes > 64 * 1024)
            {
                await output.FlushAsync(cancellationToken);
            }

            if (!await next)
            {
                return Results.Empty;
            }

            JournalJson.WriteLine(output, entries.Current);
        }
    }
}
