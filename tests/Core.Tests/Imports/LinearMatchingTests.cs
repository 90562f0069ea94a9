using System.Reflection;
using System.Text.RegularExpressions;
using Guestfs.Imports;
using Guestfs.Imports.Logs;

namespace Guestfs.Core.Tests.Imports;

/// <summary>What strangers send is matched in time proportional to its length, so no pattern needs a limit on time.</summary>
public class LinearMatchingTests
{
    [Fact]
    public void EveryPatternOfImports_IsMatchedWithoutTryingAgain()
    {
        var patterns = typeof(ImportReader).Assembly.GetTypes()
            .Where(static type => type.Namespace?.StartsWith("Guestfs.Imports", StringComparison.Ordinal) == true && !type.ContainsGenericParameters)
            .SelectMany(static type => type.GetFields(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic))
            .Where(static field => field.FieldType == typeof(Regex))
            .Select(static field => (Regex)field.GetValue(null)!)
            .Concat(Wrappings.All.Select(static wrapping => wrapping.Pattern))
            .ToList();

        Assert.True(patterns.Count > 20, $"{patterns.Count} patterns");
        Assert.All(patterns, static pattern => Assert.True(pattern.Options.HasFlag(RegexOptions.NonBacktracking), pattern.ToString()));
        Assert.All(patterns, static pattern => Assert.Equal(Regex.InfiniteMatchTimeout, pattern.MatchTimeout));
    }

    [Theory]
    [InlineData("qemu-system-x86_64 \\", true)]
    [InlineData("/usr/libexec/qemu-kvm \\", true)]
    [InlineData("/usr/bin/kvm -nodefaults -kernel /k -initrd /i -append 'panic=1'", true)]
    [InlineData("qemu-img create -f qcow2 x", false)]
    [InlineData("qemu-system-x86_64: warning: -kernel x -append y", false)]
    [InlineData("/opt/other \\", false)]
    [InlineData("qemu-kvm -append x -kernel y", false)]
    public void QemuCommand_IsToldFromOtherLines(string line, bool is_) => Assert.Equal(is_, Wording.IsQemuCommand(line));

    [Theory]
    [InlineData("qemu-system-x86_64: error: failed", true)]
    [InlineData("/usr/bin/kvm: cannot", true)]
    [InlineData("qemu img: no", false)]
    [InlineData("qemu/x: no", false)]
    [InlineData("Could not access KVM kernel module", true)]
    public void QemuMessage_IsToldFromOtherLines(string line, bool is_) => Assert.Equal(is_, Wording.IsQemu(line));

    [Theory]
    [InlineData("supermin: version: 5.3.5", true)]
    [InlineData("supermin: mounting new root on /root", false)]
    [InlineData("supermin: internal insmod virtio.ko", false)]
    [InlineData("supermin helper [00000ms] host CPU", true)]
    [InlineData("supermin-helpers", false)]
    [InlineData("febootstrap-supermin-helper: [00001ms]", true)]
    public void Supermin_OnTheHost_IsToldFromTheGuests(string line, bool is_) => Assert.Equal(is_, Wording.IsSupermin(line));

    [Theory]
    [InlineData("[    1.234567] x", 1_234_567_000L)]
    [InlineData("text [12.000001] [ 13.000000]", 12_000_001_000L)]
    [InlineData("[      1.234567]", null)]
    [InlineData("[1.23456] [", null)]
    [InlineData("[[   0.000000]", 0L)]
    public void Printk_IsFoundWhereverItStands(string line, long? time) => Assert.Equal(time, LineParts.PrintkTime(line));

    [Theory]
    [InlineData("[   4.2] Opening the overlay", 4_200_000_000L)]
    [InlineData("[4.25] x", null)]
    [InlineData("[     4.2] x", null)]
    [InlineData("[ 4.2]  x", null)]
    [InlineData("[ 4.2] ", null)]
    public void Step_OfVirtV2v_CountsFromItsStart(string line, long? time) => Assert.Equal(time, LineParts.StepTime(line));

    [Theory]
    [InlineData("guestfsd: <= is_file (0x57) request length 4", true, "is_file")]
    [InlineData("guestfsd: main_loop: <= is_file (0x57)", true, "is_file")]
    [InlineData("guestfsd: main_loop: new request, len 0x28", true, null)]
    [InlineData("guestfsd: => is_file (0x57) took 0.1 secs", false, null)]
    public void Call_IsRead(string line, bool is_, string? name)
    {
        Assert.Equal(is_, LineParts.IsCall(line, out var read));
        Assert.Equal(name, read);
    }

    [Theory]
    [InlineData("guestfsd: => is_file (0x57) took 0.12 secs", "is_file", 120_000_000L)]
    [InlineData("guestfsd: main_loop: proc 87 (is_file) took 1.5 seconds", "is_file", 1_500_000_000L)]
    [InlineData("guestfsd: proc 87 (is_file) took 0.03 seconds", "is_file", 30_000_000L)]
    [InlineData("guestfsd: => is_file (57) took 0.12 secs", "", 0L)]
    [InlineData("guestfsd: => is_file (0x57) took x.12 secs", "", 0L)]
    [InlineData("guestfsd: => is_file (0x57) took 0.1.2 secs", "", 0L)]
    public void Reply_IsRead(string line, string name, long took)
    {
        Assert.Equal(name.Length > 0, LineParts.IsReply(line, out var read, out var time));
        Assert.Equal((name, took), (time == 0 ? "" : read, time));
    }

    [Theory]
    [InlineData("trace: launch", "launch", "")]
    [InlineData("trace: v2v: launch = 0", "launch", " = 0")]
    [InlineData("trace: is_file \"/a: b\"", "is_file", " \"/a: b\"")]
    public void Trace_IsTakenApart(string said, string call, string rest) => Assert.Equal(new TraceLine(call, rest), LineParts.Trace(said));
}
