namespace Guestfs.Console;

/// <summary>
/// Cuts a stream of bytes into lines, each stamped with the time of its first byte. The lines do not depend on how
/// the stream was cut into reads. One instance per stream; not for several threads.
/// </summary>
/// <remarks>
/// A terminal reset (ESC c) ends a line as a line feed does: SeaBIOS sends it when the kernel's set-up code sets the
/// screen's mode, and often has not ended its last line by then.
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
    private bool _open;

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
            HandOut(bytes[..cut].ToArray(), offset, EndsLine(bytes[..cut]), lines);
            bytes = bytes[cut..];
        }

        if (!bytes.IsEmpty)
        {
            _pendingOffset = offset;
            Keep(bytes, offset);
        }
    }

    /// <summary>Hands out the bytes whose line end has not come: to show a prompt that waits, and at the end of the stream.</summary>
    public void FlushPartial(ICollection<ConsoleLine> lines)
    {
        if (_pendingLength > 0)
        {
            HandOutPending(_pendingLength, ends: false, lines);
        }
    }

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

    /// <summary>Whether a piece that was cut off is the end of its line. One that no line feed ends was cut before a reset, or is as long as pieces get.</summary>
    private static bool EndsLine(ReadOnlySpan<byte> piece) => piece.Length < MaxPiece || piece[^1] == '\n';

    /// <summary>Cuts a block that ends with a line feed; the lines share it.</summary>
    private int Slice(ReadOnlyMemory<byte> block, long offset, ICollection<ConsoleLine> lines)
    {
        for (var rest = block; !rest.IsEmpty;)
        {
            var cut = NextCut(rest.Span, 1);
            HandOut(rest[..cut], offset, EndsLine(rest.Span[..cut]), lines);
            rest = rest[cut..];
        }

        return block.Length;
    }

    /// <summary>Feeds the unfinished line; returns how many bytes it took.</summary>
    private int ContinuePending(ReadOnlySpan<byte> bytes, long offset, ICollection<ConsoleLine> lines)
    {
        if (_pendingLength > 1 && _pending[_pendingLength - 1] == Escape && bytes[0] == Reset[1])
        {
            HandOutPending(_pendingLength - 1, ends: true, lines);
            _pendingOffset = _escapeOffset;
            Keep([Escape], offset);
        }

        var cut = NextCut(bytes, 0, MaxPiece - _pendingLength);
        var take = cut < 0 ? bytes.Length : cut;
        Keep(bytes[..take], offset);
        if (cut >= 0)
        {
            HandOutPending(_pendingLength, EndsLine(_pending.AsSpan(0, _pendingLength)), lines);
        }

        return take;
    }

    private void HandOutPending(int length, bool ends, ICollection<ConsoleLine> lines)
    {
        HandOut(_pending.AsSpan(0, length).ToArray(), _pendingOffset, ends, lines);
        _pendingLength = 0;
    }

    private void HandOut(ReadOnlyMemory<byte> piece, long offset, bool ends, ICollection<ConsoleLine> lines)
    {
        if (_open && piece.Span.StartsWith(Reset))
        {
            lines.Add(new ConsoleLine(ReadOnlyMemory<byte>.Empty, offset, Terminated: true));
        }

        lines.Add(new ConsoleLine(piece, offset, ends));
        _open = !ends;
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
