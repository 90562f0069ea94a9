using System.Buffers;
using System.Globalization;
using System.Text;
using Guestfs.Console;

namespace Guestfs.Exports;

/// <summary>Text written as UTF-8, with numbers as every culture reads them.</summary>
internal static class Utf8Text
{
    public static void WriteText(this IBufferWriter<byte> output, ReadOnlySpan<char> text) => Encoding.UTF8.GetBytes(text, output);

    public static void WriteText(this IBufferWriter<byte> output, FormattableString text) => output.WriteText(text.ToString(CultureInfo.InvariantCulture));

    /// <summary>One line of text in which nothing acts on the terminal or hides from the reader, as on the page.</summary>
    public static string Plain(string text) => AnsiText.ToPlain(Encoding.UTF8.GetBytes(text));
}
