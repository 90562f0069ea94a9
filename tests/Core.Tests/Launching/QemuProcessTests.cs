using System.Text;
using Guestfs.Launching;

namespace Guestfs.Core.Tests.Launching;

public sealed class QemuProcessTests
{
    [Fact(Timeout = 30_000)]
    public async Task Start_ChildThatAsksForTheTerminalsSize_IsAnsweredAndItsBytesAreKept()
    {
        await using var qemu = await QemuProcess.StartAsync(
            "/bin/sh",
            ["-c", "printf 'before\\033[6nafter'; head -c 24 | od -An -tx1; echo why >&2; exit 3"],
            TimeProvider.System);

        var console = await ReadAsync(qemu.Console, TestContext.Current.CancellationToken);

        Assert.StartsWith("before\e[6nafter 1b 5b 32 34 3b 38 30 52 08 08", console, StringComparison.Ordinal);
        Assert.Equal("why\n", await ReadAsync(qemu.Messages, TestContext.Current.CancellationToken));
        Assert.Equal(3, (await qemu.Exited).Code);
        Assert.Null(qemu.PeakMemoryKiB);
    }

    [Fact(Timeout = 30_000)]
    public async Task Start_ChildThatAsksWithoutEnd_IsReadToItsEnd()
    {
        await using var qemu = await QemuProcess.StartAsync(
            "/bin/sh",
            ["-c", "yes \"$(printf '\\033[6n')\" | head -n 100000; echo over"],
            TimeProvider.System);

        Assert.EndsWith("over\n", await ReadAsync(qemu.Console, TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_GivesOnlyTheFewVariablesItNeeds()
    {
        await using var qemu = await QemuProcess.StartAsync("/usr/bin/env", [], TimeProvider.System);

        var names = (await ReadAsync(qemu.Console, TestContext.Current.CancellationToken)).Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => line.Split('=')[0]).Order();

        Assert.Empty(names.Except(["GLIBC_TUNABLES", "LC_ALL", "PATH", "QEMU_AUDIO_DRV", "TMPDIR"]));
    }

    [Fact]
    public async Task Stop_RunningChild_EndsBySigtermAndToldItsPeakBefore()
    {
        await using var qemu = await QemuProcess.StartAsync("/bin/sleep", ["1000"], TimeProvider.System);
        Assert.True(qemu.PeakMemoryKiB > 0);

        var exit = await qemu.StopAsync(TimeSpan.FromSeconds(30));

        Assert.Equal(15, exit.Signal);
    }

    [Theory]
    [InlineData("", 0)]
    [InlineData("\e[6n", 1)]
    [InlineData("\e[2J\e[6nx\e[6n", 2)]
    [InlineData("\e[6\e[6n", 1)]
    [InlineData("\e\e[6n", 1)]
    [InlineData("\e[6m[6n", 0)]
    public void TerminalQuery_InAnyPieces_IsCounted(string text, int expected)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        var whole = new TerminalQuery();
        var pieces = new TerminalQuery();

        Assert.Equal(expected, whole.Count(bytes));
        Assert.Equal(expected, bytes.Sum(value => pieces.Count([value])));
    }

    private static async Task<string> ReadAsync(Stream stream, CancellationToken cancellationToken)
    {
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return await reader.ReadToEndAsync(cancellationToken);
    }
}
