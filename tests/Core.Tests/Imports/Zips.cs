using System.IO.Compression;
using System.Security.Cryptography;
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

    public static byte[] Bundle(byte[] journal, string? manifest = null) => Zip(
        ("manifest.json", manifest is null ? Manifest(("journal.jsonl", journal)) : Encoding.UTF8.GetBytes(manifest)),
        ("journal.jsonl", journal),
        ("console.txt", "only a copy"u8.ToArray()));

    /// <summary>The manifest of a bundle of these files.</summary>
    public static byte[] Manifest(params (string Name, byte[] Content)[] files) => Encoding.UTF8.GetBytes(
        $$"""{"format":"guestfs-bundle","version":1,"files":[{{string.Join(',', files.Select(static file => $$"""{"name":"{{file.Name}}","sha256":"{{Convert.ToHexStringLower(SHA256.HashData(file.Content))}}"}"""))}}]}""");

    /// <summary>
    /// A zip whose end says that it has one entry, and names it, while a zip64 record before the end has the directory of all.
    /// The number of its disk is what sends a reader there.
    /// </summary>
    public static byte[] WithZip64Record(byte[] zip, ushort disk)
    {
        var end = zip.AsSpan(^22..);
        var (count, size, place) = (BitConverter.ToUInt16(end[10..]), BitConverter.ToUInt32(end[12..]), BitConverter.ToUInt32(end[16..]));
        var first = zip.AsSpan((int)place, 46 + BitConverter.ToUInt16(zip, (int)place + 28));
        using var packed = new MemoryStream();
        using var writer = new BinaryWriter(packed);
        writer.Write(zip, 0, zip.Length - 22);
        var only = (uint)packed.Length;
        writer.Write(first);
        var record = packed.Length;
        writer.Write("PK\u0006\u0006"u8);
        writer.Write(44L);
        writer.Write((ushort)45);
        writer.Write((ushort)45);
        writer.Write(0L);
        writer.Write((ulong)count);
        writer.Write((ulong)count);
        writer.Write((ulong)size);
        writer.Write((ulong)place);
        writer.Write("PK\u0006\u0007"u8);
        writer.Write(0);
        writer.Write(record);
        writer.Write(1);
        writer.Write("PK\u0005\u0006"u8);
        writer.Write(disk);
        writer.Write(disk);
        writer.Write((ushort)1);
        writer.Write((ushort)1);
        writer.Write((uint)first.Length);
        writer.Write(only);
        writer.Write((ushort)0);
        return packed.ToArray();
    }

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
