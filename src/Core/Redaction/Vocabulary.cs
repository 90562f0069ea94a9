using System.Collections.Frozen;
using Guestfs.Timeline;

namespace Guestfs.Redaction;

/// <summary>Words that name nobody: what the stage rules look for, accounts every system has, and plain words of boot logs.</summary>
internal static class Vocabulary
{
    private static readonly FrozenSet<string> Words = FromRules()
        .Concat(("root admin api operator anonymous nobody daemon adm sys bin lp mail mock mockbuild kvm qemu libvirt tty disk wheel sudo users user guest host name none null true false "
            + "localhost localdomain local linux kernel console system systemd udev dbus messagebus polkitd unknown default yes off on no the and for not "
            + "boot reboot shutdown power device devices driver drivers memory cpu disk disks image appliance supermin guestfs libguestfs guestfsd test tests "
            + "debian ubuntu fedora redhat centos suse gcc clang version starting started stopped failed error warning info debug raw qcow2 vmdk vdi vhdx "
            + "scratch scsi virtio serial network ready session stage line file data tmp var usr etc home mnt opt srv run dev proc").Split(' '))
        .ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    public static bool Has(string word) => Words.Contains(word);

    private static IEnumerable<string> FromRules() =>
        StageRules.Default.Rules
            .SelectMany(static rule => rule.Templates)
            .SelectMany(static template => template.Needle.Split([' ', ':', '/', '(', '[', '.', '-', '_', '='], StringSplitOptions.RemoveEmptyEntries));
}
