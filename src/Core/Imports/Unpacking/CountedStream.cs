namespace Guestfs.Imports.Unpacking;

/// <summary>What a decompressor gives out, counted while it is read.</summary>
/// <param name="packed">What the decompressor reads. With it, damage at its very end is an end: what came before is worth having.</param>
internal sealed class CountedStream(Stream inner, ReadingBudget budget, Stream? packed = null) : ReadOnlyStream
{
    /// <summary>The end is missing or damaged.</summary>
    public bool IsCutOff { get; private set; }

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
        catch (InvalidDataException) when (packed is not null && packed.Position == packed.Length && Count > 0)
        {
            IsCutOff = true;
            read = 0;
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
