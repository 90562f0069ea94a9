using System.Globalization;
using System.Text;

namespace Guestfs.Web.Api;

/// <summary>What somebody sent, as an answer may repeat it: quoted, bounded and free of what cannot be seen.</summary>
internal static class Echo
{
    private const int Most = 60;

    public static string Of(string? text) => $"\"{Bare(text)}\"";

    /// <summary>Without quotes, for JSON and for names of members.</summary>
    public static string Bare(string? text)
    {
        var shown = new StringBuilder();
        var count = 0;
        foreach (var rune in (text ?? "").EnumerateRunes())
        {
            if (count++ == Most)
            {
                shown.Append('…');
                break;
            }

            var isVisible = Rune.GetUnicodeCategory(rune) is not (UnicodeCategory.Control or UnicodeCategory.Format
                or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator);
            shown.Append(isVisible ? rune.ToString() : string.Create(CultureInfo.InvariantCulture, $"<U+{rune.Value:X4}>"));
        }

        return shown.ToString();
    }
}
