using System.Buffers.Binary;
using System.Runtime.ExceptionServices;
using Guestfs.Protocol;

namespace Guestfs.Connection;

public sealed partial class DaemonConnection
{
    private static readonly byte[] CancelWord = WordBytes(ProtocolConstants.CancelFlag);

    /// <summary>
    /// Makes a call that gives a file, received in chunks and written to <paramref name="target"/> as it comes. Cancelling it, or a
    /// failure of <paramref name="target"/>, stops the transfer and leaves the connection good, provided that the daemon follows
    /// within ten seconds. After any failure <paramref name="target"/> holds the start of the file.
    /// </summary>
    /// <inheritdoc cref="CallAsync{T}"/>
    public Task DownloadAsync(DaemonCall call, ArgumentWriter? arguments, Stream target, CancellationToken cancellationToken) =>
        ConverseAsync(call, arguments, turn => ReceiveAsync(turn, target, cancellationToken), cancellationToken);

    private async Task<bool> ReceiveAsync(CallTurn turn, Stream target, CancellationToken cancellationToken)
    {
        using var patience = new CancellationTokenSource(Timeout.InfiniteTimeSpan, _time);
        ExceptionDispatchInfo? failure = null;
        try
        {
            ReadReturn(CheckReply(turn, await NextAsync().ConfigureAwait(false)), static (ref XdrReader _) => true);
        }
        catch (DaemonErrorException) when (failure is not null)
        {
            failure.Throw();
        }

        while (true)
        {
            var chunk = Chunk.Read(await NextAsync().ConfigureAwait(false));
            if (chunk.Cancelled || chunk.IsEndOfFile)
            {
                turn.InStep = true;
                failure?.Throw();
                return chunk.IsEndOfFile
                    ? true
                    : throw new DaemonErrorException(turn.Call.Name, "", "the daemon stopped sending the file; the console says why");
            }

            if (failure is null)
            {
                try
                {
                    await target.WriteAsync(chunk.Data, cancellationToken).ConfigureAwait(false);
                }
                catch (Exception e)
                {
                    failure = await StopReceivingAsync(e, patience).ConfigureAwait(false);
                }
            }
        }

        async ValueTask<ReadOnlyMemory<byte>> NextAsync()
        {
            while (true)
            {
                try
                {
                    return await ReadMessageAsync(turn, failure is null ? cancellationToken : patience.Token).ConfigureAwait(false);
                }
                catch (OperationCanceledException e)
                {
                    failure = failure is null
                        ? await StopReceivingAsync(e, patience).ConfigureAwait(false)
                        : throw DidNotStop(turn, failure.SourceException);
                }
            }
        }
    }

    /// <summary>
    /// Asks the daemon to stop. What it had already sent still comes, and is discarded. It looks for the flag before each chunk and
    /// skips one that came too late.
    /// </summary>
    private async Task<ExceptionDispatchInfo> StopReceivingAsync(Exception cause, CancellationTokenSource patience)
    {
        patience.CancelAfter(StopTime);
        await _stream.WriteAsync(CancelWord, patience.Token).ConfigureAwait(false);
        return ExceptionDispatchInfo.Capture(cause);
    }

    private static byte[] WordBytes(uint word)
    {
        var bytes = new byte[ProtocolConstants.WordSize];
        BinaryPrimitives.WriteUInt32BigEndian(bytes, word);
        return bytes;
    }
}
