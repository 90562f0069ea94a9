using System.Buffers;
using System.IO.Compression;
using Guestfs.Journal;

namespace Guestfs.Storage;

/// <summary>Entries as compressed lines of JSON, and back.</summary>
internal static class SegmentCodec
{
    /// <summary>A segment is closed once it is this long, so that readers hold little at a time whatever one append brought.</summary>
    private const int SegmentBytes = 1 << 20;

    // Fastest: journals are written during boots, whose processor time we must not take.
    private const int Quality = 1;
    private const int Window = 20;

    /// <summary>The segments of consecutive entries.</summary>
    public static IEnumerable<SegmentRow> Encode(string bootId, IEnumerable<JournalEntry> entries)
    {
        var lines = new ArrayBufferWriter<byte>();
        var (first, last) = (-1L, -1L);
        foreach (var entry in entries)
        {
            JournalJson.WriteLine(lines, entry);
            var range = SequenceRange.Of(entry);
            (first, last) = (first < 0 ? range.First : first, range.Last);
            if (lines.WrittenCount >= SegmentBytes)
            {
                yield return Close();
            }
        }

        if (first >= 0)
        {
            yield return Close();
        }

        SegmentRow Close()
        {
            var segment = new SegmentRow
            {
                BootId = bootId,
                FirstSequence = first,
                LastSequence = last,
                Size = lines.WrittenCount,
                Payload = Compress(lines.WrittenSpan),
            };
            lines.ResetWrittenCount();
            first = -1;
            return segment;
        }
    }

    /// <exception cref="GuestfsException">The segment is damaged, or a newer version wrote it.</exception>
    public static List<JournalEntry> Decode(SegmentRow segment)
    {
        try
        {
            return [.. JournalJson.ReadLines(Decompress(segment))];
        }
        catch (JournalFormatException exception)
        {
            throw new GuestfsException(
                $"The journal of boot {segment.BootId} cannot be read between entries {segment.FirstSequence} and {segment.LastSequence}: {exception.Message} Other boots are not affected.",
                exception);
        }
    }

    private static byte[] Decompress(SegmentRow segment)
    {
        var lines = new byte[segment.Size];
        return BrotliDecoder.TryDecompress(segment.Payload, lines, out var written) && written == lines.Length
            ? lines
            : throw new JournalFormatException("The stored bytes are damaged; restore the database from a backup to read them.");
    }

    private static byte[] Compress(ReadOnlySpan<byte> lines)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(BrotliEncoder.GetMaxCompressedLength(lines.Length));
        try
        {
            return BrotliEncoder.TryCompress(lines, buffer, out var written, Quality, Window)
                ? buffer.AsSpan(0, written).ToArray()
                : throw new InvalidOperationException("A buffer of the greatest compressed length was too small.");
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }
}
