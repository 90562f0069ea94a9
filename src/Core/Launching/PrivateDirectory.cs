using System.ComponentModel;
using System.Runtime.InteropServices;
using System.Text;

namespace Guestfs.Launching;

/// <summary>
/// A directory of one boot's own, which nobody else may enter, removed with all it holds on disposal. A boot has two: one for the
/// daemon's socket and one for overlays and scratch disks, named libguestfsXXXXXX as libguestfs's (lib/tmpdirs.c).
/// </summary>
public sealed partial class PrivateDirectory : IDisposable
{
    private const int PermissionDenied = 13;

    private PrivateDirectory(string path)
    {
        Path = path;
    }

    /// <summary>Absolute.</summary>
    public string Path { get; }

    /// <exception cref="GuestfsException">The parent is not a directory, or may not be written.</exception>
    public static PrivateDirectory Create(string parent)
    {
        var absolute = System.IO.Path.GetFullPath(parent);
        if (!Directory.Exists(absolute))
        {
            throw new GuestfsException($"setting temporary directory: '{absolute}' is not a directory. Nothing was started; create it, or set TMPDIR to one that exists.");
        }

        byte[] template = [.. Encoding.UTF8.GetBytes(System.IO.Path.Combine(absolute, "libguestfsXXXXXX")), 0];
        if (MakeUnique(template) == 0)
        {
            throw Refused(absolute, Marshal.GetLastPInvokeError());
        }

        return new PrivateDirectory(Encoding.UTF8.GetString(template.AsSpan(..^1)));
    }

    public void Dispose()
    {
        try
        {
            Directory.Delete(Path, recursive: true);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // Someone removed it, or put something there that is not ours to remove.
        }
    }

    private static GuestfsException Refused(string parent, int error)
    {
        var advice = error == PermissionDenied && parent.StartsWith("/run/user/", StringComparison.Ordinal)
            ? "XDG_RUNTIME_DIR belongs to another user, as happens after su; unset it or sign in properly (RHBZ 967509)."
            : "Set TMPDIR to a directory that can be written and has space.";
        return new GuestfsException($"{parent}: cannot create temporary directory: {new Win32Exception(error).Message}. Nothing was started. {advice}");
    }

    /// <summary>mkdtemp(3): fills in the six X and makes the directory with mode 0700, never following what is there.</summary>
    [LibraryImport("libc", EntryPoint = "mkdtemp", SetLastError = true)]
    private static partial nint MakeUnique([In, Out] byte[] template);
}
