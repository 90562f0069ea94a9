using System.Buffers;
using Guestfs.Console;
using Guestfs.Journal;

namespace Guestfs.Boots;

/// <summary>Reads one stream of a child, stamps each line at its first byte, and appends the lines to the journal.</summary>
internal sealed class OutputPump(LiveJournal journal, OutputSource source)
{
    private const int ReadSize = 16 * 1024;

    /// <summary>
    /// qemu's serial port writes byte by byte, and waking for each would cost more processor time than all else we do.
    /// Stamps are late by at most this much; libguestfs waits as long (lib/conn-socket.c).
    /// </summary>
    private static readonly TimeSpan GatherTime = TimeSpan.FromMilliseconds(1);

    private readonly Lock _gate = new();
    private readonly LineAssembler _assembler = new();
    private readonly List<ConsoleLine> _lines = [];
    private long _lastRead;
    private bool _partial;

    /// <summary>Reads to the end of the stream, which comes when every process that could write to it is gone.</summary>
    public async Task RunAsync(Stream stream, TimeProvider time)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(ReadSize);
        try
        {
            int count;
            while ((count = await stream.ReadAsync(buffer).ConfigureAwait(false)) > 0)
            {
                Add(buffer.AsSpan(0, count));
                await Task.Delay(GatherTime, time).ConfigureAwait(false);
            }
        }
        catch (IOException)
        {
            // The pipe broke with its writer; what was read stands.
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
            ShowPartial(long.MaxValue);
        }
    }

    public void Add(ReadOnlySpan<byte> bytes)
    {
        var now = journal.Now;
        journal.Hear(now);
        lock (_gate)
        {
            _assembler.Add(bytes, now, _lines);
            _lastRead = now;
            _partial = bytes[^1] != '\n';
            foreach (var line in _lines)
            {
                journal.Append(new OutputLine(source, line.Raw, line.Terminated), line.Offset);
            }

            _lines.Clear();
        }
    }

    /// <summary>Shows a line whose end has not come, once nothing was read since <paramref name="before"/>.</summary>
    public void ShowPartial(long before)
    {
        lock (_gate)
        {
            if (_partial && _lastRead < before && _assembler.FlushPartial() is { } line)
            {
                _partial = false;
                journal.Append(new OutputLine(source, line.Raw, line.Terminated), line.Offset);
            }
        }
    }
}
