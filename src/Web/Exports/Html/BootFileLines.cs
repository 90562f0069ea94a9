using System.Buffers;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Guestfs.Exports;
using Guestfs.Journal;
using Guestfs.Web.Live;

namespace Guestfs.Web.Exports.Html;

/// <summary>
/// The console inside a document: blocks of plain text that anyone can read, each followed by what the page's script needs to know
/// about its lines (numbers, entries, times, sources, colours), compressed. wwwroot/live/embedded.js reads both.
/// </summary>
public sealed class BootFileLines : IDisposable
{
    private const int LinesPerBlock = 2_000;

    private readonly LineFold _fold = new();
    private readonly OutputText _console = new(new HashSet<OutputSource> { OutputSource.Console }, clean: false);
    private readonly ArrayBufferWriter<byte> _bytes = new();
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly StringBuilder _text = new();
    private readonly List<object?[]> _about = [];

    /// <summary>The length of console.txt so far.</summary>
    public long ConsoleBytes { get; private set; }

    public void Add(IBufferWriter<byte> output, JournalEntry entry)
    {
        _console.Add(_bytes, entry.Event);
        _hash.AppendData(_bytes.WrittenSpan);
        ConsoleBytes += _bytes.WrittenCount;
        _bytes.ResetWrittenCount();
        if (_fold.Add(entry.Event) is not { } line)
        {
            return;
        }

        foreach (var run in line.Runs)
        {
            Append(run.Text);
        }

        _text.Append('\n');
        var styled = line.Runs.Any(static run => run.Style is not null);
        _about.Add(styled
            ? [line.Number, entry.Sequence, entry.Offset, line.Source, line.Runs.Select(static run => new object?[] { run.Text.Length, run.Style })]
            : [line.Number, entry.Sequence, entry.Offset, line.Source]);
        if (_about.Count == LinesPerBlock || _text.Length > 1 << 20)
        {
            End(output);
        }
    }

    /// <summary>Writes the block that is not full.</summary>
    public void End(IBufferWriter<byte> output)
    {
        if (_about.Count == 0)
        {
            return;
        }

        // The first line feed after the tag is not part of the text.
        Write(output, "<pre class=\"file-lines\">\n");
        Write(output, _text.ToString());
        Write(output, "</pre><script type=\"text/plain\" class=\"file-about\">");
        Write(output, Convert.ToBase64String(Compressed()));
        Write(output, "</script>\n");
        _text.Clear();
        _about.Clear();
    }

    /// <summary>SHA-256 of the bytes of console.txt, in hexadecimal.</summary>
    public string ConsoleHash() => Convert.ToHexStringLower(_hash.GetCurrentHash());

    public void Dispose() => _hash.Dispose();

    private void Append(string text)
    {
        foreach (var letter in text)
        {
            _ = letter switch
            {
                '&' => _text.Append("&amp;"),
                '<' => _text.Append("&lt;"),
                '>' => _text.Append("&gt;"),
                _ => _text.Append(letter),
            };
        }
    }

    private byte[] Compressed()
    {
        using var compressed = new MemoryStream();
        using (var deflate = new DeflateStream(compressed, CompressionLevel.Optimal))
        {
            JsonSerializer.Serialize(deflate, _about);
        }

        return compressed.ToArray();
    }

    private static void Write(IBufferWriter<byte> output, string text) => Encoding.UTF8.GetBytes(text, output);
}
