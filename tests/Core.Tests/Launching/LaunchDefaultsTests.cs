using Guestfs.Journal;
using Guestfs.Launching;

namespace Guestfs.Core.Tests.Launching;

public sealed class LaunchDefaultsTests
{
    [Fact]
    public void FromEnvironment_NothingSet_IsWhatLibguestfsDoes()
    {
        Assert.Equal(
            new LaunchDefaults { MemoryMiB = 1280, Accelerator = AcceleratorChoice.Auto, TemporaryParent = "/tmp", SocketParent = "/tmp" },
            From([]));
    }

    [Fact]
    public void FromEnvironment_EveryVariable_IsHonoured()
    {
        var defaults = From(new()
        {
            ["LIBGUESTFS_HV"] = "/opt/qemu",
            ["LIBGUESTFS_QEMU"] = "/old/qemu",
            ["LIBGUESTFS_MEMSIZE"] = "2000",
            ["LIBGUESTFS_APPEND"] = "debug",
            ["LIBGUESTFS_BACKEND_SETTINGS"] = "gdb:force_tcg",
            ["LIBGUESTFS_TMPDIR"] = "/big",
            ["TMPDIR"] = "/small",
            ["XDG_RUNTIME_DIR"] = "/run/user/7",
            ["TERM"] = "vt100",
        });

        Assert.Equal(
            new LaunchDefaults
            {
                Qemu = "/opt/qemu",
                MemoryMiB = 2000,
                Append = "debug",
                Accelerator = AcceleratorChoice.Tcg,
                TemporaryParent = "/big",
                SocketParent = "/run/user/7",
                Terminal = "vt100",
            },
            defaults);
    }

    [Fact]
    public void FromEnvironment_OlderNameAndFallbacks_AreTakenWhenTheFirstIsMissingOrEmpty()
    {
        var defaults = From(new() { ["LIBGUESTFS_HV"] = "", ["LIBGUESTFS_QEMU"] = "/old/qemu", ["TMPDIR"] = "/small" });

        Assert.Equal("/old/qemu", defaults.Qemu);
        Assert.Equal("/small", defaults.TemporaryParent);
    }

    [Fact]
    public void FromEnvironment_Root_NeverPutsSocketsIntoTheSessionsDirectory()
    {
        Assert.Equal("/tmp", From(new() { ["XDG_RUNTIME_DIR"] = "/run/user/7" }, isRoot: true).SocketParent);
    }

    [Theory]
    [InlineData("LIBGUESTFS_MEMSIZE", "much", "non-numeric value for LIBGUESTFS_MEMSIZE")]
    [InlineData("LIBGUESTFS_MEMSIZE", "255", "too small value for memsize (must be at least 256)")]
    [InlineData("LIBGUESTFS_APPEND", "a\nb", "not printable ASCII")]
    [InlineData("LIBGUESTFS_BACKEND_SETTINGS", "force_tcg:force_kvm=1", "Both force_kvm and force_tcg backend settings supplied.")]
    public void FromEnvironment_UnusableValue_IsNamed(string name, string value, string part)
    {
        var error = Assert.Throws<GuestfsException>(() => From(new() { [name] = value }));

        Assert.Contains(part, error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(256, 1, "console=tty0 ~", 0)]
    [InlineData(1280, 255, null, 0)]
    [InlineData(1280, 0, null, 1)]
    [InlineData(1280, 256, null, 1)]
    [InlineData(255, 256, "é", 3)]
    public void Problems_NamesEveryOne(int memory, int cpus, string? append, int expected)
    {
        Assert.Equal(expected, LaunchLimits.Problems(memory, cpus, append).Count);
    }

    [Theory]
    [InlineData("[    0.004000] Calibrating delay loop (skipped) preset value.. 5192.28 BogoMIPS (lpj=10384568)\nlpj=7", 10384568L)]
    [InlineData("nothing here", null)]
    [InlineData("lpj=99999999999999999999999", null)]
    public void LoopsPerJiffy_Find_TakesTheFirstFigure(string log, long? expected)
    {
        Assert.Equal(expected, LoopsPerJiffy.Find(log));
    }

    [Fact]
    public void QemuBinary_Missing_SaysWhichAndWhere()
    {
        var error = Assert.Throws<GuestfsException>(
            () => QemuBinary.Find(null, From(new() { ["LIBGUESTFS_HV"] = "/no/qemu" }), GuestMachine.X8664));

        Assert.Contains("/no/qemu (as LIBGUESTFS_HV or LIBGUESTFS_QEMU says)", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void QemuBinary_Order_IsConfiguredThenEnvironmentThenPath()
    {
        var environment = From(new() { ["LIBGUESTFS_HV"] = "/bin/true" });

        Assert.Equal("/bin/false", QemuBinary.Find("/bin/false", environment, GuestMachine.X8664));
        Assert.Equal("/bin/true", QemuBinary.Find(null, environment, GuestMachine.X8664));
        Assert.EndsWith("/qemu-system-x86_64", QemuBinary.Find(null, From([]), GuestMachine.X8664), StringComparison.Ordinal);
    }

    private static LaunchDefaults From(Dictionary<string, string> variables, bool isRoot = false) =>
        LaunchDefaults.FromEnvironment(variables.GetValueOrDefault, isRoot);
}
