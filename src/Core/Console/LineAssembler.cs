namespace Guestfs.Console;

/// <summary>
/// Cuts a stream of bytes into lines, each stamped with the time of its first byte. The lines do not depend on how
/// the stream was cut into reads. One instance per stream; not for several threads.
/// </summary>
/// <remarks>
/// A terminal reset (ESC c) begins a piece of its own: the kernel's set-up code sends it, and SeaBIOS often has not
/// ended its last line by then.
/// </remarks>
public sealed class LineAssembler
{
    /// <summary>A line longer than this is handed out in pieces of exactly this size.</summary>
    public const int MaxPiece = 64 * 1024;

    private const byte Escape = 0x1b;

    private byte[] _pending = [];
    private int _pendingLength;
    private long _pendingOffset;
    private long _escapeOffset;

    private static ReadOnlySpan<byte> Reset => "\ec"u8;

    /// <summary>Adds what one read returned, and appends every line that it completed to <paramref name="lines"/>.</summary>
    /// <param name="offset">When the bytes were read.</param>
    public void Add(ReadOnlySpan<byte> bytes, long offset, ICollection<ConsoleLine> lines)
    {
        while (_pendingLength > 0 && !bytes.IsEmpty)
        {
            bytes = bytes[ContinuePending(bytes, offset, lines)..];
        }

        var whole = bytes.LastIndexOf((byte)'\n') + 1;
        if (whole > 0)
        {
            bytes = bytes[Slice(bytes[..whole].ToArray(), offset, lines)..];
        }

        for (var cut = NextCut(bytes, 1); cut > 0; cut = NextCut(bytes, 1))
        {
            lines.Add(new ConsoleLine(bytes[..cut].ToArray(), offset, Terminated: false));
            bytes = bytes[cut..];
        }

        if (!bytes.IsEmpty)
        {
            _pendingOffset = offset;
            Keep(bytes, offset);
        }
    }

    /// <summary>
    /// Hands out the bytes whose line end has not come, or null when there are none: to show a prompt that waits, and at the end of the stream.
    /// </summary>
    public ConsoleLine? FlushPartial() => _pendingLength == 0 ? null : TakePending(_pendingLength);

    /// <summary>Where the first piece of the bytes ends, or -1 when its end is not among them.</summary>
    /// <param name="from">Where a reset may stand; one at the very start of a piece does not cut it.</param>
    private static int NextCut(ReadOnlySpan<byte> bytes, int from, int room = MaxPiece)
    {
        var reach = bytes[..Math.Min(bytes.Length, room)];
        var end = reach.IndexOf((byte)'\n');
        var line = end < 0 ? reach : reach[..end];
        var reset = line.Length > from ? line[from..].IndexOf(Reset) : -1;
        return reset >= 0 ? from + reset
            : end >= 0 ? end + 1
            : bytes.Length >= room ? room
            : -1;
    }

    /// <summary>Cuts a block that ends with a line feed; the lines share it.</summary>
    private static int Slice(ReadOnlyMemory<byte> block, long offset, ICollection<ConsoleLine> lines)
    {
        for (var rest = block; !rest.IsEmpty;)
        {
            var cut = NextCut(rest.Span, 1);
            lines.Add(new ConsoleLine(rest[..cut], offset, rest.Span[cut - 1] == '\n'));
            rest = rest[cut..];
        }

        return block.Length;
    }

    /// <summary>Feeds the unfinished line; returns how many bytes it took.</summary>
    private int ContinuePending(ReadOnlySpan<byte> bytes, long offset, ICollection<ConsoleLine> lines)
    {
        if (_pendingLength > 1 && _pending[_pendingLength - 1] == Escape && bytes[0] == Reset[1])
        {
            lines.Add(TakePending(_pendingLength - 1));
            _pendingOffset = _escapeOffset;
            Keep([Escape], offset);
        }

        var cut = NextCut(bytes, 0, MaxPiece - _pendingLength);
        var take = cut < 0 ? bytes.Length : cut;
        Keep(bytes[..take], offset);
        if (cut >= 0)
        {
            lines.Add(TakePending(_pendingLength));
        }

        return take;
    }

    private ConsoleLine TakePending(int length)
    {
        var line = new ConsoleLine(_pending.AsSpan(0, length).ToArray(), _pendingOffset, _pending[length - 1] == '\n');
        _pendingLength = 0;
        return line;
    }

    private void Keep(ReadOnlySpan<byte> bytes, long offset)
    {
        var needed = _pendingLength + bytes.Length;
        if (_pending.Length < needed)
        {
            Array.Resize(ref _pending, Math.Max(needed, Math.Min(MaxPiece, Math.Max(256, _pending.Length * 2))));
        }

        bytes.CopyTo(_pending.AsSpan(_pendingLength));
        _pendingLength = needed;
        _escapeOffset = offset;
    }
}
