using Guestfs.Imports.Logs;

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
        using var copy = new MemoryStream();
        await input.CopyToAsync(copy, cancellationToken).ConfigureAwait(false);
        return LogReader.Read(copy.ToArray(), file, by, time.GetUtcNow(), static () => { });
    }
}
