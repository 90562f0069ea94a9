using System.Globalization;
using Guestfs.Journal;

namespace Guestfs.Imports.Records;

/// <summary>What holds in every journal that Guestfs writes, and therefore must in one that it takes in.</summary>
internal sealed class JournalCheck
{
    /// <summary>In nanoseconds.</summary>
    public const long LongestBoot = 366L * 24 * 3600 * 1_000_000_000;

    /// <summary>Each of these events begins a stage, and each may come back a few times at most.</summary>
    private const int MostStageEvents = 1_000;

    private const int MostEngineEvents = 200_000;

    private readonly long[] _latestLine = new long[Enum.GetValues<OutputSource>().Length];
    private long _next;
    private long _latest;
    private int _entries;
    private int _engineEvents;
    private int _stageEvents;
    private bool _ended;

    /// <returns>Null, or what is wrong with this entry.</returns>
    public string? Add(JournalEntry entry) =>
        AddPlace(entry) ?? AddTime(entry) ?? AddCount(entry);

    /// <returns>Null, or what is wrong with the whole.</returns>
    public string? Finish() => _entries == 0 ? "There is no entry in it." : null;

    private string? AddPlace(JournalEntry entry)
    {
        if (_ended)
        {
            return "An entry comes after the one that ends the boot.";
        }

        if ((_next == 0) != (entry.Event is BootRequested) || (entry.Event is LogImported && _next != 1))
        {
            return _next == 0 ? "The first entry is not the request." : $"An event of the kind {entry.Event.GetType().Name} stands where it cannot be.";
        }

        var (first, last) = (entry.Sequence, entry.Sequence);
        if (entry.Event is OutputDropped dropped)
        {
            (first, last) = (dropped.FirstSequence, dropped.LastSequence);
            if (first > entry.Sequence || last < entry.Sequence || last == long.MaxValue || dropped.Bytes < 0 || dropped.Lines < 1 || dropped.Lines > last - first + 1)
            {
                return "A marker of dropped output does not name a range that it can stand for.";
            }
        }

        if (first != _next)
        {
            return string.Create(CultureInfo.InvariantCulture, $"The sequence is {first} where {_next} must follow; sequences may neither overlap nor leave gaps.");
        }

        _next = last + 1;
        _ended = entry.Event is BootEnded;
        return null;
    }

    /// <summary>A line has the time of its first byte, so it may lie before engine events that came while it was not whole.</summary>
    private string? AddTime(JournalEntry entry)
    {
        if (entry.Offset > LongestBoot)
        {
            return "The time lies more than a year after the request.";
        }

        ref var latest = ref _latest;
        if (entry.Event is OutputLine line)
        {
            latest = ref _latestLine[(int)line.Source];
        }
        else if (entry.Event is OutputDropped)
        {
            return null;
        }

        if (entry.Offset < latest)
        {
            return string.Create(CultureInfo.InvariantCulture, $"The time {entry.Offset} lies before {latest}, which came earlier.");
        }

        latest = entry.Offset;
        return null;
    }

    private string? AddCount(JournalEntry entry)
    {
        _entries++;
        _engineEvents += entry.Event is OutputLine or OutputDropped ? 0 : 1;
        _stageEvents += entry.Event is BootQueued or BootAdmitted or AttemptStarted or LaunchFlagReceived or ShutdownStarted ? 1 : 0;
        return _stageEvents > MostStageEvents ? $"The journal begins more than {MostStageEvents} stages."
            : _engineEvents > MostEngineEvents ? $"The journal has more than {MostEngineEvents} events beside lines."
            : _entries > ImportLimits.MostJournalEntries ? $"The journal has more than {ImportLimits.MostJournalEntries} entries."
            : null;
    }
}
