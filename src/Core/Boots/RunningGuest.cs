using Guestfs.Journal;
using Guestfs.Launching;
using Guestfs.Processes;

namespace Guestfs.Boots;

/// <summary>One running qemu whose output flows into the journal. Disposing kills it.</summary>
internal sealed class RunningGuest : IAsyncDisposable
{
    /// <summary>How long an unfinished line is held back for its end.</summary>
    private static readonly TimeSpan PartialLineDelay = TimeSpan.FromMilliseconds(200);

    private readonly QemuProcess _qemu;
    private readonly LiveJournal _journal;
    private readonly OutputPump _console;
    private readonly OutputPump _messages;
    private readonly PeriodicTimer _partial;
    private long? _peakMemoryKiB;

    private RunningGuest(QemuProcess qemu, LiveJournal journal, TimeProvider time)
    {
        _qemu = qemu;
        _journal = journal;
        _console = new OutputPump(journal, OutputSource.Console);
        _messages = new OutputPump(journal, OutputSource.Qemu);
        _partial = new PeriodicTimer(PartialLineDelay, time);
        _ = ShowPartialLinesAsync();
        Ended = DrainAsync();
    }

    /// <summary>Completes when qemu has ended and its last words are in the journal.</summary>
    public Task<ChildExit> Ended { get; }

    public static async Task<RunningGuest> StartAsync(string binary, IReadOnlyList<string> arguments, LiveJournal journal, TimeProvider time)
    {
        var qemu = await QemuProcess.StartAsync(binary, arguments, time).ConfigureAwait(false);
        journal.Append(new ProcessStarted("qemu", qemu.Pid, [binary, .. arguments]));
        return new RunningGuest(qemu, journal, time);
    }

    /// <summary>Asks qemu to end, and kills it after <paramref name="grace"/> or at once when cancelled.</summary>
    public async Task<ChildExit> StopAsync(TimeSpan grace, CancellationToken cancellationToken)
    {
        _peakMemoryKiB = _qemu.PeakMemoryKiB;
        var killing = cancellationToken.UnsafeRegister(static qemu => ((QemuProcess)qemu!).Kill(), _qemu);
        await using var _ = killing.ConfigureAwait(false);
        await _qemu.StopAsync(grace).ConfigureAwait(false);
        return await Ended.ConfigureAwait(false);
    }

    public async ValueTask DisposeAsync()
    {
        _peakMemoryKiB ??= _qemu.PeakMemoryKiB;
        _qemu.Kill();
        try
        {
            await Ended.ConfigureAwait(false);
        }
        finally
        {
            await _qemu.DisposeAsync().ConfigureAwait(false);
        }
    }

    private async Task ShowPartialLinesAsync()
    {
        while (await _partial.WaitForNextTickAsync().ConfigureAwait(false))
        {
            var before = _journal.Now - (PartialLineDelay.Ticks * 100);
            _console.ShowPartial(before);
            _messages.ShowPartial(before);
        }
    }

    private async Task<ChildExit> DrainAsync()
    {
        using (_partial)
        {
            await Task.WhenAll(_console.RunAsync(_qemu.Console), _messages.RunAsync(_qemu.Messages)).ConfigureAwait(false);
        }

        var exit = await _qemu.Exited.ConfigureAwait(false);
        _journal.Append(new ProcessExited("qemu", _qemu.Pid, exit.Code, exit.Signal, _peakMemoryKiB));
        return exit;
    }
}
