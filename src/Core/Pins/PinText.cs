using System.Globalization;

namespace Guestfs.Pins;

/// <summary>What a pin may say: one line, in characters that look the same to everybody.</summary>
public static class PinText
{
    /// <summary>In UTF-16 units, as a browser's field counts.</summary>
    public const int Most = 200;

    private const string Isolates = "\u202A\u202B\u202C\u202D\u202E\u2066\u2067\u2068\u2069";

    /// <summary>The text without blanks around it.</summary>
    /// <exception cref="PinRefusedException">It is none that a pin may have.</exception>
    public static string Read(string? text)
    {
        var given = text?.Trim() ?? "";
        return Fault(given) is { } fault ? throw new PinRefusedException($"The pin's text {fault}, so nothing was changed.") : given;
    }

    /// <summary>What is wrong with a text, as the rest of a sentence about it; null when it is good.</summary>
    public static string? Fault(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return text.Length == 0 ? "is empty; 1 to 200 characters are needed"
            : text.Length > Most ? string.Create(CultureInfo.InvariantCulture, $"has {text.Length} characters; up to {Most} are kept")
            : text.Any(IsUnfit) || HasHalves(text) ? "has control characters or line breaks; one line of plain text is needed"
            : null;
    }

    private static bool IsUnfit(char letter) =>
        char.IsControl(letter) || letter is '\u2028' or '\u2029' || Isolates.Contains(letter, StringComparison.Ordinal);

    /// <summary>Half of a pair of surrogates is no character.</summary>
    private static bool HasHalves(string text)
    {
        for (var at = 0; at < text.Length; at++)
        {
            if (char.IsSurrogate(text[at]) && !(at + 1 < text.Length && char.IsSurrogatePair(text[at], text[++at])))
            {
                return true;
            }
        }

        return false;
    }
}
