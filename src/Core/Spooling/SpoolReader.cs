namespace Guestfs.Spooling;

/// <summary>Reads a spool onward in blocks. What it gives out stays as it is for as long as it is held.</summary>
internal sealed class SpoolReader(Spool spool, long place)
{
    /// <summary>Below what the runtime would put among its large objects, which it rarely clears away.</summary>
    private const int BlockLength = 80_000;

    private byte[] _block = [];
    private int _start;
    private int _end;

    /// <summary>Where the next byte lies.</summary>
    public long Place { get; private set; } = place;

    /// <returns>False when there are not so many bytes.</returns>
    public bool TryTake(int count, out ReadOnlyMemory<byte> bytes)
    {
        if (_end - _start < count)
        {
            Fill(count);
        }

        var whole = _end - _start >= count;
        bytes = whole ? _block.AsMemory(_start, count) : default;
        _start += bytes.Length;
        Place += bytes.Length;
        return whole;
    }

    private void Fill(int least)
    {
        var rest = _block.AsSpan(_start, _end - _start);
        var block = new byte[Math.Max(BlockLength, least)];
        rest.CopyTo(block);
        _end = rest.Length + spool.Read(Place + rest.Length, block.AsSpan(rest.Length));
        (_block, _start) = (block, 0);
    }
}
