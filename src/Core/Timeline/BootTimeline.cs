namespace Guestfs.Timeline;

/// <summary>The picture of a boot at one instant.</summary>
/// <param name="RulesVersion">The version of the rule table that drew it.</param>
/// <param name="Bars">In id order, which is the order they opened in.</param>
/// <param name="End">The offset of the last entry folded, in nanoseconds.</param>
public sealed record BootTimeline(
    int RulesVersion,
    IReadOnlyList<TimelineBar> Bars,
    IReadOnlyList<TimelineMark> Marks,
    long End)
{
    public IEnumerable<TimelineBar> Stages => Bars.Where(static bar => bar.Kind == BarKind.Stage);
}

/// <summary>The names of the top-level stages, in the order a whole boot passes through them.</summary>
public static class StageNames
{
    public const string Queue = "queue";
    public const string Appliance = "appliance";
    public const string Qemu = "qemu";
    public const string Firmware = "firmware";
    public const string Kernel = "kernel";
    public const string Initrd = "initrd";
    public const string Root = "root";
    public const string Init = "init";
    public const string Daemon = "daemon";
    public const string Session = "session";
    public const string Shutdown = "shutdown";

    public static IReadOnlyList<string> InOrder { get; } =
        [Queue, Appliance, Qemu, Firmware, Kernel, Initrd, Root, Init, Daemon, Session, Shutdown];
}
