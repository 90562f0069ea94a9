using Guestfs.Processes;

namespace Guestfs.Appliance;

/// <summary>Told what happens while an appliance is prepared. Calls never overlap.</summary>
public interface IApplianceObserver
{
    void Selected(ApplianceKind kind, string path);

    /// <summary>What supermin is expected to do and why, said before it starts.</summary>
    void Predicted(RebuildPrediction prediction);

    /// <summary>Another process holds the lock; called again when the holder changes.</summary>
    void LockWaiting(int? pid, string? command);

    /// <summary>Bytes supermin printed. The memory is only valid during the call.</summary>
    void Output(bool isError, ReadOnlyMemory<byte> bytes);

    /// <param name="allocatedBytes">Disk space of the new root so far.</param>
    /// <param name="expectedBytes">Disk space of the last appliance's root, or null when there is none.</param>
    void Progress(long allocatedBytes, long? expectedBytes);

    /// <param name="arguments">supermin's own path first.</param>
    void ProcessStarted(int pid, IReadOnlyList<string> arguments);

    void ProcessExited(int pid, ChildExit result);
}
