using System.Globalization;
using System.Text;
using Guestfs.Imports.Unpacking;

namespace Guestfs.Imports.Logs;

/// <summary>
/// A whole log that a program printed as one string with its line ends escaped, as Ansible and loggers that write JSON do with
/// the output of a command. libguestfs itself writes <c>\n</c> inside some of its lines, which here has two backslashes.
/// </summary>
internal sealed class EscapedLines
{
    private const int CodeDigits = 4;

    private readonly List<byte> _line = [];
    private readonly StringBuilder _code = new(CodeDigits);
    private bool _escaped;
    private bool _inCode;
    private bool _open;

    private static ReadOnlySpan<byte> Library => "\\nlibguestfs: "u8;

    private static ReadOnlySpan<byte> Supermin => "\\nsupermin: "u8;

    /// <summary>True when lines of libguestfs and of supermin stand in it behind escaped line ends.</summary>
    public static bool AreIn(ReadOnlySpan<byte> piece) =>
        piece.IndexOf(Library) is >= 0 and var first && (piece[(first + 1)..].IndexOf(Library) >= 0 || piece.IndexOf(Supermin) >= 0);

    /// <param name="piece">A line, or a piece of one that is very long.</param>
    /// <returns>The lines in it, with their ends, and whether each goes on with the one before.</returns>
    public IEnumerable<(ReadOnlyMemory<byte> Raw, bool Continues)> Split(ReadOnlyMemory<byte> piece)
    {
        for (var i = 0; i < piece.Length; i++)
        {
            Add(piece.Span[i]);
            if (_line is [.., (byte)'\n'] || _line.Count >= TextPieces.MostBytes)
            {
                yield return Take();
            }
        }
    }

    /// <summary>What a log that ends without a line end leaves.</summary>
    public (ReadOnlyMemory<byte> Raw, bool Continues)? Rest() => _line.Count > 0 ? Take() : null;

    private (ReadOnlyMemory<byte> Raw, bool Continues) Take()
    {
        byte[] line = [.. _line];
        var continues = _open;
        _open = line is not [.., (byte)'\n'];
        _line.Clear();
        return (line, continues);
    }

    private void Add(byte b)
    {
        if (_inCode)
        {
            AddCode((char)b);
        }
        else if (_escaped)
        {
            _escaped = false;
            _inCode = b == (byte)'u';
            if (!_inCode)
            {
                AddEscaped(b);
            }
        }
        else if (b == (byte)'\\')
        {
            _escaped = true;
        }
        else
        {
            _line.Add(b);
        }
    }

    /// <summary>What no string escapes keeps its backslash.</summary>
    private void AddEscaped(byte b)
    {
        if (!"ntr\"\\/'"u8.Contains(b))
        {
            _line.Add((byte)'\\');
        }

        _line.Add(b switch { (byte)'n' => (byte)'\n', (byte)'t' => (byte)'\t', (byte)'r' => (byte)'\r', _ => b });
    }

    private void AddCode(char digit)
    {
        _code.Append(digit);
        if (_code.Length < CodeDigits && digit != '\n')
        {
            return;
        }

        _inCode = false;
        var known = ushort.TryParse(_code.ToString(), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var code);
        _line.AddRange(Encoding.UTF8.GetBytes(known ? ((char)code).ToString() : "\\u" + _code));
        _code.Clear();
    }
}
