using CsCheck;
using Guestfs.Connection;
using Guestfs.Protocol;

namespace Guestfs.Core.Tests.Protocol;

public sealed class MessageTests
{
    public static TheoryData<string, int, ArgumentWriter?> WorkedSizes => new()
    {
        { "internal_autosync()", 40, null },
        { "touch(\"/test\")", 52, static writer => writer.WriteString("/test") },
        { "part_disk(\"/dev/sda\", \"mbr\")", 60, static writer => { writer.WriteString("/dev/sda"); writer.WriteString("mbr"); } },
        { "mount(\"/dev/sda1\", \"/\")", 64, static writer => { writer.WriteString("/dev/sda1"); writer.WriteString("/"); } },
    };

    /// <summary>The sizes are those that guestfsd printed for the same calls.</summary>
    [Theory]
    [MemberData(nameof(WorkedSizes))]
    public void Call_KnownArguments_HasTheSizeTheDaemonSaw(string call, int size, ArgumentWriter? arguments)
    {
        var message = new OutgoingMessage();
        MessageHeader.ForCall(1, ProtocolConstants.FirstSerial).Write(new XdrWriter(message));
        arguments?.Invoke(new XdrWriter(message));

        Assert.True(size == message.BodyLength, $"{call} is {message.BodyLength} bytes, not {size}.");
        Assert.Equal(size + 4, message.Finish().Length);
        Assert.Equal([0, 0, 0, (byte)size], message.Finish().Span[..4].ToArray());
    }

    [Fact]
    public void Header_Call_HasTheseBytes()
    {
        var bytes = Bytes.Written(MessageHeader.ForCall(278, 0x00123456, progressHint: 0x1122334455667788, optionalArguments: 0b101).Write);

        Assert.Equal(
            Bytes.Of("2000F5F5 00000004 00000116 00000000 00123456 1122334455667788 0000000000000005 00000000"),
            bytes);
    }

    [Fact]
    public void Header_AnyFields_RoundTrips() =>
        Gen.Select(Gen.UInt, Gen.UInt, Gen.UInt, Gen.UInt, Gen.ULong, Gen.ULong).Sample(static (program, version, procedure, serial, hint, bits) =>
        {
            var header = new MessageHeader(program, version, procedure, MessageDirection.Reply, serial, hint, bits, MessageStatus.Error);

            var reader = new XdrReader(Bytes.Written(header.Write));

            Assert.Equal(header, MessageHeader.Read(ref reader));
            Assert.Equal(MessageHeader.Size, reader.Offset);
        });

    [Fact]
    public void Error_WrittenAndRead_HasTheseBytes()
    {
        var error = new MessageError("ENOENT", "stat: /x");

        var bytes = Bytes.Written(error.Write);
        var reader = new XdrReader(bytes);

        Assert.Equal(Bytes.Of("00000006 454E4F454E540000 00000008 737461743A202F78"), bytes);
        Assert.Equal(error, MessageError.Read(ref reader));
    }

    [Fact]
    public void Progress_WrittenAndRead_HasTheseBytes()
    {
        var progress = new ProgressMessage(66, 0x00123401, 5, 10);

        var bytes = Bytes.Written(progress.Write);
        var reader = new XdrReader(bytes);

        Assert.Equal(Bytes.Of("00000042 00123401 0000000000000005 000000000000000A"), bytes);
        Assert.Equal(progress, ProgressMessage.Read(ref reader));
    }

    [Theory]
    [InlineData("00000000 00000000", false, true, "")]
    [InlineData("00000001 00000000", true, false, "")]
    [InlineData("00000000 00000003 61626300", false, false, "616263")]
    public void Chunk_Bytes_AreRead(string hex, bool cancelled, bool end, string data)
    {
        var chunk = Chunk.Read(Bytes.Of(hex));

        Assert.Equal((cancelled, end), (chunk.Cancelled, chunk.IsEndOfFile));
        Assert.Equal(data, Convert.ToHexString(chunk.Data.Span));
        Assert.Equal(Bytes.Of(hex), Bytes.Written(chunk.Write));
    }

    [Theory]
    [InlineData("00000000")]
    [InlineData("00000000 00002001")]
    [InlineData("00000000 00000003 616263")]
    [InlineData("00000000 00000000 00000000")]
    public void Chunk_BrokenBytes_Throw(string hex) => Assert.Throws<ProtocolException>(() => Chunk.Read(Bytes.Of(hex)));

    [Fact]
    public void Chunk_OverlongData_Throws()
    {
        var bytes = Bytes.Written(new Chunk(false, new byte[ProtocolConstants.MaxChunk + 1]).Write);

        Assert.Throws<ProtocolException>(() => Chunk.Read(bytes));
    }

    [Fact]
    public void OutgoingMessage_Cleared_HoldsNoPassphrase()
    {
        var message = new OutgoingMessage();
        new XdrWriter(message).WriteString("secret");
        var memory = message.Finish();

        message.Clear();

        Assert.Equal(-1, memory.Span.IndexOf("secret"u8));
        Assert.Equal(0, message.BodyLength);
    }
}
