using Guestfs.Processes;

namespace Guestfs.Appliance;

/// <summary>Keeps the promise that an observer's calls never overlap, although two pipes and a timer call it.</summary>
internal sealed class SerialObserver(IApplianceObserver observer) : IApplianceObserver
{
    private readonly Lock _gate = new();

    public void Selected(ApplianceKind kind, string path)
    {
        lock (_gate)
        {
            observer.Selected(kind, path);
        }
    }

    public void Predicted(RebuildPrediction prediction)
    {
        lock (_gate)
        {
            observer.Predicted(prediction);
        }
    }

    public void LockWaiting(int? pid, string? command)
    {
        lock (_gate)
        {
            observer.LockWaiting(pid, command);
        }
    }

    public void Output(bool isError, ReadOnlyMemory<byte> bytes)
    {
        lock (_gate)
        {
            observer.Output(isError, bytes);
        }
    }

    public void Progress(long allocatedBytes, long? expectedBytes)
    {
        lock (_gate)
        {
            observer.Progress(allocatedBytes, expectedBytes);
        }
    }

    public void ProcessStarted(int pid, IReadOnlyList<string> arguments)
    {
        lock (_gate)
        {
            observer.ProcessStarted(pid, arguments);
        }
    }

    public void ProcessExited(int pid, ChildExit result)
    {
        lock (_gate)
        {
            observer.ProcessExited(pid, result);
        }
    }
}
