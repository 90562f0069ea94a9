using Guestfs.Web.Components.Boot;

namespace Guestfs.Web.Tests.Components.Boot;

public sealed class ShellCommandTests
{
    [Fact]
    public void Text_OfOptionsWithValues_HasOneOptionPerLine() =>
        Assert.Equal("/usr/bin/qemu \\\n    -nodefaults \\\n    -m 1280 \\\n    -drive file=/a,id=hd0", ShellCommand.Of(["/usr/bin/qemu", "-nodefaults", "-m", "1280", "-drive", "file=/a,id=hd0"]));

    [Theory]
    [InlineData("panic=1 console=ttyS0", "'panic=1 console=ttyS0'")]
    [InlineData("it's", "'it'\\''s'")]
    [InlineData("", "''")]
    [InlineData("$(reboot)", "'$(reboot)'")]
    [InlineData("file=/a-b_c.d", "file=/a-b_c.d")]
    public void Text_OfAnArgument_IsQuotedWhenAShellNeedsIt(string argument, string text) =>
        Assert.Equal($"qemu \\\n    -append {text}", ShellCommand.Of(["qemu", "-append", argument]));

    [Fact]
    public void Text_OfNothing_IsEmpty() => Assert.Equal("", ShellCommand.Of([]));
}
