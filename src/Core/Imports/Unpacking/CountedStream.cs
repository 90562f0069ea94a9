namespace Guestfs.Imports.Unpacking;

/// <summary>What a decompressor gives out, counted while it is read.</summary>
internal sealed class CountedStream(Stream inner, ReadingBudget budget) : ReadOnlyStream
{
    public long Count { get; private set; }

    public override long Position
    {
        get => Count;
        set => throw new NotSupportedException();
    }

    public override int Read(Span<byte> buffer)
    {
        int read;
        try
        {
            read = inner.Read(buffer);
        }
        catch (Exception damaged) when (damaged is InvalidDataException or IOException)
        {
            throw new ImportException($"The archive is damaged: {damaged.Message} Nothing was imported; pack it again.", damaged);
        }

        Count += read;
        budget.Take(read);
        return read;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            inner.Dispose();
        }

        base.Dispose(disposing);
    }
}
