using System.Text;
using BenchmarkDotNet.Attributes;
using Guestfs.Console;
using Guestfs.Journal;

namespace Guestfs.Bench.Micro;

/// <summary>Ten thousand console lines from bytes to what is kept and shown.</summary>
[MemoryDiagnoser]
[SimpleJob(warmupCount: 1, iterationCount: 5)]
public class ConsoleBenchmarks
{
    private readonly byte[] _line = Encoding.UTF8.GetBytes("\u001b[0;1;31m/usr/lib/tmpfiles.d/systemd.conf:11: Failed to resolve group 'utmp'.\u001b[0m\r\r\n");
    private readonly List<ConsoleLine> _lines = [];
    private byte[] _stream = [];

    /// <summary>How much one read returns: a UART under TCG gives single bytes, a pipe up to 64 KiB.</summary>
    [Params(1, 16, 4096)]
    public int Read { get; set; }

    [GlobalSetup]
    public void Write() => _stream = [.. Enumerable.Repeat(_line, 10_000).SelectMany(static line => line)];

    [Benchmark]
    public int Assemble()
    {
        var assembler = new LineAssembler();
        _lines.Clear();
        for (var at = 0; at < _stream.Length; at += Read)
        {
            assembler.Add(_stream.AsSpan(at, Math.Min(Read, _stream.Length - at)), at, _lines);
        }

        return _lines.Count;
    }

    [Benchmark]
    public int Style()
    {
        var runs = 0;
        for (var i = 0; i < 10_000; i++)
        {
            runs += AnsiText.ToRuns(_line).Count;
        }

        return runs;
    }

    [Benchmark]
    public int Json()
    {
        var bytes = 0;
        for (var i = 0; i < 10_000; i++)
        {
            bytes += JournalJson.Write(new JournalEntry(i, i, new OutputLine(OutputSource.Console, _line, true))).Length;
        }

        return bytes;
    }
}
