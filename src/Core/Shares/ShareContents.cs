namespace Guestfs.Shares;

/// <summary>
/// What the holder of a share's link may see. What is left out or redacted is in no byte that the link serves, in any format.
/// The defaults are what a stranger may be shown.
/// </summary>
public sealed record ShareContents
{
    /// <summary>What the owners of the boot see, to the last byte.</summary>
    public static ShareContents Everything { get; } = new() { DiskNames = true, Redact = false };

    /// <summary>The lines that supermin, qemu, the guest and the engine printed. Without them the timeline is still shown.</summary>
    public bool Console { get; init; } = true;

    /// <summary>Pins on moments and lines, with their texts. Without the console, a pin on a line is one on its moment.</summary>
    public bool Pins { get; init; } = true;

    /// <summary>The names of images, as <c>ROOT:relative/path</c>.</summary>
    public bool DiskNames { get; init; }

    /// <summary>The command lines of qemu and of the kernel.</summary>
    public bool CommandLine { get; init; } = true;

    /// <summary>The values of environment variables and what is known of the host.</summary>
    public bool Environment { get; init; } = true;

    /// <summary>Puts placeholders in the place of paths, names of users and hosts, addresses, identifiers and secrets.</summary>
    public bool Redact { get; init; } = true;
}
