using System.Buffers.Text;

namespace Guestfs.Console;

[Flags]
public enum AnsiAttributes
{
    None = 0,
    Bold = 1,
    Dim = 2,
    Italic = 4,
    Underline = 8,
    Inverse = 16,
}

/// <summary>How a terminal would draw a piece of text.</summary>
/// <param name="Foreground">A colour of the 256-colour palette, 0 to 15 being the theme's own; null for the default.</param>
/// <param name="Background">As <paramref name="Foreground"/>.</param>
public readonly record struct AnsiStyle(byte? Foreground, byte? Background, AnsiAttributes Attributes)
{
    /// <summary>This style after a select-graphic-rendition sequence with these parameters; unknown ones change nothing. Concealed text stays visible.</summary>
    internal AnsiStyle After(ReadOnlySpan<byte> parameters)
    {
        var style = this;
        var reader = new SgrReader(parameters);
        while (reader.Next(out var code))
        {
            style = code switch
            {
                0 => default,
                1 => style.With(AnsiAttributes.Bold),
                2 => style.With(AnsiAttributes.Dim),
                3 => style.With(AnsiAttributes.Italic),
                4 or 21 => style.With(AnsiAttributes.Underline),
                7 => style.With(AnsiAttributes.Inverse),
                22 => style.Without(AnsiAttributes.Bold | AnsiAttributes.Dim),
                23 => style.Without(AnsiAttributes.Italic),
                24 => style.Without(AnsiAttributes.Underline),
                27 => style.Without(AnsiAttributes.Inverse),
                >= 30 and < 38 => style with { Foreground = (byte)(code - 30) },
                >= 90 and < 98 => style with { Foreground = (byte)(code - 90 + 8) },
                38 => reader.Colour() is { } colour ? style with { Foreground = colour } : style,
                39 => style with { Foreground = null },
                >= 40 and < 48 => style with { Background = (byte)(code - 40) },
                >= 100 and < 108 => style with { Background = (byte)(code - 100 + 8) },
                48 => reader.Colour() is { } colour ? style with { Background = colour } : style,
                49 => style with { Background = null },
                _ => style,
            };
        }

        return style;
    }

    private AnsiStyle With(AnsiAttributes attributes) => this with { Attributes = Attributes | attributes };

    private AnsiStyle Without(AnsiAttributes attributes) => this with { Attributes = Attributes & ~attributes };

    /// <summary>The numbers of an SGR sequence, split at semicolons and colons; an empty one is 0.</summary>
    private ref struct SgrReader(ReadOnlySpan<byte> parameters)
    {
        private ReadOnlySpan<byte> _rest = parameters;
        private bool _ended;

        public bool Next(out int number)
        {
            number = 0;
            if (_ended)
            {
                return false;
            }

            var end = _rest.IndexOfAny((byte)';', (byte)':');
            var digits = end < 0 ? _rest : _rest[..end];
            if (!Utf8Parser.TryParse(digits, out number, out _) && !digits.IsEmpty)
            {
                number = -1;
            }

            _ended = end < 0;
            _rest = _ended ? default : _rest[(end + 1)..];
            return true;
        }

        /// <summary>What follows 38 or 48: <c>5;N</c>, <c>2;R;G;B</c> or <c>2::R:G:B</c>.</summary>
        public byte? Colour()
        {
            if (!Next(out var form))
            {
                return null;
            }

            if (form == 5)
            {
                return Next(out var index) && index is >= 0 and < 256 ? (byte)index : null;
            }

            if (form != 2)
            {
                return null;
            }

            if (_rest.StartsWith(":"u8))
            {
                Next(out _);
            }

            return Next(out var red) && Next(out var green) && Next(out var blue)
                && (uint)red < 256 && (uint)green < 256 && (uint)blue < 256
                ? AnsiPalette.Nearest(red, green, blue)
                : null;
        }
    }
}
