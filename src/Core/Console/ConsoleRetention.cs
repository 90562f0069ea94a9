using Guestfs.Journal;

namespace Guestfs.Console;

/// <summary>
/// Keeps the account of what a boot printed, so that at most a fixed number of bytes is kept: the first part, where boots
/// fail, and the last. It only counts; its owner lets the lines go.
/// </summary>
public sealed class ConsoleRetention(long headBytes = 16 << 20, long tailBytes = 48 << 20, long stepBytes = 256 << 10)
{
    private readonly Queue<Segment> _tail = new();
    private Segment? _open;
    private long _headLeft = headBytes;
    private long _tailKept;
    private OutputDropped? _dropped;

    /// <summary>Counts a line that was kept.</summary>
    /// <param name="sequence">Its place in the journal, above those of all lines before.</param>
    /// <returns>
    /// Null, or what must go now: the output lines between the first and last sequence it names. It counts everything
    /// dropped since the boot began, so it takes the place of the one returned before.
    /// </returns>
    public OutputDropped? Add(long sequence, int bytes)
    {
        if (bytes <= _headLeft)
        {
            _headLeft -= bytes;
            return null;
        }

        _headLeft = 0;
        _open ??= new Segment(sequence);
        _open.Count(sequence, bytes);
        _tailKept += bytes;
        if (_open.Bytes >= stepBytes)
        {
            _tail.Enqueue(_open);
            _open = null;
        }

        return _tailKept > tailBytes ? Drop() : null;
    }

    private OutputDropped? Drop()
    {
        while (_tailKept > tailBytes && _tail.TryDequeue(out var oldest))
        {
            _tailKept -= oldest.Bytes;
            _dropped = new OutputDropped(
                (_dropped?.Lines ?? 0) + oldest.Lines,
                (_dropped?.Bytes ?? 0) + oldest.Bytes,
                _dropped?.FirstSequence ?? oldest.First,
                oldest.Last);
        }

        return _dropped;
    }

    /// <summary>Neighbouring lines that are dropped together, so that short lines cost no memory each.</summary>
    private sealed class Segment(long first)
    {
        public long First { get; } = first;

        public long Last { get; private set; } = first;

        public long Lines { get; private set; }

        public long Bytes { get; private set; }

        public void Count(long sequence, int bytes)
        {
            Last = sequence;
            Lines++;
            Bytes += bytes;
        }
    }
}
