using System.Text;
using Guestfs.Core.Tests.Timeline;
using Guestfs.Imports;
using Guestfs.Journal;
using Guestfs.Timeline;

namespace Guestfs.Core.Tests.Imports;

/// <summary>Alone, as they look at the memory of the whole process.</summary>
[CollectionDefinition(nameof(LargeLogTests), DisableParallelization = true)]
[Collection(nameof(LargeLogTests))]
public class LargeLogTests
{
    private const long MiB = 1 << 20;

    [Fact]
    public async Task Import_OfLargestLog_HoldsAlmostNothingOfIt()
    {
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var (most, looks) = (0L, 0);

        // Asked each time a little more was read, so it sees every pass. What is garbage does not count: what is held does.
        var settings = Logs.Settings with
        {
            Spent = () =>
            {
                most = looks++ % 64 == 0 ? Math.Max(most, GC.GetTotalMemory(forceFullCollection: true) - before) : most;
                return TimeSpan.Zero;
            },
        };
        using var reading = await ImportReader.ReadAsync(LargeLogs.Inspection(ImportLimits.MostGiven), "v2v.log", settings, TestContext.Current.CancellationToken);

        var boot = Assert.Single(reading.Boots);
        Assert.True(reading.Lines > 700_000, $"{reading.Lines} lines");
        Assert.True(looks > 500, $"looked {looks} times");
        Assert.True(most < 24 * MiB, $"held {most / MiB} MiB");
        var (lines, markers, journal) = (0L, new List<OutputDropped>(), 0L);
        foreach (var entry in boot.Journal)
        {
            lines += entry.Event is OutputLine ? 1 : 0;
            journal += entry.Event is OutputLine line ? line.Raw.Length : 0;
            if (entry.Event is OutputDropped dropped)
            {
                markers.Add(dropped);
            }
        }

        Assert.Equal(reading.Lines, lines + markers.Sum(static marker => marker.Lines));
        Assert.Equal(boot.Folded.ConsoleBytes, journal + markers.Sum(static marker => marker.Bytes));
    }

    [Theory]
    [MemberData(nameof(Logs.Names), MemberType = typeof(Logs))]
    public async Task Import_OfMoreThanIsKept_KeepsTheFirstAndTheLastWithExactCountsBetween(string name)
    {
        const int Head = 3_000;
        const int Tail = 9_000;
        using var whole = await Logs.ReadAsync(Logs.Bytes(name));
        using var cut = await ImportReader.ReadAsync(new MemoryStream(Logs.Bytes(name)), "given.log", Logs.Settings with { Keep = new OutputKeep(Head, Tail) }, TestContext.Current.CancellationToken);

        foreach (var (all, kept) in whole.Boots.Zip(cut.Boots))
        {
            var lines = all.Journal.Where(static entry => entry.Event is OutputLine).ToDictionary(static entry => entry.Sequence);
            var stayed = kept.Journal.Where(static entry => entry.Event is OutputLine).ToList();
            var markers = kept.Journal.Select(static entry => entry.Event).OfType<OutputDropped>().ToList();
            var left = markers.SelectMany(static marker => Range(marker.FirstSequence, marker.LastSequence)).ToHashSet();

            Assert.All(stayed, entry => Assert.Equal(lines[entry.Sequence], entry));
            Assert.Equal(lines.Keys.Order(), stayed.Select(static entry => entry.Sequence).Concat(left).Order());
            Assert.Equal(left.Sum(sequence => Raw(lines[sequence])), markers.Sum(static marker => marker.Bytes));
            Assert.Equal(left.Count, markers.Sum(static marker => marker.Lines));
            Assert.Equal(TimelineText.Write(all.Fold().Timeline), TimelineText.Write(kept.Fold().Timeline));
            Assert.Equal(all.Folded.Disks, kept.Folded.Disks);
            Assert.Equal(all.Folded with { Stages = [], Disks = [] }, kept.Folded with { Stages = [], Disks = [] });
            Assert.True(lines.Values.Sum(Raw) < Head + Tail || left.Count > 0, "nothing was left out");
            if (left.Count > 0)
            {
                var fold = new BootFold();
                var shaping = all.Journal.Where(entry => fold.Add(entry).Count > 0).Select(static entry => entry.Sequence).ToHashSet();
                var first = lines.Values.Where(entry => entry.Sequence < left.Min()).Sum(Weight);
                var last = lines.Values.Where(entry => entry.Sequence > left.Max() && !shaping.Contains(entry.Sequence)).Sum(Weight);
                Assert.True(first + Weight(lines[left.Min()]) > Head, $"the first {first} bytes stay");
                Assert.InRange(last, Tail - Weight(lines[left.Max()]) - 1_000, Tail);
            }
        }

        static IEnumerable<long> Range(long first, long last) => Enumerable.Range(0, (int)(last - first + 1)).Select(i => first + i);
        static long Raw(JournalEntry entry) => ((OutputLine)entry.Event).Raw.Length;
        static long Weight(JournalEntry entry) => OutputKeep.Weight((OutputLine)entry.Event);
    }

    [Theory]
    [InlineData("-kernel -append x ")]
    [InlineData("[[[[[[[[")]
    [InlineData("guestfsd --a ")]
    [InlineData("/qemu/kvm")]
    [InlineData("supermin: ")]
    [InlineData("+ //////")]
    [InlineData("\\x1b[")]
    public async Task HostileLine_OfManyMebibytes_ComesInPiecesAndIsLookedAtAsOftenAsAnyByte(string repeated)
    {
        const long Length = 8 * MiB;
        var looks = 0;
        using var reading = await ImportReader.ReadAsync(
            LargeLogs.LongLine(repeated, Length), null, Logs.Settings with { Spent = () => TimeSpan.FromTicks(looks++) }, TestContext.Current.CancellationToken);

        var line = Assert.Single(reading.Boots).Journal.Select(static entry => entry.Event).OfType<OutputLine>().SkipWhile(static line => line.Raw.Length < 20_000).ToList();
        Assert.All(line, static piece => Assert.True(piece.Raw.Length <= 64 * 1024));
        Assert.All(line.SkipLast(1), static piece => Assert.False(piece.Terminated));
        var given = Encoding.Latin1.GetString([.. line.SelectMany(static piece => piece.Raw.ToArray())]).Replace("\e", "\\x1b", StringComparison.Ordinal);
        Assert.Equal(string.Concat(Enumerable.Repeat(repeated, (int)(Length / repeated.Length))) + "\n", given);

        // Four times a mebibyte in each pass, of which there are three; what was escaped is shorter in the later two.
        Assert.InRange(looks, 8 * 4, (3 * 8 * 4) + 8);
    }

    [Fact]
    public async Task Import_ThatTakesTooLong_IsGivenUpInTheMiddleOfALine()
    {
        var looks = 0;
        var refused = await Assert.ThrowsAsync<ImportTooLargeException>(() => ImportReader.ReadAsync(
            LargeLogs.LongLine("x", 8 * MiB), null, Logs.Settings with { Spent = () => TimeSpan.FromSeconds(looks++) }, TestContext.Current.CancellationToken));

        Assert.Contains("10 s of processor time", refused.Message, StringComparison.Ordinal);
        Assert.Equal(12, looks);
    }

    [Fact]
    public async Task Log_WithTooManyLaunches_IsRefused()
    {
        var refused = await Assert.ThrowsAsync<ImportTooLargeException>(() => Logs.ReadTextAsync(string.Concat(Enumerable.Repeat("libguestfs: trace: launch\n", 201))));

        Assert.Contains("200 launches", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Import_LeavesNoFileBehind()
    {
        var directory = Directory.CreateTempSubdirectory("guestfs-import-test-");
        try
        {
            var settings = Logs.Settings with { Directory = directory.FullName };
            using (await ImportReader.ReadAsync(new MemoryStream(Logs.Bytes("test-tool")), null, settings, TestContext.Current.CancellationToken))
            {
                Assert.Empty(directory.GetFileSystemInfos());
            }

            await Assert.ThrowsAsync<UnrecognisedException>(() => ImportReader.ReadAsync(new MemoryStream("no log\n"u8.ToArray()), null, settings, TestContext.Current.CancellationToken));
            Assert.Empty(directory.GetFileSystemInfos());
        }
        finally
        {
            directory.Delete(recursive: true);
        }
    }
}
