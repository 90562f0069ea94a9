using Guestfs.Console;
using Guestfs.Journal;

namespace Guestfs.Web.Shares;

/// <summary>A console as plain lines for a page without scripts: all of a usual boot, the beginning and the end of a long one.</summary>
public sealed class PlainConsole
{
    private const int Head = 1_000;
    private const int Tail = 2_000;

    private readonly List<List<ReadOnlyMemory<byte>>> _head = [];
    private readonly Queue<List<ReadOnlyMemory<byte>>> _tail = [];
    private readonly Dictionary<OutputSource, List<ReadOnlyMemory<byte>>> _open = [];

    /// <summary>Lines between the beginning and the end that are left out here.</summary>
    public long LeftOut { get; private set; }

    public bool IsEmpty => _head.Count == 0;

    public IEnumerable<string> First => _head.Select(Text);

    public IEnumerable<string> Last => _tail.Select(Text);

    public void Add(BootEvent bootEvent)
    {
        if (bootEvent is OutputLine line)
        {
            Add(line);
        }
        else if (bootEvent is OutputDropped dropped)
        {
            LeftOut += dropped.Lines;
            _open.Clear();
        }
    }

    private static string Text(List<ReadOnlyMemory<byte>> pieces) =>
        AnsiText.ToPlain(pieces.Count == 1 ? pieces[0].Span : pieces.SelectMany(static piece => piece.ToArray()).ToArray());

    private void Add(OutputLine line)
    {
        if (_open.Remove(line.Source, out var pieces))
        {
            pieces.Add(line.Raw);
        }
        else
        {
            Place(pieces = [line.Raw]);
        }

        if (!line.Terminated)
        {
            _open[line.Source] = pieces;
        }
    }

    private void Place(List<ReadOnlyMemory<byte>> line)
    {
        if (_head.Count < Head)
        {
            _head.Add(line);
            return;
        }

        _tail.Enqueue(line);
        if (_tail.Count > Tail)
        {
            _tail.Dequeue();
            LeftOut++;
        }
    }
}
