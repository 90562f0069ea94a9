namespace Guestfs.Pins;

/// <summary>A pin that was not made or changed, with the reason in one sentence.</summary>
public sealed class PinRefusedException(string message) : GuestfsException(message);
