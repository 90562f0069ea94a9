using System.IO.Compression;
using System.Security.Cryptography;
using Guestfs.Imports.Logs;
using Guestfs.Imports.Records;
using Guestfs.Imports.Unpacking;
using Guestfs.Pins;
using Guestfs.Spooling;

namespace Guestfs.Imports;

/// <summary>The files of one import and the boots found in them.</summary>
internal sealed class ImportedParts(string? file, Spool journals, ImportSettings settings)
{
    private readonly List<ImportReading> _readings = [];
    private readonly List<string> _format = [];
    private readonly ReadingBudget _budget = new(settings.Spent);
    private UnrecognisedException? _unrecognised;

    public void AddGzip(Stream given)
    {
        _format.Add("gzip");
        using var stream = new CountedStream(new GZipStream(given, CompressionMode.Decompress), _budget, given);
        Add(stream, file is not null && file.EndsWith(".gz", StringComparison.OrdinalIgnoreCase) ? file[..^3] : file);
        if (stream.IsCutOff)
        {
            _format[0] = "gzip (its end is cut off or damaged, so what followed is missing)";
            _unrecognised = _unrecognised is { } nothing ? new UnrecognisedException($"{nothing.Message} The gzip's end is cut off or damaged, so there may have been more.", nothing.LookedFor, nothing.FirstLines, nothing.Lines) : null;
        }
    }

    public void AddZip(Stream given)
    {
        _format.Add("zip");
        ZipDirectory.Check(given);
        try
        {
            using var archive = new ZipArchive(given, ZipArchiveMode.Read, leaveOpen: true);
            var files = ZipEntries.Check(archive);
            if (files.FirstOrDefault(static entry => entry.FullName == BundleManifest.FileName) is { } entry && ReadManifest(entry) is { } manifest)
            {
                AddBundle(files, manifest);
            }
            else
            {
                foreach (var log in files)
                {
                    using var stream = ZipEntries.Open(log, _budget);
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
        if (NoLog(head.AsSpan(0, length), name) is { } reason)
        {
            _unrecognised ??= new UnrecognisedException(reason, [], [], 0);
        }
        else if (FileKind.IsJournal(head.AsSpan(0, length)))
        {
            AddJournal(new JournalReader(name ?? "The journal", journals, _budget).Read(whole, "journal", name));
        }
        else
        {
            AddLog(whole, name);
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

    /// <summary>Why there is no need to look for a boot, or null.</summary>
    private static string? NoLog(ReadOnlySpan<byte> head, string? name) =>
        head.IsEmpty
            ? $"{name ?? "What was given"} is empty; nothing was imported. Send the log with what the programs printed, errors included (2>&1)."
            : FileKind.IsBootPage(head)
                ? $"{name ?? "This"} is a page that Guestfs wrote to be looked at, and holds no journal; nothing was imported. Of a boot's files journal.jsonl and bundle.zip can be read back without loss: take one of these from the boot's Download menu."
                : null;

    private void AddJournal(ImportedBoot boot) =>
        _readings.Add(new ImportReading(boot.Kind, [], [], boot.Folded.Entries, 0, [], [boot]));

    private void AddLog(Stream text, string? name)
    {
        try
        {
            _readings.Add(new LogReader(journals, settings, _budget).Read(text, name, ImportLimits.MostBoots - _readings.Sum(static reading => reading.Boots.Count)));
        }
        catch (UnrecognisedException unrecognised)
        {
            _unrecognised ??= unrecognised;
        }
    }

    private BundleManifest? ReadManifest(ZipArchiveEntry entry)
    {
        using var stream = ZipEntries.Open(entry, _budget);
        return BundleManifest.Read(ReadSmall(stream, BundleManifest.FileName));
    }

    private static ReadOnlyMemory<byte> ReadSmall(Stream stream, string name)
    {
        var json = new byte[BundleManifest.MostBytes + 1];
        var length = stream.ReadAtLeast(json, json.Length, throwOnEndOfStream: false);
        return length == json.Length
            ? throw new ImportTooLargeException($"{name} has more than {BundleManifest.MostBytes >> 20} MiB; nothing was imported.")
            : json.AsMemory(0, length);
    }

    /// <summary>Everything else is drawn from the journal, so only that and the pins are kept; the others are checked against the manifest.</summary>
    private void AddBundle(IReadOnlyList<ZipArchiveEntry> files, BundleManifest manifest)
    {
        ReadOnlyMemory<byte>? pins = null;
        ImportedBoot? boot = null;
        foreach (var entry in files)
        {
            using var stream = ZipEntries.Open(entry, _budget);
            using var sha256 = SHA256.Create();
            using var hashed = new CryptoStream(stream, sha256, CryptoStreamMode.Read);
            if (entry.FullName == BundleManifest.JournalName)
            {
                boot = new JournalReader(BundleManifest.JournalName, journals, _budget).Read(hashed, "bundle", file);
            }
            else if (entry.FullName == PinsFile.Name)
            {
                pins = ReadSmall(hashed, PinsFile.Name);
            }

            var buffer = new byte[64 * 1024];
            while (hashed.Read(buffer) > 0)
            {
                // To the end, for the hash and the length.
            }

            ZipEntries.CheckLength(entry, stream);
            manifest.Check(entry.FullName, sha256.Hash!);
        }

        if (boot is null)
        {
            throw new ImportException($"The bundle has no {BundleManifest.JournalName}; nothing was imported.");
        }

        AddJournal(pins is { } json ? boot with { Pins = PinsReader.Read(json.Span, boot.Journal) } : boot);
    }
}
