namespace Guestfs.Imports.Unpacking;

/// <summary>What one import may still read, in bytes and in processor time.</summary>
/// <param name="spent">Processor time so far. A slow connection or a busy machine is not held against the sender.</param>
internal sealed class ReadingBudget(Func<TimeSpan> spent)
{
    /// <summary>The clock is looked at each time so much was done: often enough within one long line, seldom enough to cost nothing.</summary>
    private const int Step = 256 * 1024;

    private readonly TimeSpan _started = spent();
    private long _unpacked;
    private int _sinceLook;

    /// <exception cref="ImportTooLargeException">More was unpacked than is allowed.</exception>
    public void Take(int bytes)
    {
        _unpacked += bytes;
        if (_unpacked > ImportLimits.MostUnpacked)
        {
            throw new ImportTooLargeException(
                $"Unpacked, this is more than {ImportLimits.MostUnpacked >> 20} MiB; nothing was imported. Send the log alone, or the part of it that matters.");
        }

        Work(bytes);
    }

    /// <param name="bytes">Bytes that were looked at once more.</param>
    /// <exception cref="ImportTooLargeException">Reading took too long.</exception>
    public void Work(int bytes)
    {
        _sinceLook += bytes;
        if (_sinceLook < Step)
        {
            return;
        }

        _sinceLook = 0;
        if (spent() - _started > ImportLimits.MostTime)
        {
            throw new ImportTooLargeException(
                $"Reading this took more than {ImportLimits.MostTime.TotalSeconds:0} s of processor time and was given up; nothing was imported. Send the part of the log that matters.");
        }
    }
}
