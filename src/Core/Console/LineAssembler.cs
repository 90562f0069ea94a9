namespace Guestfs.Console;

/// <summary>
/// Cuts a stream of bytes into lines, each stamped with the time of its first byte. The lines do not depend on how
/// the stream was cut into reads. One instance per stream; not for several threads.
/// </summary>
public sealed class LineAssembler
{
    /// <summary>A line longer than this is handed out in pieces of exactly this size.</summary>
    public const int MaxPiece = 64 * 1024;

    private byte[] _pending = [];
    private int _pendingLength;
    private long _pendingOffset;

    /// <summary>Adds what one read returned, and appends every line that it completed to <paramref name="lines"/>.</summary>
    /// <param name="offset">When the bytes were read.</param>
    public void Add(ReadOnlySpan<byte> bytes, long offset, ICollection<ConsoleLine> lines)
    {
        if (_pendingLength > 0)
        {
            bytes = ContinuePending(bytes, offset, lines);
        }

        var complete = CompleteLength(bytes);
        if (complete > 0)
        {
            Slice(bytes[..complete].ToArray(), offset, lines);
        }

        if (complete < bytes.Length)
        {
            _pendingOffset = offset;
            Keep(bytes[complete..]);
        }
    }

    /// <summary>
    /// Hands out the bytes whose line end has not come, or null when there are none: to show a prompt that waits, and at the end of the stream.
    /// </summary>
    public ConsoleLine? FlushPartial()
    {
        if (_pendingLength == 0)
        {
            return null;
        }

        var line = new ConsoleLine(_pending.AsSpan(0, _pendingLength).ToArray(), _pendingOffset, Terminated: false);
        _pendingLength = 0;
        return line;
    }

    /// <summary>Feeds the unfinished line; returns what follows it.</summary>
    private ReadOnlySpan<byte> ContinuePending(ReadOnlySpan<byte> bytes, long offset, ICollection<ConsoleLine> lines)
    {
        while (!bytes.IsEmpty && _pendingLength > 0)
        {
            var end = bytes.IndexOf((byte)'\n');
            var take = Math.Min(end < 0 ? bytes.Length : end + 1, MaxPiece - _pendingLength);
            Keep(bytes[..take]);
            bytes = bytes[take..];
            var terminated = _pending[_pendingLength - 1] == '\n';
            if (terminated || _pendingLength == MaxPiece)
            {
                lines.Add(new ConsoleLine(_pending.AsSpan(0, _pendingLength).ToArray(), _pendingOffset, terminated));
                _pendingLength = 0;
            }
        }

        return bytes;
    }

    /// <summary>How many of the bytes form whole lines and whole pieces.</summary>
    private static int CompleteLength(ReadOnlySpan<byte> bytes)
    {
        var lines = bytes.LastIndexOf((byte)'\n') + 1;
        return lines + ((bytes.Length - lines) / MaxPiece * MaxPiece);
    }

    private static void Slice(ReadOnlyMemory<byte> block, long offset, ICollection<ConsoleLine> lines)
    {
        while (!block.IsEmpty)
        {
            var end = block.Span.IndexOf((byte)'\n');
            var length = Math.Min(end < 0 ? block.Length : end + 1, MaxPiece);
            lines.Add(new ConsoleLine(block[..length], offset, block.Span[length - 1] == '\n'));
            block = block[length..];
        }
    }

    private void Keep(ReadOnlySpan<byte> bytes)
    {
        var needed = _pendingLength + bytes.Length;
        if (_pending.Length < needed)
        {
            Array.Resize(ref _pending, Math.Max(needed, Math.Min(MaxPiece, Math.Max(256, _pending.Length * 2))));
        }

        bytes.CopyTo(_pending.AsSpan(_pendingLength));
        _pendingLength = needed;
    }
}
