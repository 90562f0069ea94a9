using System.IO.Compression;
using System.Security.Cryptography;
using Guestfs.Imports.Logs;
using Guestfs.Imports.Records;
using Guestfs.Imports.Unpacking;

namespace Guestfs.Imports;

/// <summary>The files of one import and the boots found in them.</summary>
internal sealed class ImportedParts(string? file, string by, DateTimeOffset now, ReadingBudget budget)
{
    private readonly List<ImportReading> _readings = [];
    private readonly List<string> _format = [];
    private UnrecognisedException? _unrecognised;
    private long _logBytes;

    public void AddGzip(byte[] given)
    {
        _format.Add("gzip");
        using var stream = new CountedStream(new GZipStream(new MemoryStream(given, writable: false), CompressionMode.Decompress), budget);
        Add(stream, file is not null && file.EndsWith(".gz", StringComparison.OrdinalIgnoreCase) ? file[..^3] : file);
    }

    public void AddZip(byte[] given)
    {
        _format.Add("zip");
        ZipDirectory.Check(given);
        try
        {
            using var archive = new ZipArchive(new MemoryStream(given, writable: false), ZipArchiveMode.Read);
            var files = ZipEntries.Check(archive);
            if (files.FirstOrDefault(static entry => entry.FullName == BundleManifest.FileName) is { } entry && ReadManifest(entry) is { } manifest)
            {
                AddBundle(files, manifest);
            }
            else
            {
                foreach (var log in files)
                {
                    using var stream = ZipEntries.Open(log, budget);
                    Add(stream, log.FullName);
                    ZipEntries.CheckLength(log, stream);
                }
            }
        }
        catch (InvalidDataException damaged)
        {
            throw new ImportException($"The zip is damaged: {damaged.Message} Nothing was imported; pack it again.", damaged);
        }
    }

    /// <summary>Reads one file that is not packed any more: a journal or a log.</summary>
    public void Add(Stream content, string? name)
    {
        var head = new byte[FileKind.HeadLength * 8];
        var length = content.ReadAtLeast(head, head.Length, throwOnEndOfStream: false);
        if (FileKind.ArchiveOf(head.AsSpan(0, length)) is { } archive)
        {
            throw new ImportException($"There is a {archive} archive inside the archive, and archives are not unpacked twice; nothing was imported. Unpack it once and send what is inside.");
        }

        using var whole = new JoinedStream(head.AsMemory(0, length), content);
        if (FileKind.IsJournal(head.AsSpan(0, length)))
        {
            var boot = new JournalReader(name ?? "The journal", budget.CheckTime).Read(whole, "journal", name);
            _readings.Add(new ImportReading("journal", [], [], boot.Journal.Count, 0, [], [boot]));
            return;
        }

        AddLog(Bytes.ReadAll(whole, Math.Max(0, ImportLimits.MostLogBytes - _logBytes), name ?? "The log"), name);
    }

    /// <summary>Reads a log that is in memory as it was given.</summary>
    public void AddPlain(byte[] given, string? name)
    {
        if (FileKind.IsJournal(given.AsSpan(0, Math.Min(given.Length, FileKind.HeadLength * 8))))
        {
            Add(new MemoryStream(given, writable: false), name);
        }
        else if (given.Length > ImportLimits.MostLogBytes)
        {
            throw new ImportTooLargeException($"{name ?? "The log"} has more than {ImportLimits.MostLogBytes >> 20} MiB; nothing was imported. Send the part of the log that matters.");
        }
        else
        {
            AddLog(given, name);
        }
    }

    private void AddLog(byte[] text, string? name)
    {
        _logBytes += text.Length;
        try
        {
            _readings.Add(LogReader.Read(text, name, by, now, budget.CheckTime));
        }
        catch (UnrecognisedException unrecognised)
        {
            _unrecognised ??= unrecognised;
        }
    }

    /// <exception cref="UnrecognisedException">There was no boot in any file.</exception>
    public ImportReading ToReading() => _readings.Count == 0
        ? throw _unrecognised ?? new UnrecognisedException("There is no file in the archive; nothing was imported.", Wording.LookedFor, [], 0)
        : new ImportReading(
            _readings[0].Kind,
            _format,
            [.. _readings.SelectMany(static reading => reading.Wrappings).Distinct()],
            _readings.Sum(static reading => reading.Lines),
            _readings.Sum(static reading => reading.Unmatched),
            [.. _readings.SelectMany(static reading => reading.Examples).Take(5)],
            [.. _readings.SelectMany(static reading => reading.Boots)]);

    private BundleManifest? ReadManifest(ZipArchiveEntry entry)
    {
        using var stream = ZipEntries.Open(entry, budget);
        return BundleManifest.Read(Bytes.ReadAll(stream, BundleManifest.MostBytes, BundleManifest.FileName));
    }

    /// <summary>Everything but the journal is drawn from it, so only the journal is kept; the others are checked against the manifest.</summary>
    private void AddBundle(IReadOnlyList<ZipArchiveEntry> files, BundleManifest manifest)
    {
        foreach (var entry in files)
        {
            using var stream = ZipEntries.Open(entry, budget);
            using var sha256 = SHA256.Create();
            using var hashed = new CryptoStream(stream, sha256, CryptoStreamMode.Read);
            if (entry.FullName == BundleManifest.JournalName)
            {
                var boot = new JournalReader(BundleManifest.JournalName, budget.CheckTime).Read(hashed, "bundle", file);
                _readings.Add(new ImportReading("bundle", [], [], boot.Journal.Count, 0, [], [boot]));
            }

            var buffer = new byte[64 * 1024];
            while (hashed.Read(buffer) > 0)
            {
                // To the end, for the hash and the length.
            }

            ZipEntries.CheckLength(entry, stream);
            manifest.Check(entry.FullName, sha256.Hash!);
        }

        if (_readings.Count == 0)
        {
            throw new ImportException($"The bundle has no {BundleManifest.JournalName}; nothing was imported.");
        }
    }
}
