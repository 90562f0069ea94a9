using System.Diagnostics.CodeAnalysis;

namespace Guestfs.Protocol;

/// <summary>Keeps the readers' hot methods small.</summary>
internal static class ThrowHelper
{
    [DoesNotReturn]
    public static void EndOfMessage(int offset, int wanted, int left) =>
        throw new ProtocolException($"The message ends too early: {wanted} bytes are wanted at offset {offset}, {left} are left.", offset);

    [DoesNotReturn]
    public static void TooLong(string what, uint length, int limit, int offset) =>
        throw new ProtocolException($"The {what} at offset {offset} claims {length} bytes or items, at most {limit} are possible.", offset);

    [DoesNotReturn]
    public static void NotBoolean(uint value, int offset) =>
        throw new ProtocolException($"The value {value} at offset {offset} is neither 0 nor 1.", offset);

    [DoesNotReturn]
    public static void Leftover(int offset, int left) =>
        throw new ProtocolException($"The message goes on for {left} bytes after its end at offset {offset}.", offset);
}
