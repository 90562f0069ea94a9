namespace Guestfs.Launching;

/// <summary>Something qemu is told that libguestfs 1.48.6 would not have told it.</summary>
/// <param name="Argument">As it stands in the arguments, or NAME=VALUE in the environment.</param>
/// <param name="Reason">One sentence.</param>
public sealed record QemuAddition(string Argument, string Reason);
