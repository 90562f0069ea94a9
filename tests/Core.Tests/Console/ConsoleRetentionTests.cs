using CsCheck;
using Guestfs.Console;
using Guestfs.Journal;

namespace Guestfs.Core.Tests.Console;

public class ConsoleRetentionTests
{
    [Fact]
    public void Output_WithinHeadAndTail_IsKept()
    {
        var retention = new ConsoleRetention(headBytes: 100, tailBytes: 200, stepBytes: 20);

        Assert.All(Enumerable.Range(0, 30), i => Assert.Null(retention.Add(i, 10)));
    }

    [Fact]
    public void Output_BeyondThem_DropsTheOldestOfTheTail()
    {
        var retention = new ConsoleRetention(headBytes: 100, tailBytes: 200, stepBytes: 20);
        for (var i = 0; i < 30; i++)
        {
            retention.Add(i, 10);
        }

        Assert.Equal(new OutputDropped(2, 20, 10, 11), retention.Add(30, 10));
        Assert.Null(retention.Add(31, 10));
        Assert.Equal(new OutputDropped(4, 40, 10, 13), retention.Add(32, 10));
    }

    [Fact]
    public void Defaults_AreTheFirst16AndTheLast48MiB()
    {
        var retention = new ConsoleRetention();
        OutputDropped? dropped = null;
        const int Line = 1 << 10;
        const int Count = 100 << 10;

        for (var i = 0; i < Count; i++)
        {
            dropped = retention.Add(i, Line) ?? dropped;
        }

        Assert.Equal(16 << 10, dropped!.FirstSequence);
        Assert.InRange(((long)Count * Line) - dropped.Bytes, (64 << 20) - (256 << 10), 64 << 20);
    }

    [Fact]
    public void AnyOutput_IsCountedExactly() =>
        Gen.Select(Gen.Int[1, 70].Array[0, 400], Gen.Int[0, 3]).Sample(static (sizes, skip) =>
        {
            var retention = new ConsoleRetention(headBytes: 300, tailBytes: 700, stepBytes: 50);
            var kept = new List<(long Sequence, int Bytes)>();
            var gone = (Lines: 0L, Bytes: 0L);
            for (var i = 0; i < sizes.Length; i++)
            {
                var sequence = (long)i * (skip + 1);
                kept.Add((sequence, sizes[i]));
                if (retention.Add(sequence, sizes[i]) is { } dropped)
                {
                    foreach (var line in kept.Where(line => line.Sequence >= dropped.FirstSequence && line.Sequence <= dropped.LastSequence))
                    {
                        gone = (gone.Lines + 1, gone.Bytes + line.Bytes);
                    }

                    kept.RemoveAll(line => line.Sequence >= dropped.FirstSequence && line.Sequence <= dropped.LastSequence);
                    Assert.Equal(gone, (dropped.Lines, dropped.Bytes));
                }

                Assert.True(kept.Sum(static line => line.Bytes) <= 1_000);
                Assert.True(gone.Bytes == 0 || kept.Sum(static line => line.Bytes) >= 300 - 70 + 700 - 50 - (2 * 70));
            }
        });
}
