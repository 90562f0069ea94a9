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
    public Task<T> CallAsync<T>(DaemonCall call, ArgumentWriter? arguments, ReplyReader<T> reply, CancellationToken cancellationToken) =>
        ConverseAsync(
            call,
            arguments,
            async turn => ReadReturn(await ReadReplyAsync(turn, cancellationToken).ConfigureAwait(false), reply),
            cancellationToken);

    /// <summary>Sends a call in its turn, then lets <paramref name="rest"/> do what follows; tells the observer, and breaks the connection if need be.</summary>
    private async Task<T> ConverseAsync<T>(
        DaemonCall call, ArgumentWriter? arguments, Func<CallTurn, Task<T>> rest, CancellationToken cancellationToken)
    {
        await TakeTurnAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            if (!_launched)
            {
                throw new InvalidOperationException("Calls can be made once the launch flag was received.");
            }

            var message = WriteCall(call, _nextSerial, arguments);
            var turn = new CallTurn(call, _nextSerial++, ++_calls);
            _observer?.Started(turn.Id, call.Name, call.Detail);
            string? failure = null;
            try
            {
                await _stream.WriteAsync(message, cancellationToken).ConfigureAwait(false);
                return await rest(turn).ConfigureAwait(false);
            }
            catch (Exception e) when (turn.InStep)
            {
                failure = Describe(e);
                throw;
            }
            catch (Exception e)
            {
                var error = Break(e, turn.When);
                failure = Describe(error);
                throw error;
            }
            finally
            {
                _observer?.Ended(turn.Id, failure);
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

    private async Task<ReadOnlyMemory<byte>> ReadReplyAsync(CallTurn turn, CancellationToken cancellationToken) =>
        CheckReply(turn, await ReadMessageAsync(turn, cancellationToken).ConfigureAwait(false));

    /// <summary>The next message of the call. Progress is passed on; a cancel flag is noted, and skipped when it comes late.</summary>
    private async ValueTask<ReadOnlyMemory<byte>> ReadMessageAsync(CallTurn turn, CancellationToken cancellationToken)
    {
        while (true)
        {
            var frame = await NextFrameAsync(turn.When, cancellationToken).ConfigureAwait(false);
            switch (frame.Kind)
            {
                case FrameKind.Message:
                    return frame.Body;
                case FrameKind.Progress:
                    ReportProgress(turn, frame.Body.Span);
                    break;
                case FrameKind.Cancel:
                    turn.CancelSeen = true;
                    break;
                default:
                    throw new ProtocolException($"The daemon sent its launch flag again {turn.When}: it was started a second time.", 0);
            }
        }
    }

    private void ReportProgress(CallTurn turn, ReadOnlySpan<byte> body)
    {
        var reader = new XdrReader(body);
        var progress = ProgressMessage.Read(ref reader);
        if (progress.Serial == turn.Serial)
        {
            _observer?.Progressed(
                turn.Id, (long)Math.Min(progress.Position, long.MaxValue), (long)Math.Min(progress.Total, long.MaxValue));
        }
    }

    /// <summary>The return value's bytes.</summary>
    private static ReadOnlyMemory<byte> CheckReply(CallTurn turn, ReadOnlyMemory<byte> message)
    {
        var reader = new XdrReader(message.Span);
        var header = MessageHeader.Read(ref reader);
        var error = header.Status == MessageStatus.Error ? MessageError.Read(ref reader) : default;
        if (ReplyCheck.Complaint(header, turn.Call.Number, turn.Serial) is var (complaint, offset))
        {
            var said = header.Status == MessageStatus.Error ? $" It says: {error.Message}" : "";
            throw new ProtocolException($"The daemon's reply to {turn.Call.Name} {complaint}.{said}", offset);
        }

        if (header.Status == MessageStatus.Error)
        {
            reader.ExpectEnd();
            turn.InStep = true;
            throw new DaemonErrorException(turn.Call.Name, error.Errno, error.Message);
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

    private static string Describe(Exception error) =>
        error is OperationCanceledException ? "The call was cancelled." : error.Message;
}
