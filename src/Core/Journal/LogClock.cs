namespace Guestfs.Journal;

/// <summary>Where the times of an imported log come from.</summary>
public enum LogClock
{
    /// <summary>Stamps that a program put before the lines as they arrived.</summary>
    Host,

    /// <summary>The guest kernel's printk stamps; what the log holds before them has order but no length.</summary>
    Guest,

    /// <summary>libguestfs's own milliseconds, which it printed until 2014; what lies between two of them has order but no length.</summary>
    Library,

    /// <summary>Nothing in the log tells time.</summary>
    Order,
}
