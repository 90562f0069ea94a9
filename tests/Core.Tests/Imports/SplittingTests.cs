using Guestfs.Journal;

namespace Guestfs.Core.Tests.Imports;

/// <summary>Where one launch ends and the next begins, in logs that have little else to tell by; and quoting as mailers leave it.</summary>
public class SplittingTests
{
    private const string Command = "/usr/bin/qemu-system-x86_64 \\\n    -kernel /k \\\n    -append \"console=ttyS0\"\n";
    private const string Console = "SeaBIOS (version 1.16)\n[    0.000000] Linux version 6.1.0 (x)\n[    1.000000] Run /init as init process\n";
    private const string Building = "supermin: version: 5.3.5\n";

    [Theory]
    [InlineData(Command + Console + Command + Console, 2)]
    [InlineData(Command + Command + Console, 2)]
    [InlineData(Building + Command + Console + Building + Command + Console, 2)]
    [InlineData(Command + Console + Building + Command + Console, 2)]
    [InlineData(Building + Command + Console, 1)]
    [InlineData(Command + Console + Console, 1)]
    [InlineData(Console + Console, 2)]
    public async Task Launches_WithoutTheLibrarysOwnLines_AreToldApartByTheirSteps(string log, int boots)
    {
        using var reading = await Logs.ReadTextAsync(log);

        Assert.Equal(boots, reading.Boots.Count);
    }

    [Fact]
    public async Task Building_AfterAQemuThatRan_BelongsToTheNextLaunch()
    {
        using var reading = await Logs.ReadTextAsync(Command + Console + Building + Command + Console);

        Assert.Equal([1, 7], reading.Boots.Select(static boot => boot.Log().FirstLine));
    }

    [Fact]
    public async Task Handle_AfterALaunchThatFailed_BelongsToTheNextLaunch()
    {
        using var reading = await Logs.ReadTextAsync(
            "libguestfs: error: /usr/bin/supermin exited with error status 1.\nlibguestfs: create: flags = 0, handle = 0x1, program = virt-ls\n"
            + "libguestfs: trace: launch\nlibguestfs: launch: program=virt-ls\n");

        Assert.Equal([(1, null), (2, "virt-ls")], reading.Boots.Select(static boot => (boot.Log().FirstLine, boot.Log().Program)));
    }

    [Fact]
    public async Task MailQuoting_WhoseEmptyLinesLostTheirSpace_ComesOffWhole()
    {
        using var reading = await Logs.ReadTextAsync(string.Concat((Command + "\n" + Console).Split('\n').Select(static line => ("> " + line).TrimEnd() + "\n")));

        Assert.Equal(["mail quoting"], reading.Wrappings);
        Assert.DoesNotContain(
            Assert.Single(reading.Boots).Journal.Select(static entry => entry.Event).OfType<OutputLine>(),
            static line => line.Raw.Span.StartsWith(">"u8));
    }
}
