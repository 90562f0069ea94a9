using System.Text;
using System.Text.RegularExpressions;

namespace Guestfs.E2E.Support;

/// <summary>The bytes a guest printed as the lines of plain text that a page shows of them. A line feed ends a line, and so does a terminal reset.</summary>
public static partial class PrintedLines
{
    public static string[] Of(byte[] console)
    {
        var lines = BeforeReset().Replace(Encoding.UTF8.GetString(console), "\n");
        return Escape().Replace(lines, "").Replace("\r", "", StringComparison.Ordinal).TrimEnd('\n').Split('\n');
    }

    [GeneratedRegex(@"(?<=[^\n])(?=\x1bc)")]
    private static partial Regex BeforeReset();

    [GeneratedRegex(@"\x1b(?:\[[0-9;?=]*[A-Za-z]|[A-Za-z])")]
    private static partial Regex Escape();
}
