using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Guestfs.Web.Auth;

/// <summary>A secret kept only as its SHA-256, compared without telling how much of it was right.</summary>
public sealed class SecretHash(string secret)
{
    private readonly byte[] _hash = Hash(secret);

    /// <summary>192 random bits as 32 URL-safe characters.</summary>
    public static string NewSecret() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(24));

    public bool Matches(string? candidate) => CryptographicOperations.FixedTimeEquals(_hash, Hash(candidate ?? ""));

    private static byte[] Hash(string secret) => SHA256.HashData(Encoding.UTF8.GetBytes(secret));
}
