using System.Security.Cryptography;
using Guestfs.Imports.Unpacking;
using Guestfs.Spooling;

namespace Guestfs.Imports;

/// <summary>Reads whatever was given into boots, or says why it cannot.</summary>
public static class ImportReader
{
    private const int BlockLength = 64 * 1024;

    /// <param name="input">Read to its end, or to the first limit it breaks.</param>
    /// <param name="file">What it is called, if it has a name.</param>
    /// <exception cref="ImportException">It was refused; the message has the reason.</exception>
    public static async Task<ImportReading> ReadAsync(Stream input, string? file, ImportSettings settings, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(input);
        ArgumentNullException.ThrowIfNull(settings);
        using var given = new Spool(settings.Directory);
        var sha256 = await TakeInAsync(input, given, cancellationToken).ConfigureAwait(false);

        // A slow sender keeps nobody waiting: a turn begins when everything has come.
        var turn = settings.Turns is { } turns ? await turns.TakeAsync(cancellationToken).ConfigureAwait(false) : null;
        try
        {
            // From here on one thread does it all, and its processor time counts.
            return Read(given, file, settings) with { Sha256 = sha256, Turn = turn };
        }
        catch
        {
            turn?.Dispose();
            throw;
        }
    }

    private static ImportReading Read(Spool given, string? file, ImportSettings settings)
    {
        var journals = new Spool(settings.Directory);
        try
        {
            var parts = new ImportedParts(file, journals, settings);
            using var content = new SpoolStream(given);
            var head = new byte[FileKind.HeadLength];
            var length = given.Read(0, head);
            switch (FileKind.ArchiveOf(head.AsSpan(0, length)))
            {
                case null:
                    parts.Add(content, file);
                    break;
                case "gzip":
                    parts.AddGzip(content);
                    break;
                case "zip":
                    parts.AddZip(content);
                    break;
                case var other:
                    throw new ImportException($"This is a {other} archive, which is not read here; nothing was imported. Unpack it and send the log, or pack it as gzip or zip.");
            }

            return parts.ToReading() with { Journals = journals };
        }
        catch
        {
            journals.Dispose();
            throw;
        }
    }

    /// <returns>The SHA-256 of what came.</returns>
    private static async Task<string> TakeInAsync(Stream input, Spool given, CancellationToken cancellationToken)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var block = new byte[BlockLength];
        while (await input.ReadAsync(block, cancellationToken).ConfigureAwait(false) is > 0 and var read)
        {
            given.Write(block.AsSpan(0, read));
            hash.AppendData(block, 0, read);
            if (given.Length > ImportLimits.MostGiven)
            {
                throw new ImportTooLargeException($"What was given has more than {ImportLimits.MostGiven >> 20} MiB; nothing was imported. Pack it with gzip, or send the part of the log that matters.");
            }
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
