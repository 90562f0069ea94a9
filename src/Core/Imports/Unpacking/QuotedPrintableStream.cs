using System.Buffers.Text;

namespace Guestfs.Imports.Unpacking;

/// <summary>RFC 2045, 6.7: <c>=3D</c> is a byte, <c>=</c> at a line's end joins it with the next.</summary>
internal sealed class QuotedPrintableStream(Stream encoded) : ReadOnlyStream
{
    private const int LongestToken = 3;

    private readonly byte[] _buffer = new byte[16 * 1024];
    private int _start;
    private int _end;

    public override int Read(Span<byte> buffer)
    {
        for (var written = 0; written < buffer.Length; written++)
        {
            // A joined line end gives nothing, so the next byte is looked for.
            int? value;
            do
            {
                Fill();
                if (_start == _end)
                {
                    return written;
                }

                value = Take();
            }
            while (value is null);

            buffer[written] = (byte)value;
        }

        return buffer.Length;
    }

    private int? Take()
    {
        var text = _buffer.AsSpan(_start, _end - _start);
        if (text.StartsWith("=\r\n"u8) || text.StartsWith("=\n"u8))
        {
            _start += text[1] == '\r' ? 3 : 2;
            return null;
        }

        if (text[0] == '=' && text.Length > 2 && Utf8Parser.TryParse(text[1..3], out byte value, out var used, 'X') && used == 2)
        {
            _start += 3;
            return value;
        }

        _start++;
        return text[0];
    }

    private void Fill()
    {
        if (_end - _start >= LongestToken)
        {
            return;
        }

        _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
        (_start, _end) = (0, _end - _start);
        _end += encoded.ReadAtLeast(_buffer.AsSpan(_end), LongestToken - _end, throwOnEndOfStream: false);
    }
}
