using Guestfs.Journal;
using Guestfs.Pins;
using Guestfs.Timeline;

namespace Guestfs.Boots;

/// <summary>
/// One boot as one reader may see it. Whatever serves a boot (page, live frames, files) takes its facts from here only, so
/// what a reader may not see is in no format.
/// </summary>
public interface IBootReader
{
    /// <summary>The boot's id.</summary>
    string Id { get; }

    /// <summary>The path below which this reader finds the boot's page, lines and files, such as /boots/{id}.</summary>
    string Address { get; }

    /// <summary>False when no line of output may reach this reader.</summary>
    bool ShowsConsole { get; }

    /// <summary>Changes when entries are shown in another way than before; known after <see cref="FindAsync"/>.</summary>
    long Edition => 0;

    /// <summary>Null when there is no such boot.</summary>
    Task<BootSummary?> FindAsync(CancellationToken cancellationToken);

    /// <summary>The pins this reader may see, by their ids.</summary>
    Task<IReadOnlyList<Pin>> ReadPinsAsync(CancellationToken cancellationToken);

    /// <summary>The pins now, and again after every change, without end.</summary>
    IAsyncEnumerable<IReadOnlyList<Pin>> WatchPinsAsync(CancellationToken cancellationToken);

    /// <summary>As <see cref="IBootEngine.WatchAsync"/>.</summary>
    IAsyncEnumerable<JournalEntry> ReadAsync(long from, bool follow, CancellationToken cancellationToken);
}
