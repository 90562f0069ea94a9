using System.Buffers;
using System.Buffers.Binary;

namespace Guestfs.Protocol;

/// <summary>One message being written, with its length word in front. Reused from message to message.</summary>
public sealed class OutgoingMessage : IBufferWriter<byte>
{
    private const int KeptCapacity = 64 * 1024;

    private byte[] _bytes = new byte[512];
    private int _length = ProtocolConstants.WordSize;

    /// <summary>The body's length so far.</summary>
    public int BodyLength => _length - ProtocolConstants.WordSize;

    public void Advance(int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, _bytes.Length - _length);
        CheckLimit(count);
        _length += count;
    }

    public Memory<byte> GetMemory(int sizeHint = 0)
    {
        Reserve(Math.Max(sizeHint, 1));
        return _bytes.AsMemory(_length);
    }

    public Span<byte> GetSpan(int sizeHint = 0)
    {
        Reserve(Math.Max(sizeHint, 1));
        return _bytes.AsSpan(_length);
    }

    /// <summary>The length word and the body, valid until <see cref="Clear"/>.</summary>
    public ReadOnlyMemory<byte> Finish()
    {
        BinaryPrimitives.WriteUInt32BigEndian(_bytes, (uint)BodyLength);
        return _bytes.AsMemory(0, _length);
    }

    /// <summary>Forgets the message and wipes its bytes, which may hold a disk's passphrase.</summary>
    public void Clear()
    {
        _bytes.AsSpan(0, _length).Clear();
        _length = ProtocolConstants.WordSize;
        if (_bytes.Length > KeptCapacity)
        {
            _bytes = new byte[KeptCapacity];
        }
    }

    private void Reserve(int count)
    {
        if (_bytes.Length - _length >= count)
        {
            return;
        }

        CheckLimit(count);
        var larger = new byte[Math.Max(_length + count, _bytes.Length * 2)];
        _bytes.AsSpan(0, _length).CopyTo(larger);
        _bytes.AsSpan(0, _length).Clear();
        _bytes = larger;
    }

    private void CheckLimit(int more)
    {
        if (BodyLength + (long)more > ProtocolConstants.MaxMessage)
        {
            throw new GuestfsException(
                $"The call's arguments are too long: a message to the daemon has at most {ProtocolConstants.MaxMessage} bytes. Nothing was sent; send the content as a file instead.");
        }
    }
}
