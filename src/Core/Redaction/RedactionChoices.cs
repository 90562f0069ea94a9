namespace Guestfs.Redaction;

/// <summary>What a reader may see of a boot. Each choice holds by itself; what is included is still redacted when that is on.</summary>
public sealed record RedactionChoices
{
    /// <summary>False takes every line of output away; the timeline stays.</summary>
    public bool Console { get; init; } = true;

    /// <summary>False puts <c>disk-1</c> in the place of each disk image's name.</summary>
    public bool DiskNames { get; init; } = true;

    /// <summary>False takes away qemu's arguments and the kernel's command line.</summary>
    public bool CommandLine { get; init; } = true;

    /// <summary>False takes away the values of environment variables and what is known of the host.</summary>
    public bool Environment { get; init; } = true;

    /// <summary>Replaces names, addresses, identifiers and secrets by placeholders.</summary>
    public bool Redact { get; init; } = true;

    /// <summary>Shows everything as it is.</summary>
    public static RedactionChoices None { get; } = new() { Redact = false };
}
