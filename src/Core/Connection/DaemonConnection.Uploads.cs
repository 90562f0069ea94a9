using System.Buffers;
using System.Runtime.ExceptionServices;
using Guestfs.Protocol;

namespace Guestfs.Connection;

public sealed partial class DaemonConnection
{
    /// <summary>
    /// Makes a call that takes a file, sent in chunks from <paramref name="content"/>'s position to its end. Cancelling it, or a
    /// failure of <paramref name="content"/>, stops the transfer and leaves the connection good, provided that the daemon follows
    /// within ten seconds.
    /// </summary>
    /// <inheritdoc cref="CallAsync{T}"/>
    public Task UploadAsync(DaemonCall call, ArgumentWriter? arguments, Stream content, CancellationToken cancellationToken)
    {
        var hinted = content.CanSeek ? call with { ProgressHint = (ulong)Math.Max(0, content.Length - content.Position) } : call;
        return ConverseAsync(hinted, arguments, turn => SendAsync(turn, content, cancellationToken), cancellationToken);
    }

    private async Task<bool> SendAsync(CallTurn turn, Stream content, CancellationToken cancellationToken)
    {
        using var patience = new CancellationTokenSource(Timeout.InfiniteTimeSpan, _time);
        await using var _ = cancellationToken.Register(() => patience.CancelAfter(StopTime)).ConfigureAwait(false);
        var replying = ReadReplyAsync(turn, patience.Token);
        ExceptionDispatchInfo? failure;
        try
        {
            failure = await SendChunksAsync(turn, content, replying, patience.Token, cancellationToken).ConfigureAwait(false);
        }
        catch
        {
            await patience.CancelAsync().ConfigureAwait(false);
            await ((Task)replying).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            turn.InStep = false;
            throw;
        }

        if (failure is not null)
        {
            patience.CancelAfter(StopTime);
        }

        try
        {
            ReadReturn(await replying.ConfigureAwait(false), static (ref XdrReader _) => true);
        }
        catch (DaemonErrorException) when (failure is not null)
        {
            // The daemon answers a stopped upload with an error that says only that it was stopped.
        }
        catch (OperationCanceledException e)
        {
            throw DidNotStop(turn, failure?.SourceException ?? e);
        }

        turn.InStep = true;
        failure?.Throw();
        return true;
    }

    /// <summary>Sends the file, or its start and a cancel chunk. Returns the caller's own failure, if that was the cause.</summary>
    private async Task<ExceptionDispatchInfo?> SendChunksAsync(
        CallTurn turn, Stream content, Task replying, CancellationToken patience, CancellationToken cancellationToken)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(ProtocolConstants.MaxChunk);
        var room = buffer.AsMemory(0, ProtocolConstants.MaxChunk);
        try
        {
            while (true)
            {
                int count;
                try
                {
                    count = await content.ReadAtLeastAsync(room, room.Length, throwOnEndOfStream: false, cancellationToken).ConfigureAwait(false);
                }
                catch (Exception e)
                {
                    await SendChunkAsync(Chunk.Cancel, patience).ConfigureAwait(false);
                    return ExceptionDispatchInfo.Capture(e);
                }

                if (replying.IsCompleted)
                {
                    throw await AnsweredTooEarlyAsync(turn, replying).ConfigureAwait(false);
                }

                var chunk = turn.CancelSeen ? Chunk.Cancel : new Chunk(false, room[..count]);
                await SendChunkAsync(chunk, patience).ConfigureAwait(false);
                if (chunk.Cancelled || chunk.IsEndOfFile)
                {
                    return null;
                }
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private ValueTask SendChunkAsync(Chunk chunk, CancellationToken cancellationToken)
    {
        _outgoing.Clear();
        chunk.Write(new XdrWriter(_outgoing));
        return _stream.WriteAsync(_outgoing.Finish(), cancellationToken);
    }

    /// <summary>A daemon that knows the call reads its file to the end before it answers, even after an error.</summary>
    private static async Task<Exception> AnsweredTooEarlyAsync(CallTurn turn, Task replying)
    {
        try
        {
            await replying.ConfigureAwait(false);
            return new ProtocolException($"The daemon answered {turn.Call.Name} before it had the whole file.", 0);
        }
        catch (DaemonErrorException e)
        {
            return new ProtocolException($"The daemon answered {turn.Call.Name} before it had the whole file. It says: {e.DaemonMessage}", 0, e);
        }
        catch (Exception e)
        {
            return e;
        }
    }

    private static ConnectionClosedException DidNotStop(CallTurn turn, Exception cause) => new(
        $"The daemon did not stop {turn.Call.Name} within {StopTime.TotalSeconds} seconds, so the connection to it was given up; the appliance can only be stopped now.",
        cause);
}
