using Guestfs.Connection;
using Guestfs.Protocol;

namespace Guestfs.Core.Tests.Protocol;

public sealed class XdrTests
{
    public static TheoryData<object, string> Values => new()
    {
        { 0u, "00000000" },
        { 0xF5F55FF5u, "F5F55FF5" },
        { 1, "00000001" },
        { -2, "FFFFFFFE" },
        { 0x0123456789ABCDEFul, "01234567 89ABCDEF" },
        { -1L, "FFFFFFFF FFFFFFFF" },
        { true, "00000001" },
        { false, "00000000" },
        { -1.0f, "BF800000" },
        { "", "00000000" },
        { "mbr", "00000003 6D627200" },
        { "ext2", "00000004 65787432" },
        { "/dev/sda1", "00000009 2F6465762F73646131 000000" },
        { "é", "00000002 C3A90000" },
        { Array.Empty<string>(), "00000000" },
        { new[] { "a", "bc" }, "00000002 00000001 61000000 00000002 62630000" },
        { new byte[] { 0, 0xFF, 0x80, 1, 2 }, "00000005 00FF8001 02000000" },
    };

    [Theory]
    [MemberData(nameof(Values))]
    public void Value_WrittenAndRead_HasTheseBytes(object value, string hex)
    {
        var bytes = Bytes.Written(writer => Write(writer, value));
        var reader = new XdrReader(Bytes.Of(hex));
        var read = Read(ref reader, value);

        Assert.Equal(hex.Replace(" ", "", StringComparison.Ordinal), Convert.ToHexString(bytes));
        Assert.Equal(value, read);
        reader.ExpectEnd();
    }

    [Fact]
    public void Pairs_WrittenAndRead_KeepTheirOrder()
    {
        KeyValuePair<string, string>[] pairs = [new("/dev/sdb", "swap"), new("/dev/sda1", "ext4"), new("/dev/sda1", "again")];

        var bytes = Bytes.Written(writer => writer.WritePairs(pairs));
        var reader = new XdrReader(bytes);

        Assert.Equal("00000006", Convert.ToHexString(bytes[..4]));
        Assert.Equal(pairs, reader.ReadPairs());
    }

    [Theory]
    [InlineData(null, "00000000")]
    [InlineData("x", "00000001 00000001 78000000")]
    public void OptionalString_WrittenAndRead_SaysWhetherItIsThere(string? value, string hex)
    {
        var bytes = Bytes.Written(writer => writer.WriteOptionalString(value));
        var reader = new XdrReader(bytes);

        Assert.Equal(Bytes.Of(hex), bytes);
        Assert.Equal(value, reader.ReadOptionalString());
    }

    [Fact]
    public void FixedOpaque_Uuid_HasNoCount()
    {
        var uuid = "oQ0HnBAnMsKcIHlSqIlSvJp0Kf3ZfWcA"u8.ToArray();

        var bytes = Bytes.Written(writer => writer.WriteFixedOpaque(uuid));
        var reader = new XdrReader(bytes);

        Assert.Equal(uuid, bytes);
        Assert.Equal(uuid, reader.ReadFixedOpaque(32).ToArray());
    }

    [Fact]
    public void String_WithNul_IsRefused() =>
        Assert.Throws<ArgumentException>(() => Bytes.Written(static writer => writer.WriteString("/etc\0/passwd")));

    [Fact]
    public void String_NotUtf8_IsShownWithReplacementsAndKeptAsBytes()
    {
        var bytes = Bytes.Of("00000003 61FF6200");

        Assert.Equal("a\uFFFDb", new XdrReader(bytes).ReadString());
        Assert.Equal(Bytes.Of("61FF62"), new XdrReader(bytes).ReadOpaque().ToArray());
    }

    private static void Write(XdrWriter writer, object value)
    {
        switch (value)
        {
            case uint number: writer.WriteUInt32(number); break;
            case int number: writer.WriteInt32(number); break;
            case ulong number: writer.WriteUInt64(number); break;
            case long number: writer.WriteInt64(number); break;
            case bool flag: writer.WriteBool(flag); break;
            case float number: writer.WriteSingle(number); break;
            case string text: writer.WriteString(text); break;
            case string[] list: writer.WriteStringList(list); break;
            case byte[] bytes: writer.WriteOpaque(bytes); break;
            default: throw new ArgumentException(value.GetType().Name, nameof(value));
        }
    }

    private static object Read(ref XdrReader reader, object like) => like switch
    {
        uint => reader.ReadUInt32(),
        int => reader.ReadInt32(),
        ulong => reader.ReadUInt64(),
        long => reader.ReadInt64(),
        bool => reader.ReadBool(),
        float => reader.ReadSingle(),
        string => reader.ReadString(),
        string[] => reader.ReadStringList(),
        byte[] => reader.ReadOpaque().ToArray(),
        _ => throw new ArgumentException(like.GetType().Name, nameof(like)),
    };
}
