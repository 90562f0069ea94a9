using System.Buffers;
using System.Buffers.Text;
using System.Security.Cryptography;

namespace Guestfs.Shares;

/// <summary>
/// The secret of a share's address: whoever has it may view, and nothing else. 192 random bits, written as 32 letters of
/// base64url. Only <see cref="Hash"/> is ever stored, and <see cref="ToString"/> never tells it, so that no log can.
/// </summary>
public sealed class ShareToken
{
    public const int Length = 32;
    private const int Bytes = 24;

    private static readonly SearchValues<char> Letters =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_");

    private readonly byte[] _secret;

    private ShareToken(byte[] secret) => _secret = secret;

    /// <summary>The token as it stands in the address.</summary>
    public string Text => Base64Url.EncodeToString(_secret);

    /// <summary>From the system's cryptographic random numbers.</summary>
    public static ShareToken Create() => new(RandomNumberGenerator.GetBytes(Bytes));

    /// <summary>The token that <paramref name="text"/> spells in the one way it can be spelled, or null.</summary>
    public static ShareToken? Parse(string? text) =>
        text is { Length: Length } && text.AsSpan().IndexOfAnyExcept(Letters) < 0 ? new ShareToken(Base64Url.DecodeFromChars(text)) : null;

    /// <summary>What is stored of the token: SHA-256, 32 bytes.</summary>
    public byte[] Hash() => SHA256.HashData(_secret);

    /// <summary>Whether <paramref name="hash"/> is this token's, found out in a time that does not tell how much of it agrees.</summary>
    public bool Matches(ReadOnlySpan<byte> hash) => CryptographicOperations.FixedTimeEquals(Hash(), hash);

    public override string ToString() => "(share token)";
}
