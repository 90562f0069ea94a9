using System.Text;
using CsCheck;
using Guestfs.Console;

namespace Guestfs.Core.Tests.Console;

public class AnsiTextTests
{
    [Theory]
    [InlineData("plain text\r\n", "plain text")]
    [InlineData("a\tb", "a\tb")]
    [InlineData("\u001b[0;1;31mred\u001b[0m\r\r\n", "red")]
    [InlineData("\u001bc\u001b[?7l\u001b[2J\u001b[0mSeaBIOS", "SeaBIOS")]
    [InlineData("\u001b(Bcharset\u001b#8", "charset")]
    [InlineData("\u001b[1;256r\u001b[256;256H\u001b[6n", "")]
    [InlineData("\u001b]0;title\u0007after", "after")]
    [InlineData("\u001b]8;;http://x\u001b\\link\u001b]8;;\u001b\\", "link")]
    [InlineData("\u001b]52;c;Zm9v\u0007x", "x")]
    [InlineData("\u001bPq#0;2;0\u001b\\x", "x")]
    [InlineData("\u001b_apc\u001b\\\u001b^pm\u001b\\\u001bXsos\u001b\\x", "x")]
    [InlineData("\u009b31mx\u009d0;t\u0007y\u0085z", "xyz")]
    [InlineData("overwritten\rnew", "overwrittennew")]
    [InlineData("ab\b\b", "ab␈␈")]
    [InlineData("\0\u0007\u007f", "␀␇␡")]
    [InlineData("\u202eevil\u2066\u200b", "[U+202E]evil[U+2066][U+200B]")]
    [InlineData("a\u2028b", "a[U+2028]b")]
    [InlineData("żółw 漢字 👩‍💻", "żółw 漢字 👩‍💻")]
    [InlineData("\u001b[31", "")]
    [InlineData("\u001b", "")]
    [InlineData("\u001b[3\u0001x", "␁x")]
    [InlineData("\u001b]0;never ended", "0;never ended")]
    [InlineData("\u001b]0;broken by\u001b[31m colour", "0;broken by colour")]
    public void Plain_OfALine_IsWhatAReaderMaySee(string raw, string expected)
    {
        Assert.Equal(expected, AnsiText.ToPlain(Encoding.UTF8.GetBytes(raw)));
    }

    [Theory]
    [InlineData(new byte[] { 0xff, (byte)'a' }, "\ufffda")]
    [InlineData(new byte[] { (byte)'a', 0xe2, 0x82 }, "a\ufffd")]
    [InlineData(new byte[] { 0x9b, (byte)'3', (byte)'1', (byte)'m', (byte)'x' }, "x")]
    [InlineData(new byte[] { 0x9d, (byte)'0', 0x07, (byte)'x' }, "x")]
    [InlineData(new byte[] { 0xed, 0xa0, 0x80 }, "\ufffd\ufffd")]
    public void Plain_OfBytesThatAreNotUtf8_NeverFails(byte[] raw, string expected)
    {
        Assert.Equal(expected, AnsiText.ToPlain(raw));
    }

    [Fact]
    public void Runs_CarryColoursAndAttributes()
    {
        var runs = AnsiText.ToRuns("a\u001b[1;31mb\u001b[22;4;44mc\u001b[39;49;24;7md\u001b[me"u8);

        Assert.Equal(
            [
                new StyledRun("a", default),
                new StyledRun("b", new AnsiStyle(1, null, AnsiAttributes.Bold)),
                new StyledRun("c", new AnsiStyle(1, 4, AnsiAttributes.Underline)),
                new StyledRun("d", new AnsiStyle(null, null, AnsiAttributes.Inverse)),
                new StyledRun("e", default),
            ],
            runs);
    }

    [Theory]
    [InlineData("38;5;185", 185)]
    [InlineData("38:5:185", 185)]
    [InlineData("38;2;255;0;0", 196)]
    [InlineData("38:2::255:0:0", 196)]
    [InlineData("38;2;8;8;8", 232)]
    [InlineData("38;2;128;128;128", 244)]
    [InlineData("97", 15)]
    [InlineData("38;5;999", null)]
    [InlineData("38;5", null)]
    [InlineData("38", null)]
    [InlineData("38;2;1;2", null)]
    [InlineData("999999999999", null)]
    [InlineData("?31", null)]
    [InlineData(">4;2", null)]
    public void Foreground_OfSgr_IsAPaletteIndex(string parameters, int? expected)
    {
        var run = Assert.Single(AnsiText.ToRuns(Encoding.ASCII.GetBytes($"\u001b[{parameters}mx")));

        Assert.Equal(expected, run.Style.Foreground);
    }

    [Fact]
    public void Style_OfOneLine_GoesOnInTheNext()
    {
        var style = default(AnsiStyle);
        AnsiText.ToRuns("\u001b[3;2mfirst\r\n"u8, ref style);

        var run = Assert.Single(AnsiText.ToRuns("second"u8, ref style));

        Assert.Equal(AnsiAttributes.Italic | AnsiAttributes.Dim, run.Style.Attributes);
    }

    [Fact]
    public void Marks_PiledOnOneCharacter_DoNotGrowTheLine()
    {
        var text = AnsiText.ToPlain(Encoding.UTF8.GetBytes("e" + new string('\u0301', 100_000)));

        Assert.Equal(8, text.Count(static c => c == '\u0301'));
        Assert.Equal(100_001, text.Length);
    }

    [Fact]
    public void AnyBytes_GiveSafeTextAndTheSameRuns()
    {
        var sequences = Gen.OneOf("\u001b", "[", "]", "P", "0;", "m", "31", "\u0007", "\u001b\\", "x", "\u009b", "é", "\n").Array[0, 40]
            .Select(static parts => Encoding.UTF8.GetBytes(string.Concat(parts)));

        Gen.OneOf(Gen.Byte.Array[0, 80], sequences).Sample(static raw =>
        {
            var plain = AnsiText.ToPlain(raw);

            Assert.DoesNotContain(plain, static c => c != '\t' && char.IsControl(c));
            Assert.Equal(plain, string.Concat(AnsiText.ToRuns(raw).Select(static run => run.Text)));
        });
    }

    [Fact]
    public void Matching_Text_IsThePlainAscii()
    {
        Span<char> text = stackalloc char[64];

        var length = AnsiText.CopyAscii("\u001b[1m[ 0.5] d\u00e9\tx\u0007\u001b]0;t\u0007y\r\n"u8, text);

        Assert.Equal("[ 0.5] d\ufffd\txy", text[..length].ToString());
    }

    [Theory]
    [InlineData("\u001b]")]
    [InlineData("\u009d")]
    [InlineData("\u001b[")]
    [InlineData("\u001bP\u001b")]
    public void Megabytes_OfOpenSequences_TakeOnePass(string introducer)
    {
        var raw = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat(introducer, 500_000)));

        Assert.True(AnsiText.ToPlain(raw).Length <= raw.Length);
    }
}
