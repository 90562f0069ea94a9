using System.Text;
using BenchmarkDotNet.Attributes;
using Guestfs.Journal;
using Guestfs.Timeline;

namespace Guestfs.Bench.Micro;

/// <summary>A million console lines through the fold. The promise is 2 s and no memory for lines that say nothing.</summary>
[MemoryDiagnoser]
[SimpleJob(warmupCount: 1, iterationCount: 5, invocationCount: 1)]
public class FoldBenchmarks
{
    private const int Lines = 1_000_000;

    private static readonly string[] Quiet =
    [
        "[    1.021806] pci 0000:00:00.0: [8086:1237] type 00 class 0x060000\r\n",
        "lrwxrwxrwx 1 0 0  8 Nov 22 21:18 10:1 -> ../psaux\r\n",
        "\u001b[0;1;31mFailed to resolve group 'audio'.\u001b[0m\r\r\n",
        "crw------- 1 0 0  10, 239 Nov 22 21:18 uhid\r\n",
        "guestfsd: => list_devices (0x7) took 0.20 secs\r\n",
    ];

    private JournalEntry[] _journal = [];

    /// <summary>The stage the boot is in: most rules look at lines of /init, fewest at those of a session.</summary>
    [Params("kernel", "init", "session")]
    public string Stage { get; set; } = "";

    [GlobalSetup]
    public void Write()
    {
        var events = new List<BootEvent> { new BootAdmitted(), new AttemptStarted(1, "tcg", "asked for"), Line("Linux version 6.1 (a)\r\n") };
        if (Stage == "init")
        {
            events.Add(Line("Starting /init script ...\r\n"));
        }
        else if (Stage == "session")
        {
            events.Add(new LaunchFlagReceived());
        }

        events.AddRange(Enumerable.Range(0, Lines).Select(static i => Line(Quiet[i % Quiet.Length])));
        _journal = [.. events.Select(static (bootEvent, i) => new JournalEntry(i, i * 1_000L, bootEvent))];
    }

    [Benchmark]
    public int Fold()
    {
        var fold = new BootFold();
        foreach (var entry in _journal)
        {
            fold.Add(entry);
        }

        return fold.Timeline.Bars.Count;
    }

    private static OutputLine Line(string text) => new(OutputSource.Console, Encoding.UTF8.GetBytes(text), true);
}
