namespace Guestfs.Imports.Unpacking;

/// <summary>Gathers a stream in small blocks and joins them once: a buffer that doubles would leave as much again behind.</summary>
internal sealed class Bytes(long most, string what)
{
    private const int Block = 64 * 1024;

    private readonly List<byte[]> _blocks = [];
    private int _used = Block;
    private long _length;

    /// <summary>All bytes of a stream, up to a limit.</summary>
    /// <exception cref="ImportTooLargeException">There are more.</exception>
    public static byte[] ReadAll(Stream input, long most, string what)
    {
        var bytes = new Bytes(most, what);
        while (input.Read(bytes.Room().Span) is > 0 and var read)
        {
            bytes.Took(read);
        }

        return bytes.Join();
    }

    /// <inheritdoc cref="ReadAll"/>
    public static async Task<byte[]> ReadAllAsync(Stream input, long most, string what, CancellationToken cancellationToken)
    {
        var bytes = new Bytes(most, what);
        while (await input.ReadAsync(bytes.Room(), cancellationToken).ConfigureAwait(false) is > 0 and var read)
        {
            bytes.Took(read);
        }

        return bytes.Join();
    }

    private Memory<byte> Room()
    {
        if (_used == Block)
        {
            _blocks.Add(new byte[Block]);
            _used = 0;
        }

        return _blocks[^1].AsMemory(_used);
    }

    private void Took(int read)
    {
        _used += read;
        _length += read;
        if (_length > most)
        {
            throw new ImportTooLargeException($"{what} has more than {most >> 20} MiB; nothing was imported. Send the part of the log that matters.");
        }
    }

    private byte[] Join()
    {
        var all = new byte[_length];
        var rest = all.AsSpan();
        for (var i = 0; i < _blocks.Count && !rest.IsEmpty; i++)
        {
            var part = _blocks[i].AsSpan(0, Math.Min(Block, rest.Length));
            part.CopyTo(rest);
            rest = rest[part.Length..];
            _blocks[i] = [];
        }

        return all;
    }
}
