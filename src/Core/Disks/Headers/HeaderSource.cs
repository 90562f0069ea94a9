using System.Buffers;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace Guestfs.Disks.Headers;

/// <summary>The bytes of a hostile file, with a bound on how many are read.</summary>
internal sealed class HeaderSource(SafeFileHandle handle, long length) : IDisposable
{
    /// <summary>Enough for every header of every format we read; most need one block.</summary>
    private const long Budget = 8 * 1024 * 1024;

    /// <summary>What is read at once and covers most headers whole.</summary>
    private const int FirstBytes = 4096;

    private static readonly UTF8Encoding StrictUtf8 = new(false, throwOnInvalidBytes: true);

    private readonly byte[] _first = ArrayPool<byte>.Shared.Rent(FirstBytes);
    private int _firstCount = -1;
    private long _read;

    public long Length { get; } = length;

    /// <summary>The first bytes, as many as there are up to 4096.</summary>
    public ReadOnlySpan<byte> First
    {
        get
        {
            if (_firstCount < 0)
            {
                _firstCount = ReadUpTo(0, _first.AsSpan(0, FirstBytes));
            }

            return _first.AsSpan(0, _firstCount);
        }
    }

    /// <summary>Exactly <paramref name="count"/> bytes.</summary>
    /// <exception cref="HeaderException">The file is shorter.</exception>
    public byte[] Read(long offset, int count)
    {
        byte[] bytes = ReadAtMost(offset, count);
        return bytes.Length == count ? bytes : throw new HeaderException("is cut off: its header points beyond the end of the file");
    }

    /// <summary>Up to <paramref name="count"/> bytes; fewer at the end of the file.</summary>
    public byte[] ReadAtMost(long offset, int count)
    {
        if (offset < 0 || offset >= Length)
        {
            return [];
        }

        if ((_read += count) > Budget)
        {
            throw new HeaderException("has a header larger than any real image");
        }

        byte[] bytes = new byte[Math.Min(count, Length - offset)];
        int got = ReadUpTo(offset, bytes);
        return got == bytes.Length ? bytes : bytes[..got];
    }

    /// <summary>Text up to the first NUL, as C programs read it.</summary>
    /// <exception cref="HeaderException">It is not UTF-8.</exception>
    public static string Text(ReadOnlySpan<byte> bytes)
    {
        int end = bytes.IndexOf((byte)0);
        try
        {
            return StrictUtf8.GetString(end < 0 ? bytes : bytes[..end]);
        }
        catch (DecoderFallbackException)
        {
            throw new HeaderException("names another file in letters that are not UTF-8");
        }
    }

    public void Dispose() => ArrayPool<byte>.Shared.Return(_first);

    private int ReadUpTo(long offset, Span<byte> bytes)
    {
        int total = 0;
        while (total < bytes.Length)
        {
            int got;
            try
            {
                got = RandomAccess.Read(handle, bytes[total..], offset + total);
            }
            catch (IOException)
            {
                throw new HeaderException("cannot be read: the host's disk reports an error");
            }

            if (got == 0)
            {
                break;
            }

            total += got;
        }

        return total;
    }
}

/// <summary>Completes "The image …".</summary>
internal sealed class HeaderException(string message) : Exception(message);
