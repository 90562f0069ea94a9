using Guestfs.Connection;
using Guestfs.Journal;

namespace Guestfs.Boots;

/// <summary>Writes every call of the daemon into the journal, and of its progress as much as somebody can watch.</summary>
internal sealed class CallJournal(LiveJournal journal) : ICallObserver
{
    /// <summary>The daemon means to send no more than a few a second, but nothing keeps a hostile one from a flood.</summary>
    private const long LeastNanoseconds = 100_000_000;

    private long? _lastProgress;

    public void Started(int id, string procedure, string? detail)
    {
        _lastProgress = null;
        journal.Append(new CallStarted(id, procedure, detail));
    }

    public void Progressed(int id, long position, long total)
    {
        var now = journal.Now;
        journal.Hear(now);
        if (_lastProgress is null || now - _lastProgress >= LeastNanoseconds)
        {
            _lastProgress = now;
            journal.Append(new CallProgressed(id, position, total));
        }
    }

    public void Ended(int id, string? failure) => journal.Append(new CallEnded(id, failure));
}
