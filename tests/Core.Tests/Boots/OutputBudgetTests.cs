using CsCheck;
using Guestfs.Boots;
using Guestfs.Journal;

namespace Guestfs.Core.Tests.Boots;

public sealed class OutputBudgetTests
{
    private static readonly Gen<(int Length, bool Shapes)[]> Output = Gen.Select(
        Gen.Frequency((6, Gen.Int[0, 60]), (2, Gen.Int[61, 300]), (1, Gen.Int[4090, 4100])),
        Gen.Frequency((5, Gen.Const(false)), (1, Gen.Const(true)))).Array[0, 120];

    /// <summary>Against a model that looks at every line ever printed.</summary>
    [Fact]
    public void AnyOutput_KeepsExactlyHeadTailAndWhatShapedTheTimeline() =>
        Gen.Select(Output, Gen.Long[0, 600], Gen.Long[0, 600]).Sample(static (output, head, tail) =>
        {
            var entries = new List<JournalEntry>();
            var budget = new OutputBudget(head, tail);
            var printed = new List<Printed>();
            foreach (var (length, shapes) in output)
            {
                Print(budget, entries, length, shapes);
                printed.Add(new Printed(length, shapes && length <= OutputBudget.MostShaping));
                Naive(printed, head, tail);

                Assert.Equal(Expected(printed), entries.Select(Describe));
            }
        });

    [Fact]
    public void Within_TheBudget_NothingIsLetGo()
    {
        var entries = new List<JournalEntry>();
        var budget = new OutputBudget(1000, 1000);
        for (var i = 0; i < 30; i++)
        {
            Print(budget, entries, 100, shapes: false);
        }

        Assert.Equal(30, entries.Count);
        Assert.Empty(budget.DropsBefore(long.MaxValue));
    }

    [Fact]
    public void ShapingLines_SplitTheMarker_AndAnEndlessOneIsLetGo()
    {
        var entries = new List<JournalEntry>();
        var budget = new OutputBudget(0, 100);
        foreach (var (length, shapes) in ((int, bool)[])[(50, false), (40, true), (60, false), (5000, true), (90, false)])
        {
            Print(budget, entries, length, shapes);
        }

        Assert.Equal(["marker 0-0: 1 lines, 50 bytes", "1", "marker 2-3: 2 lines, 5060 bytes", "4"], entries.Select(Describe));
    }

    [Fact]
    public void AFloodOfEmptyLines_IsBoundedToo()
    {
        var entries = new List<JournalEntry>();
        var budget = new OutputBudget(3200, 3200);
        for (var i = 0; i < 100_000; i++)
        {
            Print(budget, entries, 1, shapes: false);
        }

        Assert.InRange(entries.Count, 200, 301);
        Assert.Equal(100_000, entries.Sum(static entry => entry.Event is OutputDropped dropped ? dropped.Lines : 1));
    }

    [Fact]
    public void OtherEvents_AreNeverLetGo()
    {
        var entries = new List<JournalEntry>();
        var budget = new OutputBudget(0, 64);
        for (var i = 0; i < 50; i++)
        {
            entries.Add(new JournalEntry(Next(entries), 0, new Decision("test", "keep", $"{i}")));
            Print(budget, entries, 64, shapes: false);
        }

        Assert.Equal(50, entries.Count(static entry => entry.Event is Decision));
        Assert.InRange(entries.Count(static entry => entry.Event is OutputLine), 1, 2);
    }

    [Fact]
    public void Drops_AreToldUntilConfirmed_AndAgainWhenTheyGrow()
    {
        var entries = new List<JournalEntry>();
        var budget = new OutputBudget(0, 64);
        Print(budget, entries, 64, shapes: false);
        Print(budget, entries, 64, shapes: false);
        Print(budget, entries, 64, shapes: false);
        Assert.Empty(budget.DropsBefore(1));
        var marker = Assert.Single(budget.DropsBefore(3));
        Assert.Equal("marker 0-1: 2 lines, 128 bytes", Describe(marker));

        Print(budget, entries, 64, shapes: false);
        Print(budget, entries, 64, shapes: false);
        budget.Confirm(marker);

        var grown = Assert.Single(budget.DropsBefore(5));
        Assert.Equal("marker 0-3: 4 lines, 256 bytes", Describe(grown));
        budget.Confirm(grown);
        Assert.Empty(budget.DropsBefore(long.MaxValue));
    }

    private static void Print(OutputBudget budget, List<JournalEntry> entries, int length, bool shapes)
    {
        var line = new OutputLine(OutputSource.Console, new byte[length], Terminated: false);
        var entry = new JournalEntry(Next(entries), 0, line);
        entries.Add(entry);
        budget.Add(entry, line, shapes, entries);
    }

    private static long Next(List<JournalEntry> entries) => entries.Count == 0 ? 0 : LiveJournal.EndOf(entries[^1]);

    private static string Describe(JournalEntry entry) => entry.Event is OutputDropped dropped
        ? $"marker {dropped.FirstSequence}-{dropped.LastSequence}: {dropped.Lines} lines, {dropped.Bytes} bytes"
        : $"{entry.Sequence}";

    /// <summary>Lets go, oldest first, what the rules say, looking at everything printed so far.</summary>
    private static void Naive(List<Printed> printed, long head, long tail)
    {
        var used = 0L;
        var first = 0;
        while (first < printed.Count && used + printed[first].Charge <= head)
        {
            used += printed[first++].Charge;
        }

        var kept = printed.Skip(first).Where(static line => !line.Shapes && !line.Dropped).ToList();
        var size = kept.Sum(static line => (long)line.Charge);
        var trims = size > tail * 2;
        foreach (var line in kept.TakeWhile(_ => trims))
        {
            if (size <= tail)
            {
                break;
            }

            line.Dropped = true;
            size -= line.Charge;
        }
    }

    private static IEnumerable<string> Expected(List<Printed> printed)
    {
        for (var i = 0; i < printed.Count;)
        {
            var last = i;
            while (last < printed.Count && printed[last].Dropped)
            {
                last++;
            }

            yield return last == i ? $"{i}" : $"marker {i}-{last - 1}: {last - i} lines, {printed[i..last].Sum(static line => line.Length)} bytes";
            i = Math.Max(last, i + 1);
        }
    }

    private sealed record Printed(int Length, bool Shapes)
    {
        public bool Dropped { get; set; }

        public int Charge => Math.Max(OutputBudget.LeastCharge, Length);
    }
}
