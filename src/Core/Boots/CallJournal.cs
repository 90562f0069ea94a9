using Guestfs.Connection;
using Guestfs.Journal;

namespace Guestfs.Boots;

/// <summary>Writes every call of the daemon into the journal.</summary>
internal sealed class CallJournal(LiveJournal journal) : ICallObserver
{
    public void Started(int id, string procedure, string? detail) => journal.Append(new CallStarted(id, procedure, detail));

    public void Progressed(int id, long position, long total) => journal.Append(new CallProgressed(id, position, total));

    public void Ended(int id, string? failure) => journal.Append(new CallEnded(id, failure));
}
