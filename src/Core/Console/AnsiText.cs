using System.Globalization;
using System.Text;

namespace Guestfs.Console;

/// <summary>A stretch of text drawn in one style.</summary>
public readonly record struct StyledRun(string Text, AnsiStyle Style);

/// <summary>
/// A console line as text that is safe to show: no escape sequence, no line end, controls and invisible direction marks
/// drawn as signs. It never throws, whatever a guest prints. It is text, not HTML.
/// </summary>
public static class AnsiText
{
    /// <summary>More combining marks than this on one character are each drawn as U+FFFD, so that a line keeps its height.</summary>
    private const int MaxMarks = 8;

    public static string ToPlain(ReadOnlySpan<byte> raw)
    {
        var text = new StringBuilder(raw.Length);
        var marks = 0;
        var tokens = new AnsiTokenizer(raw);
        while (tokens.Next())
        {
            Append(text, tokens.Kind, tokens.Bytes, ref marks);
        }

        return text.ToString();
    }

    /// <summary>The line as coloured runs, in order. The texts of all runs together are what <see cref="ToPlain"/> gives.</summary>
    public static IReadOnlyList<StyledRun> ToRuns(ReadOnlySpan<byte> raw)
    {
        var style = default(AnsiStyle);
        return ToRuns(raw, ref style);
    }

    /// <param name="style">The style the line before ended with; replaced by that of this line's end.</param>
    public static IReadOnlyList<StyledRun> ToRuns(ReadOnlySpan<byte> raw, ref AnsiStyle style)
    {
        var runs = new List<StyledRun>(1);
        var text = new StringBuilder(raw.Length);
        var marks = 0;
        var tokens = new AnsiTokenizer(raw);
        while (tokens.Next())
        {
            if (tokens.Kind is not (AnsiToken.Style or AnsiToken.Reset))
            {
                Append(text, tokens.Kind, tokens.Bytes, ref marks);
                continue;
            }

            var next = tokens.Kind == AnsiToken.Reset ? default : style.After(tokens.Bytes);
            if (next != style)
            {
                EndRun(runs, text, style);
                style = next;
            }
        }

        EndRun(runs, text, style);
        return runs;
    }

    /// <summary>
    /// The ASCII of a line for matching: no sequences and no controls but tabs, everything beyond ASCII as one U+FFFD.
    /// Returns how much of <paramref name="text"/> was filled; the rest of a longer line is left out.
    /// </summary>
    /// <param name="resets">Keeps terminal resets, as <c>ESC c</c>.</param>
    internal static int CopyAscii(ReadOnlySpan<byte> raw, Span<char> text, bool resets = false)
    {
        var length = 0;
        var tokens = new AnsiTokenizer(raw);
        while (tokens.Next())
        {
            var bytes = tokens.Bytes;
            if (tokens.Kind == AnsiToken.Style
                || (tokens.Kind == AnsiToken.Reset && !resets)
                || (tokens.Kind == AnsiToken.Control && bytes[0] != '\t'))
            {
                continue;
            }

            var take = Math.Min(bytes[0] < 0x80 ? bytes.Length : 1, text.Length - length);
            if (take > 0 && bytes[0] >= 0x80)
            {
                text[length] = '\ufffd';
            }
            else
            {
                Encoding.ASCII.GetChars(bytes[..take], text[length..]);
            }

            length += take;
        }

        return length;
    }

    private static void EndRun(List<StyledRun> runs, StringBuilder text, AnsiStyle style)
    {
        if (text.Length > 0)
        {
            runs.Add(new StyledRun(text.ToString(), style));
            text.Clear();
        }
    }

    private static void Append(StringBuilder text, AnsiToken kind, ReadOnlySpan<byte> bytes, ref int marks)
    {
        switch (kind)
        {
            case AnsiToken.Text when bytes[0] < 0x80:
                marks = 0;
                text.Append(Encoding.ASCII.GetString(bytes));
                break;
            case AnsiToken.Text:
                Rune.DecodeFromUtf8(bytes, out var rune, out _);
                AppendRune(text, rune, ref marks);
                break;
            case AnsiToken.Invalid:
                text.Append('\ufffd');
                break;
            case AnsiToken.Control when bytes[0] == '\t':
                text.Append('\t');
                break;
            case AnsiToken.Control when bytes[0] is not ((byte)'\r' or (byte)'\n'):
                text.Append((char)(bytes[0] == 0x7f ? 0x2421 : 0x2400 + bytes[0]));
                break;
        }
    }

    private static void AppendRune(StringBuilder text, Rune rune, ref int marks)
    {
        var category = Rune.GetUnicodeCategory(rune);
        marks = category is UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark ? marks + 1 : 0;
        if (marks > MaxMarks)
        {
            text.Append('\ufffd');
        }
        else if (IsInvisible(rune, category))
        {
            text.Append(CultureInfo.InvariantCulture, $"[U+{rune.Value:X4}]");
        }
        else
        {
            text.Append(rune);
        }
    }

    /// <summary>Direction overrides, zero-width and tag characters, which change what a reader sees; joiners inside words and emoji stay.</summary>
    private static bool IsInvisible(Rune rune, UnicodeCategory category) =>
        category is UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator
        || (category == UnicodeCategory.Format && rune.Value is not (0x200c or 0x200d or 0xad));
}
