namespace Guestfs.Protocol;

/// <summary>Whether a reply belongs to the call it is read for (libguestfs lib/proto.c, check_reply_header).</summary>
public static class ReplyCheck
{
    /// <summary>What is wrong with the header and where its wrong field begins, or null when it fits.</summary>
    public static (string Complaint, long Offset)? Complaint(in MessageHeader header, uint procedure, uint serial)
    {
        if (header.Program != ProtocolConstants.Program)
        {
            return ($"names program 0x{header.Program:X8} instead of 0x{ProtocolConstants.Program:X8}", 0);
        }

        if (header.Version != ProtocolConstants.Version)
        {
            return ($"has protocol version {header.Version} instead of {ProtocolConstants.Version}", 4);
        }

        if (header.Direction != MessageDirection.Reply)
        {
            return ($"has direction {(uint)header.Direction} instead of {(uint)MessageDirection.Reply}", 12);
        }

        if (header.Procedure != procedure)
        {
            return ($"is for procedure {header.Procedure} instead of {procedure}", 8);
        }

        if (header.Serial != serial)
        {
            return ($"has serial 0x{header.Serial:X8} instead of 0x{serial:X8}", 16);
        }

        return header.Status is MessageStatus.Ok or MessageStatus.Error
            ? null
            : ($"has status {(uint)header.Status}, which is neither ok nor error", 36);
    }
}
