using Guestfs.Web.Configuration;

namespace Guestfs.Web.Tests.Configuration;

public sealed class CommandLineTests
{
    [Fact]
    public void Parse_EverySwitch_BecomesASetting()
    {
        var (settings, framework) = CommandLine.Parse(
            ["--port", "7000", "--data=/var/lib/guestfs", "--images", "/srv/vm", "--images", "/mnt/VM/", "--images", "/srv/My Disks", "--images", "/srv/scratch", "--api-token-file", "/run/token", "--Guestfs:Boots:Concurrent=2"]);

        Assert.Equal("7000", settings["Guestfs:Listen:Port"]);
        Assert.Equal("/var/lib/guestfs", settings["Guestfs:Data"]);
        Assert.Equal("/srv/vm", settings["Guestfs:Disks:Roots:vm"]);
        Assert.Equal("/mnt/VM/", settings["Guestfs:Disks:Roots:vm-2"]);
        Assert.Equal("/srv/My Disks", settings["Guestfs:Disks:Roots:my-disks"]);
        Assert.Equal("/srv/scratch", settings["Guestfs:Disks:Roots:images"]);
        Assert.Equal("/run/token", settings["Guestfs:Access:ApiTokenFile"]);
        Assert.Equal(["--Guestfs:Boots:Concurrent=2"], framework);
    }

    [Fact]
    public void Parse_RelativeDirectory_StartsAtTheCurrentOne() =>
        Assert.Equal(Path.GetFullPath("d"), CommandLine.Parse(["--data", "d"]).Settings["Guestfs:Data"]);

    [Theory]
    [InlineData("--prot", "--prot is not a switch of Guestfs; --help lists them.")]
    [InlineData("7000", "7000 is not a switch of Guestfs; --help lists them.")]
    [InlineData("--port", "--port needs a value.")]
    [InlineData("--data=", "--data needs a value.")]
    public void Parse_FaultySwitch_IsRefused(string argument, string sentence)
    {
        var refused = Assert.Throws<StartRefusedException>(() => CommandLine.Parse([argument]));

        Assert.Equal([sentence], refused.Reasons);
    }

    [Fact]
    public void Print_Reasons_HasNoStackTrace()
    {
        using var text = new StringWriter();

        var exit = new StartRefusedException(["Guestfs:Listen:Port is 70000; 0 to 65535 is allowed."]).Print(text);

        Assert.Equal(2, exit);
        Assert.Equal($"Guestfs did not start:{Environment.NewLine}  Guestfs:Listen:Port is 70000; 0 to 65535 is allowed.{Environment.NewLine}", text.ToString());
    }
}
