namespace Guestfs.Imports.Unpacking;

/// <summary>What one import may still read, in bytes and in time.</summary>
internal sealed class ReadingBudget(TimeProvider time)
{
    private readonly long _started = time.GetTimestamp();
    private long _unpacked;

    /// <exception cref="ImportTooLargeException">More was unpacked than is allowed.</exception>
    public void Take(int bytes)
    {
        _unpacked += bytes;
        if (_unpacked > ImportLimits.MostUnpacked)
        {
            throw new ImportTooLargeException(
                $"Unpacked, this is more than {ImportLimits.MostUnpacked >> 20} MiB; nothing was imported. Send the log alone, or the part of it that matters.");
        }

        CheckTime();
    }

    /// <exception cref="ImportTooLargeException">Reading took too long.</exception>
    public void CheckTime()
    {
        if (time.GetElapsedTime(_started) > ImportLimits.MostTime)
        {
            throw TookTooLong();
        }
    }

    public static ImportTooLargeException TookTooLong(Exception? cause = null) => new(
        $"Reading this took longer than {ImportLimits.MostTime.TotalSeconds:0} s and was given up; nothing was imported. Send the part of the log that matters.",
        cause);
}
