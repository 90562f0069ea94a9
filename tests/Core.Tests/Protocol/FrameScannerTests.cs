using System.Buffers;
using CsCheck;
using Guestfs.Protocol;

namespace Guestfs.Core.Tests.Protocol;

public sealed class FrameScannerTests
{
    [Theory]
    [InlineData("F5F55FF5", FrameKind.Launch, 4)]
    [InlineData("FFFFEEEE", FrameKind.Cancel, 4)]
    [InlineData("FFFF5555", FrameKind.Progress, 28)]
    [InlineData("00000000", FrameKind.Message, 4)]
    [InlineData("00000028", FrameKind.Message, 44)]
    [InlineData("00400000", FrameKind.Message, 4 + 4 * 1024 * 1024)]
    public void TryScan_FirstWord_TellsKindAndLength(string hex, FrameKind kind, int length)
    {
        Assert.True(FrameScanner.TryScan(new ReadOnlySequence<byte>(Bytes.Of(hex + "01020304")), out var frame));
        Assert.Equal((kind, length), (frame.Kind, frame.Length));
    }

    [Theory]
    [InlineData("")]
    [InlineData("00")]
    [InlineData("FFFFFF")]
    public void TryScan_NoWholeWord_NeedsMore(string hex) =>
        Assert.False(FrameScanner.TryScan(new ReadOnlySequence<byte>(Bytes.Of(hex)), out _));

    [Theory]
    [InlineData("00400001")]
    [InlineData("F5F55FF4")]
    [InlineData("FFFFFFFF")]
    [InlineData("5353482D")]
    public void TryScan_NeitherFlagNorPossibleLength_Throws(string hex)
    {
        var error = Assert.Throws<ProtocolException>(() => FrameScanner.TryScan(new ReadOnlySequence<byte>(Bytes.Of(hex)), out _));

        Assert.Contains("0x" + hex, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void TryScan_WordAcrossSegments_IsRead() =>
        Gen.Int[1, 3].Sample(static cut =>
        {
            var bytes = Bytes.Of("FFFF5555 00");
            var first = new Segment(bytes.AsMemory(0, cut), null);
            var last = new Segment(bytes.AsMemory(cut), first);

            Assert.True(FrameScanner.TryScan(new ReadOnlySequence<byte>(first, 0, last, last.Memory.Length), out var frame));
            Assert.Equal(FrameKind.Progress, frame.Kind);
        });

    [Fact]
    public void TryScan_AnyWord_IsAFrameOrAProtocolError() =>
        Gen.UInt.Sample(static word =>
        {
            var bytes = BitConverter.GetBytes(word).Reverse().ToArray();
            try
            {
                Assert.True(FrameScanner.TryScan(new ReadOnlySequence<byte>(bytes), out var frame));
                Assert.InRange(frame.BodyLength, 0, ProtocolConstants.MaxMessage);
            }
            catch (ProtocolException)
            {
                Assert.True(word > ProtocolConstants.MaxMessage);
            }
        });

    private sealed class Segment : ReadOnlySequenceSegment<byte>
    {
        public Segment(ReadOnlyMemory<byte> memory, Segment? previous)
        {
            Memory = memory;
            if (previous is not null)
            {
                RunningIndex = previous.RunningIndex + previous.Memory.Length;
                previous.Next = this;
            }
        }
    }
}
