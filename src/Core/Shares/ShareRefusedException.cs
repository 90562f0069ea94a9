namespace Guestfs.Shares;

/// <summary>A share that was not made or changed, with the reason in one sentence.</summary>
public sealed class ShareRefusedException(string message) : GuestfsException(message);
