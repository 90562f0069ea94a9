using System.Globalization;
using System.Text;

namespace Guestfs.Disks;

/// <summary>
/// Who uses an image now: programs that lock it, as every running qemu does, and loop devices. One instance serves one
/// operation and looks through /proc at most once, and only when some image is locked.
/// </summary>
internal sealed unsafe class ImageUsers
{
    private readonly Lazy<Dictionary<FileIdentity, int>> _holders = new(FindLockHolders);
    private readonly Lazy<Dictionary<FileIdentity, string>> _loops = new(FindLoopDevices);

    /// <summary>Such as "qemu-system-x86_64 (PID 4711, guest web01)", or null when nobody seems to use it.</summary>
    public string? Find(ImageFile file)
    {
        // Asking for the lock that a writer of the whole file would need names one holder of any part of it, also on
        // file systems whose device number in /proc/locks is not the one stat gives (btrfs).
        var wanted = new FileLock { Type = Libc.WriteLock };
        bool asked = Libc.Fcntl(file.Handle, Libc.AskLock, ref wanted) == 0;
        if (asked && wanted.Type != Libc.Unlocked)
        {
            int pid = wanted.Pid > 0 ? wanted.Pid : _holders.Value.GetValueOrDefault(file.Identity);
            return pid > 0 ? Describe(pid) : "another program";
        }

        return _loops.Value.TryGetValue(file.Identity, out string? device) ? $"loop device {device}" : null;
    }

    private static Dictionary<FileIdentity, int> FindLockHolders()
    {
        var holders = new Dictionary<FileIdentity, int>();
        foreach (string process in List("/proc", "*"))
        {
            if (!int.TryParse(Path.GetFileName(process), NumberStyles.None, CultureInfo.InvariantCulture, out int pid))
            {
                continue;
            }

            foreach (string info in List($"{process}/fdinfo", "*"))
            {
                if (TryRead(info).Contains("\nlock:", StringComparison.Ordinal)
                    && TryIdentify($"{process}/fd/{Path.GetFileName(info)}", out FileIdentity identity))
                {
                    holders.TryAdd(identity, pid);
                }
            }
        }

        return holders;
    }

    private static Dictionary<FileIdentity, string> FindLoopDevices()
    {
        var loops = new Dictionary<FileIdentity, string>();
        foreach (string device in List("/sys/block", "loop*"))
        {
            string file = TryRead($"{device}/loop/backing_file").TrimEnd('\n');
            if (file.Length > 0 && TryIdentify(file, out FileIdentity identity))
            {
                loops.TryAdd(identity, $"/dev/{Path.GetFileName(device)}");
            }
        }

        return loops;
    }

    private static string Describe(int pid)
    {
        string[] arguments = TryRead($"/proc/{pid}/cmdline").Split('\0');
        string program = arguments[0].Length > 0 ? Path.GetFileName(arguments[0]) : "a program";
        int name = Array.IndexOf(arguments, "-name") + 1;
        string? guest = name > 0 && name < arguments.Length ? arguments[name].Split(',')[0] : null;
        guest = guest?.StartsWith("guest=", StringComparison.Ordinal) == true ? guest["guest=".Length..] : guest;
        return guest is null
            ? string.Create(CultureInfo.InvariantCulture, $"{Plain(program)} (PID {pid})")
            : string.Create(CultureInfo.InvariantCulture, $"{Plain(program)} (PID {pid}, guest {Plain(guest)})");
    }

    private static string Plain(string text) => Quoted.Text(text).Trim('"');

    private static string[] List(string folder, string pattern)
    {
        try
        {
            return Directory.GetFileSystemEntries(folder, pattern);
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    private static string TryRead(string file)
    {
        try
        {
            return File.ReadAllText(file, Encoding.UTF8);
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }

    private static bool TryIdentify(string path, out FileIdentity identity)
    {
        FileStatus status;
        bool found = Libc.Statx(Libc.AtFdCwd, path, 0, Libc.StatxBasic, &status) == 0;
        identity = found ? status.Identity : default;
        return found;
    }
}
