using System.Text;
using CsCheck;
using Guestfs.Connection;
using Guestfs.Protocol;

namespace Guestfs.Core.Tests.Protocol;

public sealed class XdrReaderFailureTests
{
    private static readonly (string Name, ReplyReader<object?> Read)[] Shapes =
    [
        ("uint32", static (ref XdrReader reader) => reader.ReadUInt32()),
        ("uint64", static (ref XdrReader reader) => reader.ReadUInt64()),
        ("single", static (ref XdrReader reader) => reader.ReadSingle()),
        ("bool", static (ref XdrReader reader) => reader.ReadBool()),
        ("string", static (ref XdrReader reader) => reader.ReadString()),
        ("short string", static (ref XdrReader reader) => reader.ReadString(2)),
        ("optional string", static (ref XdrReader reader) => reader.ReadOptionalString()),
        ("opaque", static (ref XdrReader reader) => reader.ReadOpaque().ToArray()),
        ("uuid", static (ref XdrReader reader) => reader.ReadFixedOpaque(32).ToArray()),
        ("list", static (ref XdrReader reader) => reader.ReadStringList()),
        ("pairs", static (ref XdrReader reader) => reader.ReadPairs()),
        ("header", static (ref XdrReader reader) => MessageHeader.Read(ref reader)),
        ("error", static (ref XdrReader reader) => MessageError.Read(ref reader)),
        ("progress", static (ref XdrReader reader) => ProgressMessage.Read(ref reader)),
    ];

    public static TheoryData<string, string, long> Broken => new()
    {
        { "uint32", "000000", 0 },
        { "uint64", "00000000 000000", 0 },
        { "bool", "00000002", 0 },
        { "string", "00000005 61626364", 0 },
        { "string", "00000003 616263", 7 },
        { "string", "FFFFFFFF 61626364", 0 },
        { "short string", "00000003 61626300", 0 },
        { "optional string", "00000001", 4 },
        { "opaque", "80000000", 0 },
        { "uuid", "00000000 00000000", 0 },
        { "list", "7FFFFFFF", 0 },
        { "list", "00000002 00000000", 0 },
        { "list", "00000002 00000000 00000001", 8 },
        { "pairs", "00000001 00000000", 0 },
        { "header", "2000F5F5 00000004 0000", 8 },
        { "error", "00000021", 0 },
        { "progress", "00000001 00000001 00000000", 8 },
    };

    [Theory]
    [MemberData(nameof(Broken))]
    public void Read_BrokenBytes_SaysWhere(string shape, string hex, long offset)
    {
        var error = Assert.Throws<ProtocolException>(() => Read(shape, Bytes.Of(hex)));

        Assert.Equal(offset, error.Offset);
    }

    [Fact]
    public void ExpectEnd_BytesLeft_SaysHowMany()
    {
        var error = Assert.Throws<ProtocolException>(static () =>
        {
            var reader = new XdrReader(Bytes.Of("00000001 00000002"));
            reader.ReadUInt32();
            reader.ExpectEnd();
        });

        Assert.Contains("4 bytes", error.Message, StringComparison.Ordinal);
        Assert.Equal(4, error.Offset);
    }

    /// <summary>Counts are often small in the generated garbage, so that reading goes deep before it fails.</summary>
    [Fact]
    public void Read_Garbage_ThrowsNothingElseAndAllocatesInProportion()
    {
        var garbage = Gen.OneOf(
            Gen.Byte.Array[0, 200],
            Gen.OneOf(Gen.UInt[0, 9], Gen.UInt).Array[0, 60].Select(static words => words.SelectMany(Word).ToArray()));

        Gen.Select(garbage, Gen.Int[0, Shapes.Length - 1]).Sample(
            static (bytes, shape) =>
            {
                var before = GC.GetAllocatedBytesForCurrentThread();
                try
                {
                    Read(Shapes[shape].Name, bytes);
                }
                catch (ProtocolException)
                {
                }

                var allocated = GC.GetAllocatedBytesForCurrentThread() - before;
                Assert.InRange(allocated, 0, 32 * bytes.Length + 16 * 1024);
            },
            iter: 20_000,
            threads: 1);
    }

    [Fact]
    public void Read_AnyTextWritten_ComesBack()
    {
        var text = Gen.String.Select(static s => Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(s.Replace("\0", "", StringComparison.Ordinal))));

        text.Array[0, 20].Sample(static values =>
        {
            var bytes = Bytes.Written(writer => writer.WriteStringList(values));

            Assert.Equal(0, bytes.Length % 4);
            var reader = new XdrReader(bytes);
            Assert.Equal(values, reader.ReadStringList());
            reader.ExpectEnd();
        });
    }

    private static IEnumerable<byte> Word(uint value) => BitConverter.GetBytes(value).Reverse();

    private static object? Read(string shape, byte[] bytes)
    {
        var reader = new XdrReader(bytes);
        return Shapes.Single(candidate => candidate.Name == shape).Read(ref reader);
    }
}
