namespace Guestfs.Launching;

/// <summary>
/// The question for the terminal's size that sgabios, the serial firmware of older qemu, asks on the console.
/// Unanswered it waits 0.26 s (libguestfs lib/conn-socket.c).
/// </summary>
internal sealed class TerminalQuery
{
    private int _matched;

    /// <summary>The position 24;80, then backspaces over whatever echoes it.</summary>
    public static ReadOnlyMemory<byte> Answer { get; } = "\e[24;80R\b\b\b\b\b\b\b\b\b\b\b\b\b\b\b\b"u8.ToArray();

    private static ReadOnlySpan<byte> Question => "\e[6n"u8;

    /// <summary>How many questions end in these bytes. A question may come in pieces.</summary>
    public int Count(ReadOnlySpan<byte> bytes)
    {
        var count = 0;
        while (!bytes.IsEmpty)
        {
            if (_matched == 0)
            {
                var start = bytes.IndexOf(Question[0]);
                if (start < 0)
                {
                    break;
                }

                bytes = bytes[start..];
            }

            // The first byte of the question occurs nowhere else in it, so a mismatch can only begin anew.
            if (bytes[0] != Question[_matched])
            {
                _matched = bytes[0] == Question[0] ? 1 : 0;
            }
            else if (++_matched == Question.Length)
            {
                _matched = 0;
                count++;
            }

            bytes = bytes[1..];
        }

        return count;
    }
}
