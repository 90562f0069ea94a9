using System.IO.Compression;
using System.Text;

namespace Guestfs.Core.Tests.Imports;

/// <summary>Archives, honest and not.</summary>
internal static class Zips
{
    public static byte[] Gzip(byte[] content)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true))
        {
            gzip.Write(content);
        }

        return packed.ToArray();
    }

    public static byte[] GzipOfZeros(long bytes)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true))
        {
            var zeros = new byte[1 << 20];
            for (long written = 0; written < bytes; written += zeros.Length)
            {
                gzip.Write(zeros);
            }
        }

        return packed.ToArray();
    }

    public static byte[] Zip(params (string Name, byte[] Content)[] files) => Zip(0, files);

    public static byte[] Zip(int unixMode, params (string Name, byte[] Content)[] files)
    {
        using var packed = new MemoryStream();
        using (var zip = new ZipArchive(packed, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, content) in files)
            {
                var entry = zip.CreateEntry(name, CompressionLevel.Fastest);
                entry.ExternalAttributes = unixMode << 16;
                using var stream = entry.Open();
                stream.Write(content);
            }
        }

        return packed.ToArray();
    }

    public static byte[] Bundle(byte[] journal, string manifest = """{"format":"guestfs-bundle","version":1}""") =>
        Zip(("manifest.json", Encoding.UTF8.GetBytes(manifest)), ("journal.jsonl", journal), ("console.txt", "only a copy"u8.ToArray()));

    /// <summary>Changes the uncompressed size that a zip's one entry claims, in both of its headers.</summary>
    public static byte[] Lying(byte[] zip, uint size)
    {
        var lying = zip.ToArray();
        foreach (var (magic, place) in new[] { ("PK\u0003\u0004", 22), ("PK\u0001\u0002", 24) })
        {
            var at = lying.AsSpan().IndexOf(Encoding.ASCII.GetBytes(magic));
            BitConverter.TryWriteBytes(lying.AsSpan(at + place), size);
        }

        return lying;
    }
}
