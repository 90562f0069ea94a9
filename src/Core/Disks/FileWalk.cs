using System.Buffers;
using System.Runtime.InteropServices;
using System.Text;

namespace Guestfs.Disks;

/// <summary>
/// Follows a path one name at a time with openat and O_NOFOLLOW, keeping every folder on the way open. Links are read
/// and followed by us, never by the kernel, so what is found is known to lie below the folders held open, whatever
/// others rename or swap meanwhile. Nothing on the way is opened for reading, so devices and pipes are not disturbed.
/// </summary>
internal sealed unsafe class FileWalk : IDisposable
{
    private const int MaxLinks = 40;

    private readonly List<Folder> _folders = [];
    private string? _leaf;

    public FileWalk()
    {
        int top = Libc.OpenAt(Libc.AtFdCwd, "/", Libc.PathOnly | Libc.Directory | Libc.CloseOnExec, 0);
        if (top < 0)
        {
            throw new DiskException("The host's file system cannot be read.");
        }

        _ = TryExamine(top, out FileStatus status);
        _folders.Add(new Folder("", top, status.Identity));
    }

    /// <summary>What the walk arrived at; valid when it is not a folder.</summary>
    public FileStatus Leaf { get; private set; }

    public bool IsFolder => _leaf is null;

    /// <summary>The number of folders from the top to here.</summary>
    public int Depth => _folders.Count;

    public FileIdentity FolderIdentity => _folders[^1].Identity;

    /// <summary>The path without any link in it, as it was when walked.</summary>
    public string RealPath => _leaf is null && Depth > 1 ? _folders[^1].Path : $"{_folders[^1].Path}/{_leaf}";

    /// <summary>A name of the folder arrived at that does not depend on its path.</summary>
    public string FolderHandlePath => $"/proc/self/fd/{_folders[^1].Handle}";

    /// <summary>Goes on from here along a path; an absolute one starts at the top.</summary>
    /// <returns>0, or the error number of the name that could not be followed.</returns>
    public int Follow(string path)
    {
        var pending = new Stack<string>();
        Push(pending, path);
        int links = 0;
        while (pending.TryPop(out string? name))
        {
            if (_leaf is not null)
            {
                return Libc.NotADirectory;
            }

            if (name == "..")
            {
                Leave(1);
                continue;
            }

            int error = Enter(name, out string? target);
            if (error != 0)
            {
                return error;
            }

            if (target is not null)
            {
                if (++links > MaxLinks)
                {
                    return Libc.TooManyLinks;
                }

                Push(pending, target);
            }
        }

        return 0;
    }

    /// <summary>Steps to one name in the folder arrived at, without following it when it is a link.</summary>
    /// <returns>As <see cref="Follow"/>; <see cref="Libc.TooManyLinks"/> for a link.</returns>
    public int Step(string name)
    {
        int error = Enter(name, out string? target);
        return target is null ? error : Libc.TooManyLinks;
    }

    /// <summary>What can be said of one name in the folder arrived at without opening it; a link is not followed.</summary>
    public FileStatus? Examine(string name)
    {
        FileStatus status;
        bool found = Libc.Statx(_folders[^1].Handle, name, Libc.AtSymlinkNoFollow, Libc.StatxBasic, &status) == 0;
        return found ? status : null;
    }

    /// <summary>The last place on the way that is <paramref name="folder"/>, or -1 when the way does not pass it.</summary>
    public int FindOnWay(FileIdentity folder) => _folders.FindLastIndex(step => step.Identity == folder);

    /// <summary>The path below the folder at <paramref name="place"/> on the way.</summary>
    public string RelativeTo(int place) => RealPath[Math.Min(_folders[place].Path.Length + 1, RealPath.Length)..];

    /// <summary>Opens what the walk arrived at. The result is the very file that was examined.</summary>
    /// <returns>A file descriptor, or a negative error number.</returns>
    public int Open()
    {
        int handle = Libc.OpenAt(
            _folders[^1].Handle,
            _leaf!,
            Libc.ReadOnly | Libc.NoFollow | Libc.NonBlock | Libc.NoControllingTerminal | Libc.CloseOnExec,
            0);
        if (handle < 0)
        {
            return -Marshal.GetLastPInvokeError();
        }

        if (!TryExamine(handle, out FileStatus status) || status.Identity != Leaf.Identity || !status.IsRegular)
        {
            _ = Libc.Close(handle);
            return -Libc.NoEntry;
        }

        Leaf = status;
        return handle;
    }

    public bool CanWrite() => Libc.AccessAt(_folders[^1].Handle, _leaf!, Libc.WriteAccess, Libc.AtEffectiveAccess) == 0;

    /// <summary>Undoes <see cref="Step"/>, so that the next name can be looked at; <paramref name="depth"/> is that of the folder.</summary>
    public void BackTo(int depth)
    {
        _leaf = null;
        Leave(_folders.Count - depth);
    }

    public void Dispose()
    {
        foreach (Folder folder in _folders)
        {
            _ = Libc.Close(folder.Handle);
        }

        _folders.Clear();
    }

    private static bool TryExamine(int handle, out FileStatus status)
    {
        FileStatus found;
        bool done = Libc.Statx(handle, "", Libc.AtEmptyPath | Libc.AtSymlinkNoFollow, Libc.StatxBasic, &found) == 0;
        status = done ? found : default;
        return done;
    }

    private static string? ReadLink(int handle)
    {
        byte[] buffer = ArrayPool<byte>.Shared.Rent(DiskPath.MaxLength);
        try
        {
            fixed (byte* start = buffer)
            {
                nint length = Libc.ReadLinkAt(handle, "", start, (nuint)buffer.Length);
                return length <= 0 ? null : Encoding.UTF8.GetString(buffer, 0, (int)length);
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private int Enter(string name, out string? target)
    {
        target = null;
        int handle = Libc.OpenAt(_folders[^1].Handle, name, Libc.PathOnly | Libc.NoFollow | Libc.CloseOnExec, 0);
        if (handle < 0)
        {
            return Marshal.GetLastPInvokeError();
        }

        if (!TryExamine(handle, out FileStatus status))
        {
            int error = Marshal.GetLastPInvokeError();
            _ = Libc.Close(handle);
            return error;
        }

        if (status.IsDirectory)
        {
            _folders.Add(new Folder($"{_folders[^1].Path}/{name}", handle, status.Identity));
            return 0;
        }

        target = status.IsLink ? ReadLink(handle) : null;
        _ = Libc.Close(handle);
        if (status.IsLink)
        {
            return target is null ? Libc.NoEntry : 0;
        }

        _leaf = name;
        Leaf = status;
        return 0;
    }

    private void Push(Stack<string> pending, string path)
    {
        if (path.StartsWith('/'))
        {
            Leave(_folders.Count - 1);
        }

        string[] names = path.Split('/', StringSplitOptions.RemoveEmptyEntries);
        for (int at = names.Length - 1; at >= 0; at--)
        {
            if (names[at] != ".")
            {
                pending.Push(names[at]);
            }
        }
    }

    private void Leave(int count)
    {
        for (; count > 0 && _folders.Count > 1; count--)
        {
            _ = Libc.Close(_folders[^1].Handle);
            _folders.RemoveAt(_folders.Count - 1);
        }
    }

    /// <param name="Path">Without a slash at its end, so empty for the top.</param>
    private readonly record struct Folder(string Path, int Handle, FileIdentity Identity);
}
