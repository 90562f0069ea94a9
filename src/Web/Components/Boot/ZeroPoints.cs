using Guestfs.Timeline;

namespace Guestfs.Web.Components.Boot;

/// <summary>The instants time can be counted from. timeline.js finds the same ones as they pass.</summary>
public static class ZeroPoints
{
    public const string Request = "request";

    public static IReadOnlyList<(string Key, string Name)> Names { get; } =
    [
        (Request, "the request"),
        ("appliance", "appliance ready"),
        ("qemu", "start of qemu"),
        ("kernel", "first kernel line"),
        ("init", "start of /init"),
    ];

    /// <summary>Those already reached, of the last attempt, in nanoseconds since the request.</summary>
    public static IReadOnlyDictionary<string, long> Of(BootTimeline timeline)
    {
        Dictionary<string, long> points = new() { [Request] = 0 };
        foreach (TimelineBar stage in timeline.Stages)
        {
            switch (stage.Name)
            {
                case StageNames.Appliance when stage.End is { } end:
                    points["appliance"] = end;
                    break;
                case StageNames.Qemu or StageNames.Kernel or StageNames.Init:
                    points[stage.Name] = stage.Start;
                    break;
            }
        }

        return points;
    }
}
