using System.Runtime.InteropServices;

namespace Guestfs.Processes;

internal static partial class ProcessNative
{
    [LibraryImport("libc", EntryPoint = "kill", SetLastError = true)]
    public static partial int Kill(int pid, int signal);
}
