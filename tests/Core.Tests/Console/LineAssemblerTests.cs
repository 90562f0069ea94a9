using System.Text;
using CsCheck;
using Guestfs.Console;

namespace Guestfs.Core.Tests.Console;

public class LineAssemblerTests
{
    [Fact]
    public void Line_KeepsItsEndAndTheTimeOfItsFirstByte()
    {
        var assembler = new LineAssembler();
        var lines = new List<ConsoleLine>();

        assembler.Add("sup"u8, 10, lines);
        assembler.Add("ermin: chroot\r"u8, 20, lines);
        assembler.Add("\nnext\nrest"u8, 30, lines);

        assembler.FlushPartial(lines);
        assembler.FlushPartial(lines);

        Assert.Equal(["10 supermin: chroot\r\n True", "30 next\n True", "30 rest False"], lines.Select(Show));
    }

    [Fact]
    public void Partial_ShownEarly_IsContinuedByAPieceWithATimeOfItsOwn()
    {
        var assembler = new LineAssembler();
        var lines = new List<ConsoleLine>();

        assembler.Add("uptime: "u8, 10, lines);
        assembler.FlushPartial(lines);
        assembler.Add("1.76\n"u8, 99, lines);

        Assert.Equal(["10 uptime:  False", "99 1.76\n True"], lines.Select(Show));
    }

    [Fact]
    public void Line_WithoutEnd_ComesInPiecesOf64KiB()
    {
        var assembler = new LineAssembler();
        var lines = new List<ConsoleLine>();

        assembler.Add(new byte[(3 * LineAssembler.MaxPiece) + 5], 1, lines);

        assembler.FlushPartial(lines);

        Assert.Equal([65_536, 65_536, 65_536, 5], lines.Select(static line => line.Raw.Length));
        Assert.All(lines, static line => Assert.False(line.Terminated));
    }

    [Fact]
    public void Reset_InsideALine_EndsIt()
    {
        var assembler = new LineAssembler();
        var lines = new List<ConsoleLine>();

        assembler.Add("Booting from ROM.."u8, 10, lines);
        assembler.Add("\u001b"u8, 20, lines);
        assembler.Add("c\u001b[2J"u8, 30, lines);
        assembler.Add("[    0.000000] Linux version\n"u8, 40, lines);

        Assert.Equal(["10 Booting from ROM.. True", "20 \u001bc\u001b[2J[    0.000000] Linux version\n True"], lines.Select(Show));
    }

    [Fact]
    public void Reset_AfterAPartialThatWasShown_EndsItsLineByAnEmptyPiece()
    {
        var assembler = new LineAssembler();
        var lines = new List<ConsoleLine>();

        assembler.Add("Booting from ROM.."u8, 10, lines);
        assembler.FlushPartial(lines);
        assembler.Add("\u001bc[    0.000000] Linux version\n"u8, 40, lines);

        Assert.Equal(["10 Booting from ROM.. False", "40  True", "40 \u001bc[    0.000000] Linux version\n True"], lines.Select(Show));
    }

    [Fact]
    public void Lines_OfAnyCutting_AreTheSame() =>
        Gen.Select(
            Gen.OneOf("a", "\n", "\r\n", "\u001b", "c", "\u001bc", "\u001b[0m", "line of text\n", "é").Array[0, 60].Select(static parts => Encoding.UTF8.GetBytes(string.Concat(parts))),
            Gen.Int[1, 70]).Sample(static (bytes, size) =>
            {
                Assert.Equal(Assemble(bytes, bytes.Length + 1), Assemble(bytes, size));
                Assert.Equal(Assemble(bytes, bytes.Length + 1), Assemble(bytes, 1));
            });

    public static TheoryData<int, string> Ends =>
        [.. from length in Enumerable.Range(LineAssembler.MaxPiece - 3, 5) from end in (string[])["\u001bc", "\n", "\u001b\u001bc", "x"] select (length, end)];

    [Theory]
    [MemberData(nameof(Ends))]
    public void Lines_NearTheLongestPiece_AreTheSameOfAnyCutting(int length, string end)
    {
        byte[] bytes = [.. new byte[length], .. Encoding.UTF8.GetBytes(end + "tail\n")];

        Assert.Equal(Assemble(bytes, bytes.Length), Assemble(bytes, 7));
        Assert.Equal(Assemble(bytes, bytes.Length), Assemble(bytes, 1));
    }

    [Fact]
    public void Lines_Joined_AreTheStream() =>
        Gen.Select(Gen.Byte.Array[0, 300], Gen.Int[1, 50]).Sample(static (bytes, size) =>
        {
            var assembler = new LineAssembler();
            var lines = new List<ConsoleLine>();
            foreach (var chunk in bytes.Chunk(size))
            {
                assembler.Add(chunk, 0, lines);
            }

            assembler.FlushPartial(lines);
            Assert.Equal(bytes, lines.SelectMany(static line => line.Raw.ToArray()));
        });

    [Fact]
    public void Offset_OfEachLine_IsTheReadOfItsFirstByte() =>
        Gen.OneOf("a", "\n", "bc", "\u001b", "\u001bc", "c").Array[1, 40].Sample(static parts =>
        {
            var bytes = Encoding.ASCII.GetBytes(string.Concat(parts));
            var assembler = new LineAssembler();
            var lines = new List<ConsoleLine>();
            for (var i = 0; i < bytes.Length; i++)
            {
                assembler.Add(bytes.AsSpan(i, 1), i, lines);
            }

            var at = 0L;
            foreach (var line in lines)
            {
                Assert.Equal(at, line.Offset);
                at += line.Raw.Length;
            }
        });

    [Fact]
    public void Read_OfManyLines_IsCopiedOnce()
    {
        var assembler = new LineAssembler();
        var lines = new List<ConsoleLine>(2_000);
        var read = Encoding.ASCII.GetBytes(string.Concat(Enumerable.Repeat("a line of text\n", 1_000)));
        assembler.Add(read, 0, lines);
        lines.Clear();

        var before = GC.GetAllocatedBytesForCurrentThread();
        assembler.Add(read, 0, lines);

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, read.Length, read.Length + 100);
    }

    private static string Show(ConsoleLine line) => $"{line.Offset} {Encoding.UTF8.GetString(line.Raw.Span)} {line.Terminated}";

    private static List<string> Assemble(byte[] bytes, int size)
    {
        var assembler = new LineAssembler();
        var lines = new List<ConsoleLine>();
        foreach (var chunk in bytes.Chunk(size))
        {
            assembler.Add(chunk, 7, lines);
        }

        assembler.FlushPartial(lines);
        return [.. lines.Select(static line => $"{Convert.ToHexString(line.Raw.Span)} {line.Terminated}")];
    }
}
