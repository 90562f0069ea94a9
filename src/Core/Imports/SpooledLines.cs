using System.Buffers.Binary;
using Guestfs.Imports.Logs;
using Guestfs.Spooling;

namespace Guestfs.Imports;

/// <summary>The unwrapped lines of a log, outside of memory.</summary>
internal sealed class SpooledLines(Spool spool)
{
    private const int HeaderLength = 17;

    public int Count { get; private set; }

    public void Add(LogLine line)
    {
        Span<byte> header = stackalloc byte[HeaderLength];
        BinaryPrimitives.WriteInt32LittleEndian(header, line.Number);
        BinaryPrimitives.WriteInt32LittleEndian(header[4..], line.Raw.Length);
        BinaryPrimitives.WriteInt64LittleEndian(header[8..], line.At ?? 0);
        header[16] = (byte)((line.At is null ? 0 : 1) | (line.Continues ? 2 : 0));
        spool.Write(header);
        spool.Write(line.Raw.Span);
        Count++;
    }

    /// <param name="place">As an earlier reading gave it for a line; 0 for the first.</param>
    public IEnumerable<(LogLine Line, long Place)> Read(long place)
    {
        var reader = new SpoolReader(spool, place);
        while (true)
        {
            var at = reader.Place;
            if (!reader.TryTake(HeaderLength, out var header) || !reader.TryTake(BinaryPrimitives.ReadInt32LittleEndian(header.Span[4..]), out var raw))
            {
                yield break;
            }

            var flags = header.Span[16];
            yield return (new LogLine(
                BinaryPrimitives.ReadInt32LittleEndian(header.Span),
                raw,
                PlainText.Of(raw.Span),
                (flags & 1) != 0 ? BinaryPrimitives.ReadInt64LittleEndian(header.Span[8..]) : null,
                (flags & 2) != 0), at);
        }
    }
}
