using Guestfs.Journal;
using Guestfs.Timeline;

namespace Guestfs.Launching;

/// <summary>Decides when a guest that still runs has stopped getting anywhere. Offsets are nanoseconds of one boot's clock.</summary>
/// <param name="proving">KVM is used and something else can follow, so that the kernel must speak within <see cref="StageLimits.ProveKvm"/>.</param>
/// <param name="started">When qemu was started.</param>
public sealed class StallWatch(StageLimits limits, Accelerator accelerator, bool proving, long started)
{
    private const double NanosecondsPerSecond = 1e9;

    /// <param name="stage">The stage the guest is in, from <see cref="StageNames"/>.</param>
    /// <param name="kernelSpoke">Whether the guest's kernel printed anything.</param>
    /// <param name="lastOutput">When the guest or qemu last printed something; earlier than the start of qemu when they did not yet.</param>
    /// <returns>Null while there is hope.</returns>
    public StageStalled? Check(string stage, bool kernelSpoke, long lastOutput, long now)
    {
        if (proving && accelerator == Accelerator.Kvm && !kernelSpoke && stage is StageNames.Qemu or StageNames.Firmware or StageNames.Kernel)
        {
            var waited = Seconds(now - started);
            if (waited > limits.ProveKvm.TotalSeconds)
            {
                return new StageStalled(stage, waited, limits.ProveKvm.TotalSeconds);
            }
        }

        var quiet = Seconds(now - Math.Max(started, lastOutput));
        return limits.For(stage, accelerator) is { } limit && quiet > limit.TotalSeconds
            ? new StageStalled(stage, quiet, limit.TotalSeconds)
            : null;
    }

    private static double Seconds(long nanoseconds) => nanoseconds / NanosecondsPerSecond;
}
