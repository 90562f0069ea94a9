using System.Text.RegularExpressions;
using Guestfs.Imports.Unpacking;

namespace Guestfs.Imports;

/// <summary>Reads whatever was given into boots, or says why it cannot.</summary>
public static class ImportReader
{
    /// <param name="input">Read to its end, or to the first limit it breaks.</param>
    /// <param name="file">What it is called, if it has a name.</param>
    /// <param name="by">Who imports it.</param>
    /// <exception cref="ImportException">It was refused; the message has the reason.</exception>
    public static async Task<ImportReading> ReadAsync(Stream input, string? file, string by, TimeProvider time, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(input);
        ArgumentNullException.ThrowIfNull(time);
        var given = await Bytes.ReadAllAsync(input, ImportLimits.MostGiven, "What was given", cancellationToken).ConfigureAwait(false);

        // A slow connection is not held against the sender: the time counts from here.
        var budget = new ReadingBudget(time);
        var parts = new ImportedParts(file, by, time.GetUtcNow(), budget);
        try
        {
            switch (FileKind.ArchiveOf(given.AsSpan(0, Math.Min(given.Length, FileKind.HeadLength))))
            {
                case null:
                    parts.AddPlain(given, file);
                    break;
                case "gzip":
                    parts.AddGzip(given);
                    break;
                case "zip":
                    parts.AddZip(given);
                    break;
                case var other:
                    throw new ImportException($"This is a {other} archive, which is not read here; nothing was imported. Unpack it and send the log, or pack it as gzip or zip.");
            }

            return parts.ToReading();
        }
        catch (RegexMatchTimeoutException slow)
        {
            throw ReadingBudget.TookTooLong(slow);
        }
    }
}
