using Guestfs.Journal;
using Guestfs.Launching;
using Guestfs.Timeline;

namespace Guestfs.Boots;

/// <summary>Looks again and again whether a guest has been quiet for longer than its stage allows.</summary>
internal static class SilenceWatch
{
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(500);

    /// <summary>Returns when it has, with the event that is then in the journal.</summary>
    public static async Task<StageStalled> WaitAsync(LiveJournal journal, StallWatch watch, TimeProvider time, CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(Tick, time);
        while (true)
        {
            await timer.WaitForNextTickAsync(cancellationToken).ConfigureAwait(false);
            var (stage, kernelSpoke, lastOutput) = journal.Progress;
            if (watch.Check(stage ?? StageNames.Qemu, kernelSpoke, lastOutput, journal.Now) is { } stalled)
            {
                journal.Append(stalled);
                return stalled;
            }
        }
    }
}
