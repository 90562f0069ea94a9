using System.Buffers;
using System.Globalization;
using System.Text;
using Guestfs.Boots;
using Guestfs.Journal;

namespace Guestfs.Web.Api;

/// <summary>The output of a boot as the bytes that were printed.</summary>
public static class ConsoleText
{
    public static async Task<IResult> AnswerAsync(IBootReader boot, HttpContext http, CancellationToken cancellationToken)
    {
        var wanted = new HashSet<OutputSource>();
        foreach (var name in http.Request.Query["source"])
        {
            if (!Enum.TryParse<OutputSource>(name, ignoreCase: true, out var source) || int.TryParse(name, out _))
            {
                return Problems.BadRequest([$"source is \"{name}\"; console, qemu, supermin or engine is needed."]);
            }

            wanted.Add(source);
        }

        if (!boot.ShowsConsole)
        {
            return Problems.NotShown("The console");
        }

        if (await boot.FindAsync(cancellationToken) is null)
        {
            return Problems.NoSuchBoot(boot.Id);
        }

        http.Response.ContentType = "text/plain; charset=utf-8";
        http.Response.Headers.ContentDisposition = $"inline; filename=\"guestfs-{FileName(boot.Id)}-console.txt\"";
        await WriteAsync(boot.ReadAsync(0, follow: false, cancellationToken), wanted.Count == 0 ? [OutputSource.Console] : wanted, http, cancellationToken);
        return Results.Empty;
    }

    private static async Task WriteAsync(IAsyncEnumerable<JournalEntry> entries, HashSet<OutputSource> wanted, HttpContext http, CancellationToken cancellationToken)
    {
        var output = http.Response.BodyWriter;
        await foreach (var entry in entries.WithCancellation(cancellationToken))
        {
            if (entry.Event is OutputLine line && wanted.Contains(line.Source))
            {
                output.Write(line.Raw.Span);
            }
            else if (entry.Event is OutputDropped dropped)
            {
                // Silence here would pass off a shortened console as the whole one.
                output.Write(Encoding.UTF8.GetBytes(string.Create(
                    CultureInfo.InvariantCulture,
                    $"\n[Guestfs kept the beginning and the end; {dropped.Lines} lines with {dropped.Bytes} bytes that stood here were not kept]\n")));
            }

            if (output.UnflushedBytes > 64 * 1024)
            {
                await output.FlushAsync(cancellationToken);
            }
        }

        await output.FlushAsync(cancellationToken);
    }

    // The id found a boot, so it has no quote or line end; still only letters and digits go into a header.
    private static string FileName(string id) => string.Concat(id.Where(char.IsAsciiLetterOrDigit));
}
