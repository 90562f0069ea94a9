using System.Globalization;
using System.Text;

namespace Guestfs.Disks;

/// <summary>Names from users and images as they appear in sentences: quoted, bounded and free of invisible characters.</summary>
internal static class Quoted
{
    private const int MaxLength = 120;

    public static string Text(string name)
    {
        var text = new StringBuilder("\"");
        int count = 0;
        foreach (Rune rune in name.EnumerateRunes())
        {
            if (count++ == MaxLength)
            {
                text.Append('…');
                break;
            }

            bool visible = Rune.GetUnicodeCategory(rune) is not (UnicodeCategory.Control or UnicodeCategory.Format
                or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator);
            text.Append(visible ? rune.ToString() : string.Create(CultureInfo.InvariantCulture, $"<U+{rune.Value:X4}>"));
        }

        return text.Append('"').ToString();
    }
}
