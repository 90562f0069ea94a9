namespace Guestfs.Imports.Unpacking;

/// <summary>Cuts a text into its lines.</summary>
internal static class TextPieces
{
    /// <summary>A line that is longer comes in pieces of this length, as consoles of boots that run here do.</summary>
    public const int MostBytes = Guestfs.Console.LineAssembler.MaxPiece;

    /// <summary>Below what the runtime would put among its large objects.</summary>
    private const int BlockLength = 80_000;

    /// <summary>The lines with their ends. Carriage returns before a line feed stay: consoles print them.</summary>
    /// <param name="work">Told of every byte read.</param>
    public static IEnumerable<ReadOnlyMemory<byte>> Of(Stream text, Action<int> work)
    {
        var (block, start, end) = (new byte[BlockLength], 0, 0);
        while (true)
        {
            var line = block.AsSpan(start, Math.Min(end - start, MostBytes)).IndexOf((byte)'\n') + 1;
            if (line == 0 && end - start < MostBytes)
            {
                // What was given out stays as it is, so the rest goes on in a new block.
                if (end == block.Length)
                {
                    var next = new byte[BlockLength];
                    block.AsSpan(start, end - start).CopyTo(next);
                    (block, start, end) = (next, 0, end - start);
                }

                var read = text.Read(block.AsSpan(end));
                work(read);
                end += read;
                if (read > 0)
                {
                    continue;
                }

                if (start == end)
                {
                    yield break;
                }
            }

            var length = line > 0 ? line : Math.Min(end - start, MostBytes);
            yield return block.AsMemory(start, length);
            start += length;
        }
    }
}
