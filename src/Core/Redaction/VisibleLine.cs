using System.Buffers;
using System.Text;
using Guestfs.Console;

namespace Guestfs.Redaction;

/// <summary>
/// A line as its reader sees it, one character per byte, and the styles and controls that stand between. What a terminal
/// would hide is not kept: a secret cannot stand in a title or a link.
/// </summary>
internal sealed class VisibleLine
{
    private const byte Escape = 0x1b;

    private readonly List<(int Place, byte[] Bytes, bool Style)> _between = [];
    private char[] _text = new char[256];
    private int _length;
    private bool _escaped;

    public ReadOnlySpan<char> Text => _text.AsSpan(0, _length);

    public void Add(ReadOnlySpan<byte> raw)
    {
        if (_escaped)
        {
            raw = (byte[])[Escape, .. raw];
        }

        // What it introduces is in the next piece.
        _escaped = raw.Length > 0 && raw[^1] == Escape;
        var tokens = new AnsiTokenizer(raw);
        while (tokens.Next())
        {
            var bytes = tokens.Bytes;
            if (tokens.Kind == AnsiToken.Style)
            {
                _between.Add((_length, [Escape, (byte)'[', .. bytes, (byte)'m'], true));
            }
            else if (tokens.Kind == AnsiToken.Reset || (tokens.Kind == AnsiToken.Control && bytes[0] != '\t'))
            {
                _between.Add((_length, bytes.ToArray(), false));
            }
            else
            {
                Append(bytes);
            }
        }
    }

    /// <summary>Writes the text from <paramref name="start"/> to <paramref name="end"/> with words in the place of findings.</summary>
    public byte[] Write(int start, int end, IReadOnlyList<Finding> findings, Func<Finding, string> word)
    {
        var output = new ArrayBufferWriter<byte>(Math.Max(16, end - start + 16));
        var between = 0;
        var at = start;
        foreach (var finding in findings)
        {
            if (finding.End <= start || finding.Start >= end)
            {
                continue;
            }

            WriteText(output, at, Math.Max(at, finding.Start), ref between);
            if (finding.Start >= start)
            {
                WriteText(output, word(finding));
            }

            at = Math.Min(end, finding.End);
            WriteBetween(output, at, ref between, stylesOnly: true);
        }

        WriteText(output, at, end, ref between);
        WriteBetween(output, end, ref between, stylesOnly: false);
        return output.WrittenSpan.ToArray();
    }

    /// <summary>Forgets the first characters and what stands before or between them.</summary>
    public void RemoveFirst(int count)
    {
        Text[count..].CopyTo(_text);
        _length -= count;
        _between.RemoveAll(item => item.Place <= count);
        for (var i = 0; i < _between.Count; i++)
        {
            _between[i] = _between[i] with { Place = _between[i].Place - count };
        }
    }

    /// <summary>Forgets what stands between, as it was written.</summary>
    public void RemoveBetween(int until) => _between.RemoveAll(item => item.Place <= until);

    public void Clear()
    {
        _length = 0;
        _escaped = false;
        _between.Clear();
    }

    private void Append(ReadOnlySpan<byte> bytes)
    {
        if (_text.Length < _length + bytes.Length)
        {
            Array.Resize(ref _text, Math.Max(_length + bytes.Length, _text.Length * 2));
        }

        foreach (var b in bytes)
        {
            _text[_length++] = (char)b;
        }
    }

    private void WriteText(ArrayBufferWriter<byte> output, int from, int to, ref int between)
    {
        while (from < to)
        {
            WriteBetween(output, from, ref between, stylesOnly: false);
            var next = between < _between.Count ? Math.Min(to, _between[between].Place) : to;
            WriteText(output, _text.AsSpan(from, next - from));
            from = next;
        }
    }

    private static void WriteText(ArrayBufferWriter<byte> output, ReadOnlySpan<char> text)
    {
        if (!text.IsEmpty)
        {
            output.Advance(Encoding.Latin1.GetBytes(text, output.GetSpan(text.Length)));
        }
    }

    private void WriteBetween(ArrayBufferWriter<byte> output, int place, ref int between, bool stylesOnly)
    {
        for (; between < _between.Count && _between[between].Place <= place; between++)
        {
            if (_between[between].Style || !stylesOnly || _between[between].Place == place)
            {
                output.Write(_between[between].Bytes);
            }
        }
    }
}
