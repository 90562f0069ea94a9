using System.Globalization;
using System.Text;
using Guestfs.Console;
using Guestfs.Journal;

namespace Guestfs.Core.Tests.Timeline;

/// <summary>
/// A boot recorded by <c>TestData/consoles/record.py</c>: the bytes as they were printed, when each line began, and what
/// the recorder did as the engine. Turned into a journal in reads of any size.
/// </summary>
internal sealed class RecordedBoot
{
    private readonly List<(long At, OutputSource? Source, byte[] Bytes, BootEvent? Event)> _steps = [];

    private RecordedBoot()
    {
    }

    public static string Folder { get; } = Path.Combine(AppContext.BaseDirectory, "TestData", "consoles");

    public static TheoryData<string> Names =>
        [.. Directory.GetFiles(Folder, "*.script").Select(static path => Path.GetFileNameWithoutExtension(path)).Order()];

    public static RecordedBoot Load(string name)
    {
        var boot = new RecordedBoot();
        var logs = new Dictionary<string, Stream>();
        foreach (var line in File.ReadLines(Path.Combine(Folder, name + ".script")).Where(static line => !line.StartsWith('#')))
        {
            var words = line.Split(' ', 3);
            var at = long.Parse(words[0], CultureInfo.InvariantCulture);
            if (words[1] == "event")
            {
                boot._steps.Add((at, null, [], JournalJson.ReadEvent(words[2])));
                continue;
            }

            if (!logs.TryGetValue(words[1], out var log))
            {
                logs[words[1]] = log = new MemoryStream(File.ReadAllBytes(Path.Combine(Folder, $"{name}.{words[1]}.log")));
            }

            var bytes = new byte[int.Parse(words[2], CultureInfo.InvariantCulture)];
            log.ReadExactly(bytes);
            boot._steps.Add((at, Enum.Parse<OutputSource>(words[1], ignoreCase: true), bytes, null));
        }

        return boot;
    }

    /// <param name="chunk">The most bytes one read returns.</param>
    public IReadOnlyList<JournalEntry> Journal(int chunk = 64 * 1024)
    {
        var entries = new List<JournalEntry>();
        var assemblers = new Dictionary<OutputSource, LineAssembler>();
        foreach (var (at, source, bytes, bootEvent) in _steps)
        {
            if (bootEvent is not null)
            {
                if (bootEvent is AttemptStarted or BootEnded)
                {
                    Flush();
                }

                entries.Add(new JournalEntry(entries.Count, at, bootEvent));
                continue;
            }

            if (!assemblers.TryGetValue(source!.Value, out var assembler))
            {
                assemblers[source.Value] = assembler = new LineAssembler();
            }

            foreach (var piece in bytes.Chunk(chunk))
            {
                Append(source.Value, lines => assembler.Add(piece, at, lines));
            }
        }

        return entries;

        void Flush()
        {
            foreach (var (source, assembler) in assemblers)
            {
                Append(source, assembler.FlushPartial);
            }
        }

        void Append(OutputSource source, Action<ICollection<ConsoleLine>> assemble)
        {
            var lines = new List<ConsoleLine>();
            assemble(lines);
            lines.ForEach(line => entries.Add(new JournalEntry(entries.Count, line.Offset, new OutputLine(source, line.Raw, line.Terminated))));
        }
    }

    /// <summary>The journal as it would be if every third line had been shown before its end came.</summary>
    /// <param name="late">The rest of such a line comes at some time before the next entry, not at once.</param>
    public static List<JournalEntry> InPieces(IReadOnlyList<JournalEntry> journal, int seed, bool late = false)
    {
        var random = new Random(seed);
        var entries = new List<JournalEntry>();
        for (var i = 0; i < journal.Count; i++)
        {
            var entry = journal[i];
            if (entry.Event is OutputLine { Raw.Length: > 1 } line && random.Next(3) == 0)
            {
                var cut = random.Next(1, line.Raw.Length);
                var rest = late && i + 1 < journal.Count ? random.NextInt64(entry.Offset, Math.Max(entry.Offset, journal[i + 1].Offset) + 1) : entry.Offset;
                entries.Add(new JournalEntry(entries.Count, entry.Offset, new OutputLine(line.Source, line.Raw[..cut], false)));
                entries.Add(new JournalEntry(entries.Count, rest, new OutputLine(line.Source, line.Raw[cut..], line.Terminated)));
            }
            else
            {
                entries.Add(entry with { Sequence = entries.Count });
            }
        }

        return entries;
    }

    public string ConsoleText =>
        string.Concat(_steps.Where(static step => step.Source == OutputSource.Console).Select(static step => Encoding.Latin1.GetString(step.Bytes)));
}
