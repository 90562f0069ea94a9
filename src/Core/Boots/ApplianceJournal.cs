using Guestfs.Appliance;
using Guestfs.Journal;
using Guestfs.Processes;

namespace Guestfs.Boots;

/// <summary>Writes what happens while the appliance is prepared into the journal.</summary>
internal sealed class ApplianceJournal(LiveJournal journal) : IApplianceObserver
{
    private readonly OutputPump _output = new(journal, OutputSource.Supermin);
    private readonly OutputPump _errors = new(journal, OutputSource.Supermin);

    public void Selected(ApplianceKind kind, string path) => journal.Append(new ApplianceSelected(kind.Word(), path));

    public void Predicted(RebuildPrediction prediction) =>
        journal.Append(new Decision("appliance", prediction.Rebuild ? "rebuild" : "reuse", prediction.Reason));

    public void LockWaiting(int? pid, string? command) => journal.Append(new LockWaiting(pid, command));

    public void Output(bool isError, ReadOnlyMemory<byte> bytes) => (isError ? _errors : _output).Add(bytes.Span);

    public void Progress(long allocatedBytes, long? expectedBytes) => journal.Append(new BuildProgress(allocatedBytes, expectedBytes));

    public void ProcessStarted(int pid, IReadOnlyList<string> arguments) => journal.Append(new ProcessStarted("supermin", pid, arguments));

    public void ProcessExited(int pid, ChildExit exit)
    {
        _output.ShowPartial(long.MaxValue);
        _errors.ShowPartial(long.MaxValue);
        journal.Append(new ProcessExited("supermin", pid, exit.Code, exit.Signal, null));
    }
}
