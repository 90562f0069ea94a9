using System.Globalization;
using System.Text;

namespace Guestfs.Operations;

/// <summary>A call's arguments in short, written as guestfish would take them, for journals and errors.</summary>
internal static class CallDetail
{
    /// <summary>In characters; what is longer ends with an ellipsis.</summary>
    public const int MaxLength = 256;

    /// <summary>Stands in the place of a passphrase.</summary>
    public static readonly object Hidden = new();

    /// <summary>Arguments in order; pairs of name and value are the optional ones, left out when the value is null.</summary>
    public static string? Of(params ReadOnlySpan<object?> values)
    {
        var text = new StringBuilder();
        foreach (var value in values)
        {
            Append(text, value);
            if (text.Length > MaxLength)
            {
                return string.Concat(text.ToString().AsSpan(0, MaxLength - 1), "…");
            }
        }

        return text.Length == 0 ? null : text.ToString();
    }

    private static void Append(StringBuilder text, object? value)
    {
        if (value is not (string Name, object? Value)[] options)
        {
            Separate(text).Append(Word(value));
            return;
        }

        foreach (var (name, given) in options)
        {
            if (given is not null)
            {
                Separate(text).Append(name).Append(':').Append(Word(given));
            }
        }
    }

    private static StringBuilder Separate(StringBuilder text) => text.Length == 0 ? text : text.Append(' ');

    private static string Word(object? value) => value switch
    {
        null => "\"\"",
        string text => Quoted(text),
        bool flag => flag ? "true" : "false",
        ReadOnlyMemory<byte> bytes => $"<{bytes.Length} bytes>",
        IReadOnlyList<string> list => Quoted(string.Join(' ', list.Take(MaxLength))),
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => "***",
    };

    private static string Quoted(string text)
    {
        var quoted = new StringBuilder("\"");
        foreach (var letter in text.AsSpan(0, Math.Min(text.Length, MaxLength)))
        {
            _ = letter switch
            {
                '"' or '\\' => quoted.Append('\\').Append(letter),
                _ when char.IsControl(letter) => quoted.Append(CultureInfo.InvariantCulture, $"\\x{(int)letter:x2}"),
                _ => quoted.Append(letter),
            };
        }

        return quoted.Append('"').ToString();
    }
}
