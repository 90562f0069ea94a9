using System.ComponentModel;
using System.Diagnostics;

namespace Guestfs.Processes;

/// <summary>
/// A child in a process group of its own that dies with us: setsid makes the group, setpriv sets the parent-death signal,
/// and signals go to the whole group. Disposing kills a child that still runs.
/// </summary>
public sealed class ChildProcess : IAsyncDisposable
{
    private const int SignalExitBase = 128;
    private readonly Process _process;

    private ChildProcess(Process process)
    {
        _process = process;
        Pid = process.Id;
        Exited = WaitAsync();
    }

    /// <summary>Also the id of the child's process group.</summary>
    public int Pid { get; }

    public Stream StandardInput => _process.StandardInput.BaseStream;

    public Stream StandardOutput => _process.StandardOutput.BaseStream;

    public Stream StandardError => _process.StandardError.BaseStream;

    /// <summary>Completes when the child itself has ended; its output may still hold unread bytes.</summary>
    public Task<ChildExit> Exited { get; }

    /// <exception cref="GuestfsException">The program is not there or may not be run.</exception>
    public static async Task<ChildProcess> StartAsync(ChildCommand command)
    {
        ArgumentNullException.ThrowIfNull(command);
        var program = ProgramPath.Find(command.Program)
            ?? throw new GuestfsException($"The program {command.Program} is not installed or may not be run. Install it, or set its path in the configuration.");
        var start = new ProcessStartInfo("/usr/bin/setsid")
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        foreach (var argument in (IEnumerable<string>)["/usr/bin/setpriv", "--pdeathsig", "KILL", "--", program, .. command.Arguments])
        {
            start.ArgumentList.Add(argument);
        }

        start.Environment.Clear();
        foreach (var (name, value) in command.Environment)
        {
            start.Environment[name] = value;
        }

        try
        {
            return new ChildProcess(await SpawnThread.RunAsync(() => StartNow(start)).ConfigureAwait(false));
        }
        catch (Win32Exception error)
        {
            throw new GuestfsException($"{command.Program} could not be started: {error.Message}. Check that the util-linux package is installed.", error);
        }
    }

    /// <summary>Sends a signal to the child's whole group. Nothing happens when the child has ended.</summary>
    public void Signal(int signal)
    {
        // Until the child's own exit is collected its pid cannot be reused, so both pid and group are certainly ours.
        if (!Exited.IsCompleted)
        {
            // In its first instant the child has no group of its own yet.
            if (ProcessNative.Kill(-Pid, signal) != 0)
            {
                _ = ProcessNative.Kill(Pid, signal);
            }
        }
    }

    /// <summary>Asks the group to end, and kills it when it has not ended after <paramref name="grace"/>.</summary>
    public async Task<ChildExit> StopAsync(TimeSpan grace, TimeProvider time)
    {
        Signal(SignalNames.Terminate);
        try
        {
            return await Exited.WaitAsync(grace, time).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            Signal(SignalNames.Kill);
            return await Exited.ConfigureAwait(false);
        }
    }

    public async ValueTask DisposeAsync()
    {
        Signal(SignalNames.Kill);
        await Exited.ConfigureAwait(false);
        _process.Dispose();
    }

#pragma warning disable RS0030 // The one place where children start.
    private static Process StartNow(ProcessStartInfo start) =>
        Process.Start(start) ?? throw new Win32Exception("no process was made");
#pragma warning restore RS0030

    private async Task<ChildExit> WaitAsync()
    {
        await _process.WaitForExitAsync().ConfigureAwait(false);
        var code = _process.ExitCode;
        return code > SignalExitBase ? new ChildExit(null, code - SignalExitBase) : new ChildExit(code, null);
    }
}
