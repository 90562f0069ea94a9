using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Guestfs.Exports;

/// <summary>The ids of a boot's trace: 16 and 8 bytes in hexadecimal, always the same for the same boot, never all zero.</summary>
internal sealed class TraceIds
{
    private readonly byte[] _boot;

    public TraceIds(string bootId)
    {
        _boot = SHA256.HashData(Encoding.UTF8.GetBytes("guestfs boot " + bootId));
        Trace = Convert.ToHexStringLower(_boot.AsSpan(0, 16));
        Root = Span(-1);
    }

    public string Trace { get; }

    public string Root { get; }

    public string Span(int bar)
    {
        Span<byte> seed = stackalloc byte[36];
        _boot.CopyTo(seed);
        BinaryPrimitives.WriteInt32BigEndian(seed[32..], bar);
        Span<byte> hash = stackalloc byte[32];
        SHA256.HashData(seed, hash);
        return Convert.ToHexStringLower(hash[..8]);
    }
}
