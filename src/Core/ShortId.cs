using System.Buffers;
using System.Security.Cryptography;

namespace Guestfs;

/// <summary>What boots, shares and badges are called: ten lower-case base32 characters, 50 bits, enough not to collide, not a secret.</summary>
public static class ShortId
{
    public const int Length = 10;
    private const string Alphabet = "abcdefghijklmnopqrstuvwxyz234567";
    private static readonly SearchValues<char> Letters = SearchValues.Create(Alphabet);

    public static string Create() => RandomNumberGenerator.GetString(Alphabet, Length);

    public static bool IsValid(string? text) =>
        text is { Length: Length } && text.AsSpan().IndexOfAnyExcept(Letters) < 0;
}
