using System.Buffers;
using System.Buffers.Binary;

namespace Guestfs.Protocol;

public enum FrameKind
{
    /// <summary>A counted body: a call, a reply or a chunk.</summary>
    Message,

    /// <summary>The launch flag; no body.</summary>
    Launch,

    /// <summary>The cancel flag; no body.</summary>
    Cancel,

    /// <summary>A progress message of <see cref="ProgressMessage.Size"/> bytes, without a count.</summary>
    Progress,
}

/// <summary>The next item of the stream: its first word, and the bytes that follow it.</summary>
public readonly record struct Frame(FrameKind Kind, int BodyLength)
{
    public int Length => ProtocolConstants.WordSize + BodyLength;
}

/// <summary>Finds where items of the stream begin and end. Holds nothing between calls.</summary>
public static class FrameScanner
{
    /// <summary>True when the first word is there, whether or not the whole item is; false asks for more bytes.</summary>
    /// <exception cref="ProtocolException">The word is no flag and exceeds <see cref="ProtocolConstants.MaxMessage"/>: the two sides are out of step.</exception>
    public static bool TryScan(in ReadOnlySequence<byte> stream, out Frame frame)
    {
        Span<byte> first = stackalloc byte[ProtocolConstants.WordSize];
        if (stream.Length < first.Length)
        {
            frame = default;
            return false;
        }

        stream.Slice(0, first.Length).CopyTo(first);
        frame = FrameOf(BinaryPrimitives.ReadUInt32BigEndian(first));
        return true;
    }

    private static Frame FrameOf(uint word) => word switch
    {
        ProtocolConstants.LaunchFlag => new Frame(FrameKind.Launch, 0),
        ProtocolConstants.CancelFlag => new Frame(FrameKind.Cancel, 0),
        ProtocolConstants.ProgressFlag => new Frame(FrameKind.Progress, ProgressMessage.Size),
        <= ProtocolConstants.MaxMessage => new Frame(FrameKind.Message, (int)word),
        _ => throw new ProtocolException(
            $"The message length {word} (0x{word:X8}) exceeds the largest possible one, {ProtocolConstants.MaxMessage}: the stream lost its step.",
            0),
    };
}
