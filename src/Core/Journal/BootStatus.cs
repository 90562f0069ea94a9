namespace Guestfs.Journal;

public enum BootStatus
{
    Queued,
    Building,
    Booting,
    Ready,
    Finished,
    Failed,
    TimedOut,
    Cancelled,
    Interrupted,
    Imported,
}

public static class BootStatusExtensions
{
    /// <summary>True when nothing more will be written to the boot's journal.</summary>
    public static bool IsOver(this BootStatus status) => status >= BootStatus.Finished;
}
