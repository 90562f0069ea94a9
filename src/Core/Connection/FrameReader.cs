using System.Buffers;
using System.IO.Pipelines;
using Guestfs.Protocol;

namespace Guestfs.Connection;

/// <summary>One whole item as it came.</summary>
/// <param name="Body">Valid until the next item is asked for.</param>
internal readonly record struct IncomingFrame(FrameKind Kind, ReadOnlyMemory<byte> Body);

/// <summary>Takes whole items from a stream. At most one message is held in memory, and none longer than the protocol allows.</summary>
internal sealed class FrameReader(Stream stream)
{
    private readonly PipeReader _input = PipeReader.Create(
        stream,
        new StreamPipeReaderOptions(bufferSize: 32 * 1024, minimumReadSize: 4 * 1024, leaveOpen: true));

    /// <summary>Takes chunks that lie across two reads; longer bodies are rare enough to have memory of their own.</summary>
    private readonly byte[] _chunk = new byte[ProtocolConstants.MaxChunk + 8];

    private SequencePosition? _consumed;

    /// <summary>The next item, or null when the stream ended between two items.</summary>
    /// <exception cref="ProtocolException">The stream is out of step.</exception>
    /// <exception cref="EndOfStreamException">The stream ended inside an item.</exception>
    public async ValueTask<IncomingFrame?> ReadAsync(CancellationToken cancellationToken)
    {
        if (_consumed is { } consumed)
        {
            _input.AdvanceTo(consumed);
            _consumed = null;
        }

        while (true)
        {
            var result = await _input.ReadAsync(cancellationToken).ConfigureAwait(false);
            var buffer = result.Buffer;
            if (FrameScanner.TryScan(buffer, out var frame) && buffer.Length >= frame.Length)
            {
                var body = buffer.Slice(ProtocolConstants.WordSize, frame.BodyLength);
                _consumed = body.End;
                return new IncomingFrame(frame.Kind, body.IsSingleSegment ? body.First : Joined(body));
            }

            if (result.IsCompleted)
            {
                return buffer.IsEmpty
                    ? null
                    : throw new EndOfStreamException($"the stream ended {buffer.Length} bytes into an item");
            }

            _input.AdvanceTo(buffer.Start, buffer.End);
        }
    }

    private ReadOnlyMemory<byte> Joined(in ReadOnlySequence<byte> body)
    {
        var length = (int)body.Length;
        var joined = length <= _chunk.Length ? _chunk.AsMemory(0, length) : new byte[length];
        body.CopyTo(joined.Span);
        return joined;
    }
}
