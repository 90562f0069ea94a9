using System.Buffers;
using BenchmarkDotNet.Attributes;
using Guestfs.Protocol;

namespace Guestfs.Bench.Micro;

/// <summary>The daemon's protocol, as a busy session uses it. The allocations are gated by XdrAllocationTests.</summary>
[MemoryDiagnoser]
public class XdrBenchmarks
{
    private readonly OutgoingMessage _outgoing = new();
    private readonly byte[] _content = new byte[ProtocolConstants.MaxChunk];
    private ReadOnlyMemory<byte> _call;
    private ReadOnlyMemory<byte> _chunk;
    private ReadOnlyMemory<byte> _names;
    private ReadOnlyMemory<byte> _partitions;

    [GlobalSetup]
    public void Encode()
    {
        _call = Body(static writer => MessageHeader.ForCall(278, ProtocolConstants.FirstSerial).Write(writer));
        _chunk = Body(new Chunk(false, _content).Write);
        _names = Body(static writer => writer.WriteStringList([.. Enumerable.Range(0, 1000).Select(static i => $"/usr/share/doc/file{i}")]));
        _partitions = Body(static writer =>
        {
            writer.WriteUInt32(100);
            for (var i = 0; i < 100; i++)
            {
                writer.WriteInt32(i);
                writer.WriteInt64(1L << 20);
                writer.WriteInt64(1L << 30);
                writer.WriteInt64(1L << 30);
            }
        });
    }

    [Benchmark]
    public int WriteCall()
    {
        _outgoing.Clear();
        var writer = new XdrWriter(_outgoing);
        MessageHeader.ForCall(278, ProtocolConstants.FirstSerial).Write(writer);
        writer.WriteString("ext4");
        writer.WriteString("/dev/sda1");
        return _outgoing.Finish().Length;
    }

    [Benchmark]
    public uint ReadHeader()
    {
        var reader = new XdrReader(_call.Span);
        return MessageHeader.Read(ref reader).Serial;
    }

    [Benchmark]
    public int ScanFrame()
    {
        FrameScanner.TryScan(new ReadOnlySequence<byte>(_chunk), out var frame);
        return frame.BodyLength;
    }

    [Benchmark]
    public int WriteChunk()
    {
        _outgoing.Clear();
        new Chunk(false, _content).Write(new XdrWriter(_outgoing));
        return _outgoing.Finish().Length;
    }

    [Benchmark]
    public int ReadChunk() => Chunk.Read(_chunk).Data.Length;

    [Benchmark]
    public int ReadThousandNames() => new XdrReader(_names.Span).ReadStringList().Count;

    [Benchmark]
    public int ReadHundredStructs()
    {
        var reader = new XdrReader(_partitions.Span);
        return reader.ReadList(
            28,
            static (ref XdrReader item) => (item.ReadInt32(), item.ReadUInt64(), item.ReadUInt64(), item.ReadUInt64())).Count;
    }

    private static ReadOnlyMemory<byte> Body(ArgumentWriter write)
    {
        var message = new OutgoingMessage();
        write(new XdrWriter(message));
        return message.Finish()[ProtocolConstants.WordSize..];
    }
}
