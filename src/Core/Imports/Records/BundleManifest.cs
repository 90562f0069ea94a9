using System.Text.Json;
using Guestfs.Pins;

namespace Guestfs.Imports.Records;

/// <summary>The <c>manifest.json</c> of a bundle: <c>{"format":"guestfs-bundle","version":1,"files":[{"name":…,"sha256":…}]}</c>.</summary>
internal sealed class BundleManifest
{
    public const string FileName = "manifest.json";
    public const string JournalName = "journal.jsonl";
    public const int MostBytes = 1 << 20;
    private const string Format = "guestfs-bundle";
    private const int Version = 1;

    private readonly Dictionary<string, string> _hashes = new(StringComparer.Ordinal);

    private BundleManifest()
    {
    }

    /// <returns>Null when this is the manifest of something else.</returns>
    /// <exception cref="ImportException">It is of a bundle that this version cannot read.</exception>
    public static BundleManifest? Read(ReadOnlyMemory<byte> json)
    {
        try
        {
            using var document = JsonDocument.Parse(json, new JsonDocumentOptions { MaxDepth = 8, AllowDuplicateProperties = false });
            var root = document.RootElement;
            if (root.ValueKind != JsonValueKind.Object || !root.TryGetProperty("format", out var format) || format.ValueKind != JsonValueKind.String || !format.ValueEquals(Format))
            {
                return null;
            }

            if (!root.TryGetProperty("version", out var version) || version.ValueKind != JsonValueKind.Number || !version.TryGetInt32(out var number) || number != Version)
            {
                throw new ImportException($"The bundle's version is {(version.ValueKind == JsonValueKind.Undefined ? "missing" : version.GetRawText())} and this Guestfs reads version {Version}; nothing was imported.");
            }

            var manifest = new BundleManifest();
            manifest.AddHashes(root);
            return manifest;
        }
        catch (JsonException broken)
        {
            throw new ImportException($"The bundle's {FileName} cannot be read: {broken.Message} Nothing was imported.", broken);
        }
    }

    /// <exception cref="ImportException">The file is not the one that was packed, or it would be taken in and is not listed.</exception>
    public void Check(string file, byte[] sha256)
    {
        if (!_hashes.TryGetValue(file, out var expected))
        {
            if (file is JournalName or PinsFile.Name)
            {
                throw new ImportException($"\"{file}\" is not listed in the bundle's {FileName}, so it may not be what was packed. Nothing was imported; send the bundle as it was exported.");
            }
        }
        else if (!string.Equals(expected, Convert.ToHexString(sha256), StringComparison.OrdinalIgnoreCase))
        {
            throw new ImportException($"\"{file}\" is not as it was when the bundle was made: its SHA-256 is another. Nothing was imported.");
        }
    }

    private void AddHashes(JsonElement root)
    {
        if (root.TryGetProperty("files", out var files) && files.ValueKind == JsonValueKind.Array)
        {
            foreach (var file in files.EnumerateArray())
            {
                if (file.ValueKind == JsonValueKind.Object
                    && file.TryGetProperty("name", out var name) && name.ValueKind == JsonValueKind.String
                    && file.TryGetProperty("sha256", out var hash) && hash.ValueKind == JsonValueKind.String)
                {
                    _hashes[name.GetString()!] = hash.GetString()!;
                }
            }
        }
    }
}
