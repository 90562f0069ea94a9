using System.Runtime.InteropServices;

namespace Guestfs.Imports.Unpacking;

/// <summary>What a thread has computed, which other work on a busy machine does not add to.</summary>
internal static partial class ProcessorTime
{
    /// <summary><c>CLOCK_THREAD_CPUTIME_ID</c> of <c>linux/time.h</c>.</summary>
    private const int ThreadClock = 3;

    public static TimeSpan OfThisThread()
    {
        if (GetTime(ThreadClock, out var time) != 0)
        {
            throw new InvalidOperationException("The kernel has no clock of a thread's processor time.");
        }

        return new TimeSpan((time.Seconds * TimeSpan.TicksPerSecond) + (time.Nanoseconds / TimeSpan.NanosecondsPerTick));
    }

    [LibraryImport("libc", EntryPoint = "clock_gettime", SetLastError = true)]
    private static partial int GetTime(int clock, out Time time);

    [StructLayout(LayoutKind.Sequential)]
    private readonly struct Time
    {
        public readonly nint Seconds;
        public readonly nint Nanoseconds;
    }
}
