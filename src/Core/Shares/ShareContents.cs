namespace Guestfs.Shares;

/// <summary>
/// What the holder of a share's link may see, chosen when the share is made and never widened afterwards. What is left out or
/// redacted is in no byte that the link serves, in any format. The defaults are what a stranger may be shown.
/// </summary>
public sealed record ShareContents
{
    /// <summary>Everything shown to the last byte: what the owners of the boot see.</summary>
    public static ShareContents Everything { get; } = new()
    {
        DiskNames = true,
        RedactPaths = false,
        RedactNames = false,
        RedactAddresses = false,
        RedactIdentifiers = false,
        RedactCredentials = false,
    };

    /// <summary>The lines that supermin, qemu, the guest and the engine printed. Without them the timeline is still shown.</summary>
    public bool Console { get; init; } = true;

    /// <summary>The names of images, as <c>ROOT:relative/path</c>.</summary>
    public bool DiskNames { get; init; }

    /// <summary>The command lines of qemu and of the kernel.</summary>
    public bool CommandLine { get; init; } = true;

    /// <summary>What the boot ran on: the host's name, system, kernel, processor and memory, and where the appliance lies.</summary>
    public bool Environment { get; init; } = true;

    /// <summary>Replace paths of the host.</summary>
    public bool RedactPaths { get; init; } = true;

    /// <summary>Replace the names of users and hosts, and e-mail addresses.</summary>
    public bool RedactNames { get; init; } = true;

    /// <summary>Replace IP and MAC addresses.</summary>
    public bool RedactAddresses { get; init; } = true;

    /// <summary>Replace UUIDs and serials.</summary>
    public bool RedactIdentifiers { get; init; } = true;

    /// <summary>Replace user names and passwords inside URLs, and the values of environment variables.</summary>
    public bool RedactCredentials { get; init; } = true;

    /// <summary>Whether anything is replaced by a placeholder.</summary>
    public bool Redacts() => RedactPaths || RedactNames || RedactAddresses || RedactIdentifiers || RedactCredentials;
}
