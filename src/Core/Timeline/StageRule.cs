using Guestfs.Journal;

namespace Guestfs.Timeline;

/// <summary>One row of the rule table: a text to look for in a line, and what it says about the boot.</summary>
internal sealed class StageRule
{
    public required string Id { get; init; }

    public required OutputSource Source { get; init; }

    public required IReadOnlyList<TextTemplate> Templates { get; init; }

    /// <summary>A command that the shell traces; a line has at most one.</summary>
    public bool IsTrace { get; init; }

    /// <summary>Moves the boot on to this stage when it is not there yet.</summary>
    public string? Stage { get; init; }

    /// <summary>The stages in which the rule holds, besides those before <see cref="Stage"/>.</summary>
    public required IReadOnlySet<string> In { get; init; }

    /// <summary>The activity that must be open; null when none must.</summary>
    public string? During { get; init; }

    /// <summary>True when what the rule looks for is a control sequence: then nobody has said anything yet.</summary>
    public bool IsSilent => Templates.All(static template => template.Needle[0] == '\e');

    /// <summary>The activity that begins, outermost first; <c>*</c> keeps whatever is open on that level. What is open below ends.</summary>
    public IReadOnlyList<string> Begin { get; init; } = [];

    /// <summary>An activity that begins inside whatever is open, beside others of its kind (kernel initcalls).</summary>
    public string? Nest { get; init; }

    /// <summary>Which task a nested activity belongs to; activities nest within their task.</summary>
    public string Lane { get; init; } = "";

    public string? End { get; init; }

    public string? Mark { get; init; }

    public string? Detail { get; init; }

    /// <summary>The name of a fact and its value, such as <c>guestKernel</c>.</summary>
    public (string Name, string Value)? Fact { get; init; }

    /// <summary>The mark to add, in place of everything else, when the rule holds a second time in one attempt.</summary>
    public string? Again { get; init; }

    /// <summary>The rest of the line is quoted text, such as the kernel's command line, and says nothing.</summary>
    public bool Stop { get; init; }

    public bool HoldsIn(string stage) =>
        In.Contains(stage) || (Stage is not null && (Stage == stage || StageOrder.GuestMoves(stage, Stage)));
}

internal static class StageOrder
{
    /// <summary>The stages that console text may begin. The others begin with what the engine does.</summary>
    public static readonly IReadOnlySet<string> Guest = new HashSet<string>(StringComparer.Ordinal)
    {
        StageNames.Firmware,
        StageNames.Kernel,
        StageNames.Initrd,
        StageNames.Root,
        StageNames.Init,
        StageNames.Daemon,
    };

    private static readonly Dictionary<string, int> Places =
        StageNames.InOrder.Select(static (name, place) => (name, place)).ToDictionary(StringComparer.Ordinal);

    public static bool IsBefore(string stage, string other) => Places[stage] < Places[other];

    /// <summary>Console text moves a boot only forward, and only while qemu runs and is not ready.</summary>
    public static bool GuestMoves(string from, string to) =>
        IsBefore(from, to) && (from == StageNames.Qemu || Guest.Contains(from));
}
