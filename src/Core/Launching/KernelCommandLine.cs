using System.Buffers;
using System.Globalization;
using System.Text;
using Guestfs.Journal;

namespace Guestfs.Launching;

/// <summary>The appliance kernel's command line in the order of libguestfs 1.48.6 (lib/appliance-kcmdline.c).</summary>
public static class KernelCommandLine
{
    /// <summary>supermin's first program reads no more of /proc/cmdline (supermin init/init.c).</summary>
    public const int MiniInitrdBytes = 1023;

    /// <summary>The kernel cuts the rest off: COMMAND_LINE_SIZE of x86, less its final NUL.</summary>
    public const int KernelBytes = 2047;

    private const int TerminalLength = 16;
    private static readonly SearchValues<char> TerminalCharacters =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_");

    public static string Build(LaunchPlan plan)
    {
        ArgumentNullException.ThrowIfNull(plan);
        List<string> parameters =
        [
            "panic=1",
            $"console={plan.Machine.ConsoleDevice}",
            "edd=off",
            "udevtimeout=6000",
            "udev.event-timeout=6000",
            "no_timer_check",
        ];
        if (plan is { Accelerator: Accelerator.Tcg, LoopsPerJiffy: { } loops })
        {
            parameters.Add(string.Create(CultureInfo.InvariantCulture, $"lpj={loops}"));
        }

        parameters.AddRange(
        [
            "printk.time=1",
            "cgroup_disable=memory",
            "usbcore.nousb",
            "cryptomgr.notests",
            "tsc=reliable",
            "8250.nr_uarts=1",
        ]);
        if (plan.RootUuid is { } uuid)
        {
            parameters.Add($"root=UUID={uuid}");
        }

        parameters.Add("selinux=0");
        parameters.Add(plan.Verbosity == Verbosity.Quiet ? "quiet" : "guestfs_verbose=1");
        if (plan.Network)
        {
            parameters.Add("guestfs_network=1");
        }

        parameters.Add($"TERM={Terminal(plan.Terminal)}");
        if (plan.Verbosity == Verbosity.Analysis)
        {
            // libguestfs-boot-analysis passes it through guestfs_set_append, hence where the user's own parameters begin.
            parameters.Add("guestfs_boot_analysis=1");
        }

        if (!string.IsNullOrEmpty(plan.Append))
        {
            parameters.Add(plan.Append);
        }

        return string.Join(' ', parameters);
    }

    /// <summary>The terminal's name when libguestfs would pass it on: 1 to 16 letters, digits, dashes and underscores. Otherwise linux.</summary>
    public static string Terminal(string? name) =>
        name is { Length: > 0 and <= TerminalLength } && !name.AsSpan().ContainsAnyExcept(TerminalCharacters) ? name : "linux";

    /// <summary>A sentence when the guest would not read all of it, or null.</summary>
    public static string? Warning(string commandLine)
    {
        ArgumentNullException.ThrowIfNull(commandLine);
        var bytes = Encoding.UTF8.GetBytes(commandLine);
        var root = bytes.AsSpan().IndexOf("root="u8);
        if (root >= 0)
        {
            var length = bytes.AsSpan(root).IndexOf((byte)' ');
            if ((length < 0 ? bytes.Length : root + length) > MiniInitrdBytes)
            {
                return $"root= stands beyond byte {MiniInitrdBytes} of the kernel command line, where supermin's first program stops reading, so the appliance would not find its root disk; shorten the parameters before it.";
            }
        }

        return bytes.Length > KernelBytes
            ? $"The kernel command line has {bytes.Length} bytes and Linux reads the first {KernelBytes}, so the last parameters have no effect; shorten the appended ones."
            : null;
    }
}
