namespace Guestfs.Disks;

/// <summary>A path or image that is not used. The message is one sentence without absolute paths.</summary>
public class DiskException : GuestfsException
{
    public DiskException(string message)
        : base(message)
    {
    }
}

/// <summary>Disks that were not prepared, with every reason at once. Nothing was changed.</summary>
public sealed class DisksRefusedException(IReadOnlyList<string> reasons)
    : DiskException(string.Join(" ", reasons))
{
    public IReadOnlyList<string> Reasons { get; } = reasons;
}
