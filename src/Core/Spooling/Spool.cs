using System.Security.Cryptography;

namespace Guestfs.Spooling;

/// <summary>
/// A private file without a name: nobody else can open it, and it is gone when it is closed or the process ends.
/// Written from one end, read from anywhere; not for several threads.
/// </summary>
public sealed class Spool : IDisposable
{
    private const int BufferLength = 64 * 1024;

    private readonly FileStream _file;
    private readonly byte[] _buffer = new byte[BufferLength];
    private int _used;
    private long _written;

    /// <param name="directory">Null takes TMPDIR, else /var/tmp, which is on a disk where /tmp may be memory.</param>
    /// <exception cref="GuestfsException">There is no room for it.</exception>
    public Spool(string? directory = null)
    {
        directory ??= Environment.GetEnvironmentVariable("TMPDIR") is { Length: > 0 } own ? own : "/var/tmp";
        var path = Path.Combine(directory, "guestfs-" + Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16)));
        _file = Try(() => new FileStream(path, new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.ReadWrite,
            BufferSize = 0,
            UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
        }));
        File.Delete(path);
    }

    public long Length => _written + _used;

    /// <exception cref="GuestfsException">There is no room for it.</exception>
    public void Write(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length > BufferLength - _used)
        {
            Flush();
        }

        if (bytes.Length > BufferLength)
        {
            _written += Put(bytes, _written);
            return;
        }

        bytes.CopyTo(_buffer.AsSpan(_used));
        _used += bytes.Length;
    }

    /// <summary>Reads what was written at a place; fewer bytes than asked for only at the end.</summary>
    public int Read(long place, Span<byte> bytes)
    {
        Flush();
        var read = 0;
        while (read < bytes.Length && RandomAccess.Read(_file.SafeFileHandle, bytes[read..], place + read) is > 0 and var more)
        {
            read += more;
        }

        return read;
    }

    public void Dispose() => _file.Dispose();

    private void Flush()
    {
        _written += Put(_buffer.AsSpan(0, _used), _written);
        _used = 0;
    }

    private int Put(ReadOnlySpan<byte> bytes, long place)
    {
        try
        {
            RandomAccess.Write(_file.SafeFileHandle, bytes, place);
            return bytes.Length;
        }
        catch (IOException full)
        {
            throw NoRoom(full);
        }
    }

    private static T Try<T>(Func<T> open)
    {
        try
        {
            return open();
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            throw NoRoom(refused);
        }
    }

    private static GuestfsException NoRoom(Exception cause) =>
        new($"A temporary file could not be written: {cause.Message} Nothing was stored; make room in /var/tmp or set TMPDIR.", cause);
}
