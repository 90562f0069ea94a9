using Guestfs.Processes;

namespace Guestfs.Launching;

/// <summary>A running qemu. Disposing kills it.</summary>
public sealed class QemuProcess : IAsyncDisposable
{
    private readonly ChildProcess _child;
    private readonly TimeProvider _time;

    private QemuProcess(ChildProcess child, TimeProvider time)
    {
        _child = child;
        _time = time;
        Console = new ConsoleStream(child.StandardOutput, child.StandardInput);
    }

    public int Pid => _child.Pid;

    /// <summary>What firmware and guest print, to be read to its end by one reader.</summary>
    public Stream Console { get; }

    /// <summary>What qemu itself says, to be read to its end by one reader. Its first line names the cause of most failures.</summary>
    public Stream Messages => _child.StandardError;

    /// <summary>Completes when qemu has ended; console and messages may still hold unread bytes, often the most telling ones.</summary>
    public Task<ChildExit> Exited => _child.Exited;

    /// <summary>The largest resident set so far; null once qemu has ended.</summary>
    public long? PeakMemoryKiB => ChildUsage.Of(Pid)?.PeakMemoryKiB;

    /// <param name="binary">From <see cref="QemuBinary"/>.</param>
    /// <param name="arguments">From <see cref="QemuArguments"/>.</param>
    /// <exception cref="GuestfsException">It could not be started.</exception>
    public static async Task<QemuProcess> StartAsync(string binary, IReadOnlyList<string> arguments, TimeProvider time) =>
        new(await ChildProcess.StartAsync(new ChildCommand(binary, arguments, QemuEnvironment.Build())).ConfigureAwait(false), time);

    /// <summary>Asks qemu to end and kills it when it has not after <paramref name="grace"/>. Flush the guest's data first.</summary>
    public Task<ChildExit> StopAsync(TimeSpan grace) => _child.StopAsync(grace, _time);

    public void Kill() => _child.Signal(SignalNames.Kill);

    public ValueTask DisposeAsync() => _child.DisposeAsync();
}
