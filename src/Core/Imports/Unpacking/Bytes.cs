namespace Guestfs.Imports.Unpacking;

internal static class Bytes
{
    /// <summary>All bytes of a stream, up to a limit.</summary>
    /// <exception cref="ImportTooLargeException">There are more.</exception>
    public static byte[] ReadAll(Stream input, long most, string what)
    {
        using var all = new MemoryStream();
        var buffer = new byte[64 * 1024];
        while (input.Read(buffer) is > 0 and var read)
        {
            all.Write(buffer, 0, read);
            Check(all.Length, most, what);
        }

        return all.ToArray();
    }

    /// <inheritdoc cref="ReadAll"/>
    public static async Task<byte[]> ReadAllAsync(Stream input, long most, string what, CancellationToken cancellationToken)
    {
        using var all = new MemoryStream();
        var buffer = new byte[64 * 1024];
        while (await input.ReadAsync(buffer, cancellationToken).ConfigureAwait(false) is > 0 and var read)
        {
            all.Write(buffer, 0, read);
            Check(all.Length, most, what);
        }

        return all.ToArray();
    }

    private static void Check(long length, long most, string what)
    {
        if (length > most)
        {
            throw new ImportTooLargeException($"{what} has more than {most >> 20} MiB; nothing was imported. Send the part of the log that matters.");
        }
    }
}
