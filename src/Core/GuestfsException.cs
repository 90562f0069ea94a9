namespace Guestfs;

/// <summary>The base of every error the engine reports. <see cref="Exception.Message"/> is one sentence a user can act on.</summary>
public class GuestfsException : Exception
{
    public GuestfsException(string message)
        : base(message)
    {
    }

    public GuestfsException(string message, Exception? innerException)
        : base(message, innerException)
    {
    }
}
