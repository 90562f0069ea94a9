using System.Buffers.Binary;
using System.Net.Sockets;
using Guestfs.Connection;
using Guestfs.Protocol;

namespace Guestfs.Core.Tests.Fakes;

/// <summary>A call as the daemon's side received it.</summary>
public sealed record FakeCall(MessageHeader Header, ReadOnlyMemory<byte> Arguments, int Length);

/// <summary>The daemon's side of the conversation, driven step by step. Connects to the listener's path as qemu does.</summary>
public sealed class FakeDaemon : IAsyncDisposable
{
    private readonly NetworkStream _stream;

    private FakeDaemon(NetworkStream stream) => _stream = stream;

    public static async Task<FakeDaemon> ConnectAsync(string path, CancellationToken cancellationToken)
    {
        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        await socket.ConnectAsync(new UnixDomainSocketEndPoint(path), cancellationToken);
        return new FakeDaemon(new NetworkStream(socket, ownsSocket: true));
    }

    public Task SendLaunchFlagAsync(CancellationToken cancellationToken) => SendWordAsync(ProtocolConstants.LaunchFlag, cancellationToken);

    public Task SendCancelAsync(CancellationToken cancellationToken) => SendWordAsync(ProtocolConstants.CancelFlag, cancellationToken);

    public Task SendWordAsync(uint word, CancellationToken cancellationToken)
    {
        var bytes = new byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(bytes, word);
        return SendRawAsync(bytes, cancellationToken);
    }

    public Task SendRawAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken) =>
        _stream.WriteAsync(bytes, cancellationToken).AsTask();

    /// <summary>The next call, or null when the other side hung up.</summary>
    public async Task<FakeCall?> ReadCallAsync(CancellationToken cancellationToken)
    {
        if (await ReadMessageAsync(cancellationToken) is not { } message)
        {
            return null;
        }

        var reader = new XdrReader(message.Span);
        return new FakeCall(MessageHeader.Read(ref reader), message[MessageHeader.Size..], message.Length);
    }

    public async Task<Chunk> ReadChunkAsync(CancellationToken cancellationToken) =>
        Chunk.Read(await ReadMessageAsync(cancellationToken) ?? throw new EndOfStreamException("The client hung up where a chunk was due."));

    /// <summary>The next word, for flags.</summary>
    public async Task<uint> ReadWordAsync(CancellationToken cancellationToken)
    {
        var word = new byte[4];
        await _stream.ReadExactlyAsync(word, cancellationToken);
        return BinaryPrimitives.ReadUInt32BigEndian(word);
    }

    public Task ReplyAsync(FakeCall call, ArgumentWriter? value, CancellationToken cancellationToken) =>
        SendRawAsync(Message(ReplyHeader(call.Header), value), cancellationToken);

    public Task FailAsync(FakeCall call, string errno, string text, CancellationToken cancellationToken) =>
        SendRawAsync(
            Message(ReplyHeader(call.Header) with { Status = MessageStatus.Error }, new MessageError(errno, text).Write),
            cancellationToken);

    public Task SendChunkAsync(Chunk chunk, CancellationToken cancellationToken)
    {
        var message = new OutgoingMessage();
        chunk.Write(new XdrWriter(message));
        return SendRawAsync(message.Finish(), cancellationToken);
    }

    public async Task SendProgressAsync(uint procedure, uint serial, ulong position, ulong total, CancellationToken cancellationToken)
    {
        var message = new OutgoingMessage();
        new ProgressMessage(procedure, serial, position, total).Write(new XdrWriter(message));
        await SendWordAsync(ProtocolConstants.ProgressFlag, cancellationToken);
        await SendRawAsync(message.Finish()[ProtocolConstants.WordSize..], cancellationToken);
    }

    /// <summary>Answers calls by procedure number until the client hangs up; the last answer of a number is repeated.</summary>
    public async Task ServeAsync(IReadOnlyDictionary<uint, ArgumentWriter?> answers, CancellationToken cancellationToken)
    {
        while (await ReadCallAsync(cancellationToken) is { } call)
        {
            await (answers.TryGetValue(call.Header.Procedure, out var answer)
                ? ReplyAsync(call, answer, cancellationToken)
                : FailAsync(call, "", $"dispatch_incoming_message: unknown procedure number {call.Header.Procedure}", cancellationToken));
        }
    }

    public static MessageHeader ReplyHeader(MessageHeader call) =>
        call with { Direction = MessageDirection.Reply, ProgressHint = 0, OptionalArguments = 0, Status = MessageStatus.Ok };

    /// <summary>A whole message with its length word.</summary>
    public static ReadOnlyMemory<byte> Message(MessageHeader header, ArgumentWriter? body)
    {
        var message = new OutgoingMessage();
        header.Write(new XdrWriter(message));
        body?.Invoke(new XdrWriter(message));
        return message.Finish();
    }

    public ValueTask DisposeAsync() => _stream.DisposeAsync();

    private async Task<ReadOnlyMemory<byte>?> ReadMessageAsync(CancellationToken cancellationToken)
    {
        var word = new byte[4];
        var got = await _stream.ReadAtLeastAsync(word, word.Length, throwOnEndOfStream: false, cancellationToken);
        if (got == 0)
        {
            return null;
        }

        var body = new byte[BinaryPrimitives.ReadUInt32BigEndian(word)];
        await _stream.ReadExactlyAsync(body, cancellationToken);
        return body;
    }
}
