using Guestfs.Protocol;

namespace Guestfs.Connection;

public sealed partial class DaemonConnection
{
    /// <summary>Makes a call that returns nothing.</summary>
    /// <inheritdoc cref="CallAsync{T}"/>
    public Task CallAsync(DaemonCall call, ArgumentWriter? arguments, CancellationToken cancellationToken) =>
        CallAsync(call, arguments, static (ref XdrReader _) => true, cancellationToken);

    /// <summary>Makes a call and reads what it returns. Cancelling a call that was sent ends the connection: the daemon cannot be interrupted.</summary>
    /// <exception cref="DaemonErrorException">The call failed; the connection is still good.</exception>
    /// <exception cref="ConnectionClosedException">The connection ended, now or earlier.</exception>
    /// <exception cref="ProtocolException">The answer makes no sense; the connection is given up.</exception>
    public async Task<T> CallAsync<T>(DaemonCall call, ArgumentWriter? arguments, ReplyReader<T> reply, CancellationToken cancellationToken)
    {
        await TakeTurnAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            if (!_launched)
            {
                throw new InvalidOperationException("Calls can be made once the launch flag was received.");
            }

            var serial = _nextSerial++;
            var message = WriteCall(call, serial, arguments);
            var id = ++_calls;
            _observer?.Started(id, call.Name, call.Detail);
            string? error = null;
            try
            {
                await _stream.WriteAsync(message, cancellationToken).ConfigureAwait(false);
                var body = await ReadReplyAsync(call, serial, id, cancellationToken).ConfigureAwait(false);
                return ReadReturn(body, reply);
            }
            catch (DaemonErrorException e)
            {
                error = e.Message;
                throw;
            }
            catch (Exception e)
            {
                var failure = Break(e, $"during {call.Name}");
                error = failure.Message;
                throw failure;
            }
            finally
            {
                _observer?.Ended(id, error);
            }
        }
        finally
        {
            _outgoing.Clear();
            _turn.Release();
        }
    }

    private ReadOnlyMemory<byte> WriteCall(DaemonCall call, uint serial, ArgumentWriter? arguments)
    {
        var writer = new XdrWriter(_outgoing);
        MessageHeader.ForCall(call.Number, serial, call.ProgressHint, call.OptionalArguments).Write(writer);
        arguments?.Invoke(writer);
        return _outgoing.Finish();
    }

    private async ValueTask<ReadOnlyMemory<byte>> ReadReplyAsync(DaemonCall call, uint serial, int id, CancellationToken cancellationToken)
    {
        while (true)
        {
            var frame = await NextFrameAsync($"during {call.Name}", cancellationToken).ConfigureAwait(false);
            switch (frame.Kind)
            {
                case FrameKind.Message:
                    return CheckReply(call, serial, frame.Body);
                case FrameKind.Progress:
                    ReportProgress(serial, id, frame.Body.Span);
                    break;
                case FrameKind.Launch:
                    throw new ProtocolException($"The daemon sent its launch flag again during {call.Name}: it was started a second time.", 0);
                default:
                    break;
            }
        }
    }

    private void ReportProgress(uint serial, int id, ReadOnlySpan<byte> body)
    {
        var reader = new XdrReader(body);
        var progress = ProgressMessage.Read(ref reader);
        if (progress.Serial == serial)
        {
            _observer?.Progressed(id, (long)Math.Min(progress.Position, long.MaxValue), (long)Math.Min(progress.Total, long.MaxValue));
        }
    }

    private static ReadOnlyMemory<byte> CheckReply(DaemonCall call, uint serial, ReadOnlyMemory<byte> message)
    {
        var reader = new XdrReader(message.Span);
        var header = MessageHeader.Read(ref reader);
        var error = header.Status == MessageStatus.Error ? MessageError.Read(ref reader) : default;
        if (ReplyCheck.Complaint(header, call.Number, serial) is var (complaint, offset))
        {
            var said = header.Status == MessageStatus.Error ? $" It says: {error.Message}" : "";
            throw new ProtocolException($"The daemon's reply to {call.Name} {complaint}.{said}", offset);
        }

        if (header.Status == MessageStatus.Error)
        {
            reader.ExpectEnd();
            throw new DaemonErrorException(call.Name, error.Errno, error.Message);
        }

        return message[reader.Offset..];
    }

    private static T ReadReturn<T>(ReadOnlyMemory<byte> body, ReplyReader<T> reply)
    {
        var reader = new XdrReader(body.Span);
        var value = reply(ref reader);
        reader.ExpectEnd();
        return value;
    }
}
