using System.Buffers;
using Guestfs.Journal;

namespace Guestfs.Imports.Logs;

/// <summary>How a launch went, as far as its lines tell.</summary>
internal sealed class LaunchOutcome
{
    private const string Error = "libguestfs: error: ";
    private const string PassedOn = ": error: libguestfs error: ";
    private const string Domain = "could not create appliance through";
    private const string Closed = "appliance closed the connection";
    private const string NoKvm = "Could not access KVM kernel module";
    private const int LongestError = 200;

    private const string Passt = "passt, which connects the appliance to the network, did not start.";

    /// <summary>Signs of a failure, the cause before its consequences.</summary>
    private static readonly (string Text, string Sentence)[] Signs =
    [
        ("failed to set MSR", "KVM on that host refuses a CPU register that qemu sets, and qemu aborted; TCG (force_tcg) would avoid it."),
        ("cannot find any suitable libguestfs", "No appliance was found on the search path."),
        ("failed to find a suitable kernel", "supermin found no kernel to build the appliance from."),
        ("cannot open '/boot/vmlinuz", "supermin may not read the host's kernel; sudo chmod 0644 /boot/vmlinuz-* lets it."),
        ("parent directory not found", "supermin could not build the appliance."),
        ("No space left on device", "A disk of the host was full."),
        ("\"write\" lock", "A disk is in use by another process, which holds qemu's lock on the image."),
        ("passt exited with", Passt),
        ("Child process (passt", Passt),
        ("cannot set up guest memory", "The host had too little memory for the appliance."),
        ("could not connect to libvirt", "libguestfs could not connect to libvirt; LIBGUESTFS_BACKEND=direct does without it."),
        (Domain, "libvirt could not start the appliance."),
        (NoKvm, "KVM could not be used on that host."),
        ("error while loading shared libraries", "A program in the appliance lacks a library; the cached appliance does not fit the host any more."),
        (".zst: Invalid module format", "The mini-initrd could not load the kernel's modules; supermin before 5.3.1 cannot read those compressed with zstd."),
        ("Invalid module format", "The mini-initrd could not load the kernel's modules, which do not fit the kernel."),
        ("no ext2 root device found", "The mini-initrd did not find the appliance's root disk."),
        ("missing root= parameter", "The kernel command line did not name the appliance's root disk."),
        ("attempt to access beyond end of device", "The mini-initrd did not find the appliance's root disk, and the device it mounted instead is empty."),
        ("mount: /root: ", "The mini-initrd could not mount the appliance's root disk."),
        ("Initramfs unpacking failed", "The guest's kernel could not unpack the initrd."),
        ("Unable to mount root fs", "The guest's kernel found no root file system, and nothing of the initrd ran."),
        ("Out of memory", "The guest ran out of memory."),
        ("Kernel panic - not syncing", "The guest's kernel panicked."),
        ("Failed to connect to virtio-serial channel", "The daemon did not find its channel to the host."),
        ("appliance launch timed out", "The launch timed out."),
        (Closed, "The appliance closed the connection before it was ready."),
        (Error, ""),
        (PassedOn, ""),
        ("supermin exited with error status", "supermin could not build the appliance."),
        ("guestfs_launch failed", "libguestfs could not launch the appliance."),
    ];

    private static readonly SearchValues<string> Texts = SearchValues.Create([.. Signs.Select(static sign => sign.Text)], StringComparison.Ordinal);

    /// <summary>From here on signs say that something failed, and no longer what.</summary>
    private static readonly int FirstConsequence = Array.FindIndex(Signs, static sign => sign.Text == Closed);

    private readonly LibvirtReason _reason = new();
    private (string Said, long Sequence)? _qemu;
    private long? _evidence;
    private int _sign = int.MaxValue;
    private string _error = "";

    /// <summary>The sequence of the line that says why it failed.</summary>
    public long? Evidence => IsOfQemu ? _qemu?.Sequence : _evidence;

    /// <summary>qemu had a last word before any guest ran, and nothing says more.</summary>
    private bool IsOfQemu => _qemu is not null && _sign >= FirstConsequence && _sign < Signs.Length;

    public bool IsReady { get; set; }

    public bool IsOver { get; set; }

    public int Calls { get; set; }

    /// <param name="source">The guest when it printed what only a guest that runs can.</param>
    public void Look(string text, long sequence, LineKind source)
    {
        // After the launch flag, an error is of a call rather than of the boot.
        if (IsReady)
        {
            return;
        }

        if (_sign < Signs.Length && Signs[_sign].Text == NoKvm && (source == LineKind.Console || Wording.SaysFellBack(text)))
        {
            // qemu went on without KVM, so whatever went wrong later had another cause.
            (_sign, _evidence) = (int.MaxValue, null);
        }

        _qemu = source switch
        {
            LineKind.Console => null,
            LineKind.Qemu when Wording.QemusError(text) is { } said => (said[..Math.Min(said.Length, LongestError)], sequence),
            _ => _qemu,
        };

        _reason.Look(text);

        if (!text.AsSpan().ContainsAny(Texts))
        {
            return;
        }

        for (var i = 0; i < Math.Min(_sign, Signs.Length); i++)
        {
            if (text.Contains(Signs[i].Text, StringComparison.Ordinal) && !text.Contains("---[ end", StringComparison.Ordinal))
            {
                (_sign, _evidence) = (i, sequence);
                var said = Signs[i].Sentence.Length == 0 ? text[(text.IndexOf(Signs[i].Text, StringComparison.Ordinal) + Signs[i].Text.Length)..] : "";
                _error = said.Split("\\n", 2)[0];
                _error = _error[..Math.Min(_error.Length, LongestError)];
            }
        }
    }

    /// <param name="stage">The stage the boot reached.</param>
    public (BootStatus Outcome, string Sentence) Tell(string? stage, string readyAfter)
    {
        if (IsReady)
        {
            var calls = Calls switch { 0 => "", 1 => " One call was made.", _ => $" {Calls} calls were made." };
            return IsOver
                ? (BootStatus.Finished, $"The appliance came up{readyAfter} and was shut down.{calls}")
                : (BootStatus.Finished, $"The appliance came up{readyAfter}; the log ends while it ran.{calls}");
        }

        var where = stage is null ? "" : $" in stage {stage}";
        return _sign < Signs.Length
            ? (Signs[_sign].Text.Contains("timed out", StringComparison.Ordinal) ? BootStatus.TimedOut : BootStatus.Failed, $"The boot failed{where}: {Cause()}")
            : IsOver
                ? (BootStatus.Failed, $"qemu ended{where} before the appliance was ready, and the log does not say why.")
                : (BootStatus.Interrupted, $"The log ends{where}; how the boot went on is not in it.");
    }

    private string Cause() => IsOfQemu ? $"qemu said: {_qemu?.Said}" : Signs[_sign] switch
    {
        { Sentence: "" } => $"libguestfs said: {_error}",
        { Text: Domain } sign when _reason.Text.Length > 0 => $"{sign.Sentence} It said: {_reason.Text}",
        var sign => sign.Sentence,
    };
}
