using System.Text;

namespace Guestfs.Exports;

internal static class Xml
{
    /// <summary>Text for an element or a quoted attribute, without anything that XML 1.0 forbids or a terminal acts on.</summary>
    public static string Text(string text)
    {
        var safe = new StringBuilder(text.Length);
        foreach (var letter in Utf8Text.Plain(text))
        {
            _ = letter switch
            {
                '&' => safe.Append("&amp;"),
                '<' => safe.Append("&lt;"),
                '>' => safe.Append("&gt;"),
                '"' => safe.Append("&quot;"),
                '\'' => safe.Append("&#39;"),
                '\ufffe' or '\uffff' => safe.Append('\ufffd'),
                _ => safe.Append(letter),
            };
        }

        return safe.ToString();
    }

    /// <summary>As <see cref="Text"/>, with what goes beyond the length cut off.</summary>
    public static string Short(string text, int length)
    {
        var plain = Utf8Text.Plain(text);
        if (plain.Length <= length)
        {
            return Text(plain);
        }

        var cut = char.IsHighSurrogate(plain[length - 2]) ? length - 2 : length - 1;
        return Text(plain[..cut] + "\u2026");
    }
}
