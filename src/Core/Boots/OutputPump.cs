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

    /// <summary>
    /// Reads to the end of the stream, which comes when every process that could write to it is gone. The reading has a
    /// thread of its own: an asynchronous read of a pipe wakes three threads for every byte that qemu writes.
    /// </summary>
    public Task RunAsync(Stream stream) =>
        Task.Factory.StartNew(() => Run(stream), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);

    public void Add(ReadOnlySpan<byte> bytes)
    {
        var now = journal.Now;
        journal.Hear(now);
        lock (_gate)
        {
            _assembler.Add(bytes, now, _lines);
            _lastRead = now;
            _partial = bytes[^1] != '\n';
            AppendLines();
        }
    }

    /// <summary>Shows a line whose end has not come, once nothing was read since <paramref name="before"/>.</summary>
    public void ShowPartial(long before)
    {
        lock (_gate)
        {
            if (_partial && _lastRead < before)
            {
                _partial = false;
                _assembler.FlushPartial(_lines);
                AppendLines();
            }
        }
    }

    private void AppendLines()
    {
        foreach (var line in _lines)
        {
            journal.Append(new OutputLine(source, line.Raw, line.Terminated), line.Offset);
        }

        _lines.Clear();
    }

    private void Run(Stream stream)
    {
        var buffer = new byte[ReadSize];
        try
        {
            int count;
            while ((count = stream.Read(buffer)) > 0)
            {
                Add(buffer.AsSpan(0, count));
                Gather();
            }
        }
        catch (IOException)
        {
            // The pipe broke with its writer; what was read stands.
        }
        finally
        {
            ShowPartial(long.MaxValue);
        }
    }

#pragma warning disable RS0030 // It is the thread's own time: a timer would wake two more threads.
    private static void Gather() => Thread.Sleep(GatherTime);
#pragma warning restore RS0030
}
