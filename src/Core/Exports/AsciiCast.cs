using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Guestfs.Journal;
using Guestfs.Timeline;

namespace Guestfs.Exports;

/// <summary>
/// The console as an asciicast (version 2) with its real timing: 0 is the request, as on the page. Bytes that are not UTF-8 become
/// U+FFFD; a character whose bytes came in two pieces is in one event.
/// </summary>
/// <remarks>https://docs.asciinema.org/manual/asciicast/v2/</remarks>
public sealed class AsciiCast
{
    private const int Columns = 132;
    private const int Rows = 40;

    private readonly Decoder _decoder = new UTF8Encoding().GetDecoder();
    private readonly TerminalFilter _filter = new();
    private readonly StringBuilder _text = new();
    private char[] _letters = new char[1024];
    private bool _returned;
    private long _at;

    public static void WriteHeader(IBufferWriter<byte> output, BootSummary boot, string title)
    {
        using (var json = new Utf8JsonWriter(output))
        {
            json.WriteStartObject();
            json.WriteNumber("version", 2);
            json.WriteNumber("width", Columns);
            json.WriteNumber("height", Rows);
            json.WriteNumber("timestamp", boot.RequestedAt.ToUnixTimeSeconds());
            json.WriteNumber("duration", Seconds(boot.Total));
            json.WriteString("title", Utf8Text.Plain(title));
            json.WriteEndObject();
        }

        output.Write("\n"u8);
    }

    public void Add(IBufferWriter<byte> output, JournalEntry entry)
    {
        switch (entry.Event)
        {
            case OutputLine { Source: OutputSource.Console } line:
                Decode(line.Raw.Span, flush: false);
                Event(output, entry.Offset);
                break;
            case OutputDropped dropped:
                Decode([], flush: true);
                _text.Append(CultureInfo.InvariantCulture, $"\r\n{OutputText.Missing(dropped)}\r\n");
                Event(output, entry.Offset);
                break;
        }
    }

    /// <summary>Writes what still waits for the rest of a character.</summary>
    public void End(IBufferWriter<byte> output)
    {
        Decode([], flush: true);
        Event(output, _at);
    }

    private void Decode(ReadOnlySpan<byte> bytes, bool flush)
    {
        var length = _decoder.GetCharCount(bytes, flush);
        if (_letters.Length < length)
        {
            _letters = new char[length];
        }

        length = _decoder.GetChars(bytes, _letters, flush);
        _filter.Add(_letters.AsSpan(0, length), _text);
        if (_text.Length > 0 && _text[^1] == '\n' && !(_text.Length == 1 ? _returned : _text[^2] == '\r'))
        {
            // A terminal goes to the start of the line only when told to.
            _text.Insert(_text.Length - 1, '\r');
        }

        _returned = _text.Length > 0 ? _text[^1] == '\r' : _returned;
    }

    private void Event(IBufferWriter<byte> output, long at)
    {
        if (_text.Length == 0)
        {
            return;
        }

        _at = Math.Max(_at, at);
        using (var json = new Utf8JsonWriter(output))
        {
            json.WriteStartArray();
            json.WriteNumberValue(Seconds(_at));
            json.WriteStringValue("o");
            json.WriteStringValue(_text.ToString());
            json.WriteEndArray();
        }

        output.Write("\n"u8);
        _text.Clear();
    }

    private static decimal Seconds(long nanoseconds) => nanoseconds / 1_000_000_000m;
}
