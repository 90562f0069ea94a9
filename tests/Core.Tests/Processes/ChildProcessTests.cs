using System.Text;
using Guestfs.Processes;

namespace Guestfs.Core.Tests.Processes;

public sealed class ChildProcessTests
{
    private static readonly Dictionary<string, string> Empty = [];

    [Fact]
    public async Task Start_ProgramThatIsMissing_SaysWhichOne()
    {
        var error = await Assert.ThrowsAsync<GuestfsException>(() => ChildProcess.StartAsync(new ChildCommand("no-such-program", [], Empty)));

        Assert.Contains("no-such-program is not installed", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_GivesArgumentsAndOnlyTheGivenEnvironment()
    {
        await using var child = await ChildProcess.StartAsync(new ChildCommand(
            "sh",
            ["-c", "printf '%s|' \"$@\"; /usr/bin/env", "sh", "a b", "$(id)", "c'd"],
            new Dictionary<string, string> { ["ONLY"] = "this" }));

        var output = await ReadAsync(child.StandardOutput);

        Assert.StartsWith("a b|$(id)|c'd|", output, StringComparison.Ordinal);
        Assert.Contains("ONLY=this", output, StringComparison.Ordinal);
        Assert.DoesNotContain("HOME=", output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("exit 0", 0, null)]
    [InlineData("exit 7", 7, null)]
    [InlineData("kill -ABRT $$", null, 6)]
    [InlineData("kill -KILL $$", null, 9)]
    public async Task Exited_TellsStatusFromSignal(string script, int? code, int? signal)
    {
        await using var child = await ChildProcess.StartAsync(new ChildCommand("sh", ["-c", script], Empty));

        var exit = await child.Exited;

        Assert.Equal(new ChildExit(code, signal), exit);
    }

    [Fact]
    public async Task Stop_ChildThatIgnoresTheRequest_KillsItsWholeGroup()
    {
        await using var child = await ChildProcess.StartAsync(new ChildCommand(
            "sh",
            ["-c", "trap '' TERM; sleep 1000 & echo $!; while :; do wait; done"],
            new Dictionary<string, string> { ["PATH"] = "/usr/bin:/bin" }));
        using var reader = new StreamReader(child.StandardOutput);
        var grandchild = int.Parse((await reader.ReadLineAsync(TestContext.Current.CancellationToken))!, System.Globalization.CultureInfo.InvariantCulture);

        var exit = await child.StopAsync(TimeSpan.FromMilliseconds(50), TimeProvider.System);

        Assert.Equal(9, exit.Signal);
        Assert.Equal("", await reader.ReadToEndAsync(TestContext.Current.CancellationToken));
        Assert.Null(ChildUsage.Of(grandchild));
    }

    [Fact]
    public async Task Dispose_EndsARunningChild()
    {
        var child = await ChildProcess.StartAsync(new ChildCommand("sleep", ["1000"], Empty));
        Assert.True(ChildUsage.Of(child.Pid)?.PeakMemoryKiB > 0);

        await child.DisposeAsync();

        Assert.Equal(9, (await child.Exited).Signal);
    }

    private static async Task<string> ReadAsync(Stream stream)
    {
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return await reader.ReadToEndAsync(TestContext.Current.CancellationToken);
    }
}
