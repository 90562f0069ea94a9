using System.Text;
using System.Text.RegularExpressions;

namespace Guestfs.Imports.Logs;

/// <summary>The headers of a mail, which stand before the log it carries.</summary>
/// <param name="Length">In bytes, with the empty line after them; 0 when the text is no mail.</param>
/// <param name="Lines">In lines.</param>
/// <param name="IsQuotedPrintable">What follows is encoded as of RFC 2045, 6.7.</param>
internal readonly record struct MailText(int Length, int Lines, bool IsQuotedPrintable)
{
    private const int MostLines = 60;

    private static readonly Regex Header = new(
        @"^(?:From|To|Cc|Subject|Date|Message-I[dD]|MIME-Version|Content-Type|Content-Transfer-Encoding|Received|Return-Path|Reply-To|X-[\w-]{1,40}): ",
        Wording.Linear);

    /// <summary>In words, for the page.</summary>
    public IReadOnlyList<string> Names => Length == 0 ? [] : IsQuotedPrintable ? ["mail headers", "quoted-printable"] : ["mail headers"];

    /// <param name="head">The beginning of the text.</param>
    public static MailText Of(ReadOnlySpan<byte> head)
    {
        var (length, lines, headers, encoded) = (0, 0, 0, false);
        while (lines < MostLines && head[length..].IndexOf((byte)'\n') is >= 0 and var end)
        {
            var line = Encoding.Latin1.GetString(head.Slice(length, Math.Min(end, 200))).TrimEnd();
            length += end + 1;
            lines++;
            if (line.Length == 0)
            {
                return lines > 2 && headers >= 2 ? new MailText(length, lines, encoded) : default;
            }

            headers += Header.IsMatch(line) ? 1 : 0;
            encoded |= line.Contains("quoted-printable", StringComparison.OrdinalIgnoreCase);
        }

        return default;
    }
}
