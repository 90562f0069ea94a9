namespace Guestfs.Launching;

/// <summary>The guest's console as it comes out of qemu, unedited. Questions for the terminal's size are answered on the way.</summary>
internal sealed class ConsoleStream(Stream output, Stream input) : Stream
{
    private readonly TerminalQuery _query = new();

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
        for (var questions = _query.Count(buffer[..count]); questions > 0; questions--)
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
