using Guestfs.Connection;
using Guestfs.Protocol;

namespace Guestfs.Core.Tests.Protocol;

/// <summary>Hex tables read better than byte arrays.</summary>
internal static class Bytes
{
    public static byte[] Of(string hex) => Convert.FromHexString(hex.Replace(" ", "", StringComparison.Ordinal));

    /// <summary>What a writer wrote, without the length word.</summary>
    public static byte[] Written(ArgumentWriter write)
    {
        var message = new OutgoingMessage();
        write(new XdrWriter(message));
        return message.Finish()[ProtocolConstants.WordSize..].ToArray();
    }
}
