using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Guestfs.Journal;

namespace Guestfs.Web.Live;

/// <summary>
/// Frames of a journal from a sequence number on, in batches: the first of a burst goes out at once, the rest of it
/// together, at most <see cref="Most"/> at a time and <see cref="Pace"/> apart. A viewer that reads slowly slows only its own stream.
/// </summary>
public sealed class FrameBatches(TimeProvider time)
{
    public const int Most = 256;

    private const int Ahead = 1024;

    public static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(50);

    /// <param name="entries">The journal from its first entry.</param>
    public async IAsyncEnumerable<BootFrame[]> ReadAsync(
        IAsyncEnumerable<JournalEntry> entries,
        long from,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var channel = Channel.CreateBounded<BootFrame>(new BoundedChannelOptions(Ahead) { SingleReader = true, SingleWriter = true });
        var folding = FoldAsync(entries, from, channel.Writer, stop.Token);
        try
        {
            List<BootFrame> batch = [];
            while (await channel.Reader.WaitToReadAsync(stop.Token))
            {
                while (batch.Count < Most && channel.Reader.TryRead(out var frame))
                {
                    batch.Add(frame);
                }

                var full = batch.Count == Most;
                yield return [.. batch];
                batch.Clear();
                if (!full)
                {
                    await Task.Delay(Pace, time, stop.Token);
                }
            }
        }
        finally
        {
            await stop.CancelAsync();
            await folding;
        }
    }

    private static async Task FoldAsync(
        IAsyncEnumerable<JournalEntry> entries,
        long from,
        ChannelWriter<BootFrame> writer,
        CancellationToken cancellationToken)
    {
        var fold = new FrameFold();
        Exception? failure = null;
        try
        {
            await foreach (var entry in entries.WithCancellation(cancellationToken))
            {
                var frame = fold.Add(entry);
                if (entry.Sequence >= from)
                {
                    await writer.WriteAsync(frame, cancellationToken);
                }
            }
        }
        catch (Exception exception)
        {
            failure = exception;
        }

        writer.Complete(failure);
    }
}
