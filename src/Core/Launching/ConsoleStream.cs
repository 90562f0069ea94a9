namespace Guestfs.Launching;

/// <summary>The guest's console as it comes out of qemu, unedited. Questions for the terminal's size are answered on the way.</summary>
internal sealed class ConsoleStream(Stream output, Stream input) : Stream
{
    /// <summary>
    /// As many answers fit into the smallest pipe that Linux makes, a page, so that a guest which asks without reading never makes a write wait.
    /// </summary>
    private static readonly int MaxAnswers = 4096 / TerminalQuery.Answer.Length;

    private readonly TerminalQuery _query = new();
    private int _answers;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override int Read(Span<byte> buffer)
    {
        var count = output.Read(buffer);
        for (var questions = _query.Count(buffer[..count]); questions > 0 && _answers < MaxAnswers; questions--)
        {
            Answer();
        }

        return count;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    private void Answer()
    {
        _answers++;
        try
        {
            input.Write(TerminalQuery.Answer.Span);
            input.Flush();
        }
        catch (IOException)
        {
            // qemu ended since it asked.
        }
    }
}
