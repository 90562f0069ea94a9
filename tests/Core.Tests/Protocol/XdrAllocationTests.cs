using System.Buffers;
using Guestfs.Core.Tests.Fakes;
using Guestfs.Protocol;

namespace Guestfs.Core.Tests.Protocol;

/// <summary>What each step of a session may allocate. Bytes are stable where milliseconds are not.</summary>
public sealed class XdrAllocationTests
{
    private const int Rounds = 1000;

    private static readonly byte[] Content = new byte[ProtocolConstants.MaxChunk];

    [Fact]
    public void WriteCall_ReusedMessage_AllocatesNothing()
    {
        var message = new OutgoingMessage();

        Assert.Equal(0, Measure(() =>
        {
            message.Clear();
            var writer = new XdrWriter(message);
            MessageHeader.ForCall(278, ProtocolConstants.FirstSerial).Write(writer);
            writer.WriteString("ext4");
            writer.WriteString("/dev/sda1");
            message.Finish();
        }));
    }

    [Fact]
    public void WriteChunk_ReusedMessage_AllocatesNothing()
    {
        var message = new OutgoingMessage();

        Assert.Equal(0, Measure(() =>
        {
            message.Clear();
            new Chunk(false, Content).Write(new XdrWriter(message));
            message.Finish();
        }));
    }

    [Fact]
    public void ReadHeaderAndFrame_OfAReply_AllocatesNothing()
    {
        var message = FakeDaemon.Message(MessageHeader.ForCall(278, ProtocolConstants.FirstSerial), null);
        var sequence = new ReadOnlySequence<byte>(message);

        Assert.Equal(0, Measure(() =>
        {
            FrameScanner.TryScan(sequence, out _);
            var reader = new XdrReader(message.Span[ProtocolConstants.WordSize..]);
            MessageHeader.Read(ref reader);
        }));
    }

    [Fact]
    public void ReadChunk_FullOne_AllocatesNothing()
    {
        var bytes = Bytes.Written(new Chunk(false, Content).Write);

        Assert.Equal(0, Measure(() => Chunk.Read(bytes)));
    }

    [Fact]
    public void ReadStringList_ThousandNames_AllocatesOnlyThem()
    {
        string[] names = [.. Enumerable.Range(0, 1000).Select(static i => $"/usr/share/doc/{i:d5}")];
        var bytes = Bytes.Written(writer => writer.WriteStringList(names));

        Assert.InRange(Measure(() => new XdrReader(bytes).ReadStringList()), 1, (8 * 1000) + 24 + (64 * 1000));
    }

    /// <summary>Bytes a round allocates on this thread, after a round that warms up.</summary>
    private static long Measure(Action round)
    {
        round();
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < Rounds; i++)
        {
            round();
        }

        return (GC.GetAllocatedBytesForCurrentThread() - before) / Rounds;
    }
}
