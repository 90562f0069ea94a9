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

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var count = await output.ReadAsync(buffer, cancellationToken).ConfigureAwait(false);
        for (var questions = _query.Count(buffer.Span[..count]); questions > 0; questions--)
        {
            await AnswerAsync(cancellationToken).ConfigureAwait(false);
        }

        return count;
    }

    public override int Read(byte[] buffer, int offset, int count) =>
        ReadAsync(buffer.AsMemory(offset, count)).AsTask().GetAwaiter().GetResult();

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    private async Task AnswerAsync(CancellationToken cancellationToken)
    {
        try
        {
            await input.WriteAsync(TerminalQuery.Answer, cancellationToken).ConfigureAwait(false);
            await input.FlushAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (IOException)
        {
            // qemu ended since it asked.
        }
    }
}
