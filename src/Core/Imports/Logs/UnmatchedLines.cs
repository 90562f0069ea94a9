using Guestfs.Console;

namespace Guestfs.Imports.Logs;

/// <summary>Lines of which nobody knows who wrote them: how many, and the first of them.</summary>
internal sealed class UnmatchedLines
{
    private const int MostExamples = 5;
    private const int LongestExample = 200;

    private readonly List<string> _examples = [];

    public long Count { get; private set; }

    /// <summary>Each with the number of its line.</summary>
    public IReadOnlyList<string> Examples => _examples;

    /// <param name="line">It shaped no stage.</param>
    public void Look(ClassifiedLine line)
    {
        if (line.Known || line.Line.Text.Length == 0)
        {
            return;
        }

        Count++;
        if (_examples.Count < MostExamples)
        {
            var text = AnsiText.ToPlain(line.Line.Raw.Span);
            _examples.Add($"{line.Line.Number}: {text[..Math.Min(text.Length, LongestExample)]}");
        }
    }
}
