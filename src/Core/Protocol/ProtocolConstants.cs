namespace Guestfs.Protocol;

/// <summary>The numbers of the daemon's protocol (libguestfs common/protocol/guestfs_protocol.x).</summary>
public static class ProtocolConstants
{
    /// <summary>Names the conversation in every header.</summary>
    public const uint Program = 0x2000F5F5;

    public const uint Version = 4;

    /// <summary>The longest message body in bytes, without its length word.</summary>
    public const int MaxMessage = 4 * 1024 * 1024;

    /// <summary>The longest error text in bytes; longer ones are cut on the wire and whole on the console.</summary>
    public const int MaxErrorText = 64 * 1024;

    /// <summary>The longest symbolic errno in bytes, such as ENOENT.</summary>
    public const int MaxErrnoName = 32;

    /// <summary>The most file bytes in one chunk.</summary>
    public const int MaxChunk = 8192;

    /// <summary>The word the daemon sends once, when the appliance is ready.</summary>
    public const uint LaunchFlag = 0xF5F55FF5;

    /// <summary>The word that asks the other side to stop a file transfer.</summary>
    public const uint CancelFlag = 0xFFFFEEEE;

    /// <summary>The word in front of a progress message.</summary>
    public const uint ProgressFlag = 0xFFFF5555;

    /// <summary>The message serial of the first call; each call adds one (libguestfs lib/handle.c).</summary>
    public const uint FirstSerial = 0x00123400;

    /// <summary>A length or flag word.</summary>
    public const int WordSize = 4;
}
