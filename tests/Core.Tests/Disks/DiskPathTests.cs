using CsCheck;
using Guestfs.Disks;

namespace Guestfs.Core.Tests.Disks;

public sealed class DiskPathTests
{
    public static TheoryData<string> Refused =>
    [
        // No root, or not the name of one.
        "", ":", ":a.img", "a.img", "/etc/passwd", "images", "Images:a.img", "im ages:a.img", "im_ages:a.img", "-images:a.img",
        "images\0:a.img", "../images:a.img", "C:\\a.img", "C:/a.img", "https://host/a.img", "ımages:a.img", "scratch:a.img",
        // Absolute, empty, double or trailing slashes.
        "images:", "images:/", "images:/etc/passwd", "images://etc/passwd", "images:a//b.img", "images:a/", "images:a.img/",
        // Dots.
        "images:.", "images:..", "images:../a.img", "images:a/../b.img", "images:a/..", "images:./a.img", "images:a/./b.img",
        "images:...", "images:a.", "images:a./b.img", "images:a../b.img", "images:..a/b.img", "images:.ssh/id_rsa", "images:a/.hidden.img",
        // Backslashes.
        "images:\\", "images:..\\a.img", "images:a\\b.img", "images:..\\..\\etc\\passwd", "images:a/..\\/b.img", "images:\\\\host\\a.img",
        // Control and invisible characters.
        "images:a\0.img", "images:a.img\0", "images:\0/etc/passwd", "images:a\n.img", "images:a\r\nb.img", "images:a\t.img", "images:a\u001b[2J.img",
        "images:a\u007f.img", "images:a\u0085.img", "images:a\u009b31m.img", "images:a\u2028b.img", "images:a\u2029b.img",
        "images:\u202egmi.a", "images:a\u2066b.img", "images:a\u200fb.img", "images:a\u200bb.img", "images:a\ufeffb.img", "images:a\u00adb.img",
        // Half of a pair, and what decoders put in the place of bad bytes.
        "images:a\ufffdb.img", "images:\ufffd\ufffd/\ufffd\ufffd/a.img",
        // Look-alikes.
        "images:\uff0e\uff0e/a.img", "images:a\uff0fb.img", "images:a\u2215b.img", "images:a\u2044b.img", "images:\u2025/a.img", "images:a\uff3cb.img",
        // Encoded once, twice, in mixed case, overlong.
        "images:%2e%2e/a.img", "images:%2E%2e/a.img", "images:.%2e/a.img", "images:%252e%252e/a.img", "images:%25252e%25252e/a.img",
        "images:a%2fb.img", "images:a%2Fb.img", "images:%2fetc%2fpasswd", "images:a%5cb.img", "images:..%5c..%5ca.img", "images:a%00.img",
        "images:a%0ab.img", "images:a%252fb.img", "images:%c0%ae%c0%ae/a.img", "images:%c0%afetc", "images:%e0%80%ae/a.img", "images:%ff.img",
        // Spaces at the edges.
        "images: a.img", "images:a.img ", "images:a /b.img", "images: /a.img",
    ];

    public static TheoryData<string, string> Accepted => new()
    {
        { "images:a.img", "a.img" },
        { "images:sub/folder/a.img", "sub/folder/a.img" },
        { "0-a:x", "x" },
        { "images:x.iso/disk", "x.iso/disk" },
        { "images:-foo", "-foo" },
        { "images:~root", "~root" },
        { "images:$HOME", "$HOME" },
        { "images:a,b=c.img", "a,b=c.img" },
        { "images:nbd:host:10809", "nbd:host:10809" },
        { "images:json:{}", "json:{}" },
        { "images:fat:rw:dir", "fat:rw:dir" },
        { "images:100%.img", "100%.img" },
        { "images:my%20disk.img", "my%20disk.img" },
        { "images:50%25.img", "50%25.img" },
        { "images:name with spaces.img", "name with spaces.img" },
        { "images:磁盘/Ünïcödé 🐧.img", "磁盘/Ünïcödé 🐧.img" },
        { "images:v1..2.img", "v1..2.img" },
    };

    [Theory]
    [MemberData(nameof(Refused))]
    public void TryParse_DangerousName_IsRefusedInOneSentence(string source)
    {
        Assert.False(DiskPath.TryParse(source, out DiskPath? path, out string? problem));

        Assert.Null(path);
        Assert.EndsWith(".", problem, StringComparison.Ordinal);
        Assert.DoesNotContain(problem, char.IsControl);
        Assert.True(problem.Length < 400);
    }

    [Theory]
    [MemberData(nameof(Accepted))]
    public void TryParse_OrdinaryName_IsKeptAsItIs(string source, string relative)
    {
        Assert.True(DiskPath.TryParse(source, out DiskPath? path, out string? problem), problem);

        Assert.Equal(relative, path.Relative);
        Assert.Equal(source, path.ToString());
    }

    [Fact]
    public void TryParse_LoneSurrogate_IsRefused() =>
        Assert.False(DiskPath.TryParse($"images:a{(char)0xd800}.img", out _, out _));

    [Theory]
    [InlineData(4096, true)]
    [InlineData(4097, false)]
    public void TryParse_LongPath_EndsAt4096(int length, bool isAccepted)
    {
        string path = string.Concat(Enumerable.Repeat("abcdefg/", 600))[..(length - 1)] + "z";
        path = path.Replace("//", "/a", StringComparison.Ordinal);

        Assert.Equal(isAccepted, DiskPath.TryParse($"images:{path}", out _, out _));
    }

    [Theory]
    [InlineData("a", 255, true)]
    [InlineData("a", 256, false)]
    [InlineData("é", 128, false)]
    public void TryParse_LongName_EndsAt255Bytes(string letter, int count, bool isAccepted) =>
        Assert.Equal(isAccepted, DiskPath.TryParse($"images:{string.Concat(Enumerable.Repeat(letter, count))}", out _, out _));

    [Fact]
    public void TryParse_AnyText_NeverThrowsAndNeverLetsDotsOrSlashesThrough() =>
        Gen.String[Gen.Char["ab./\\%2e5cf:\0\n\u202e\uff0e\ud83d\udc27 "], 0, 40].Sample(text =>
        {
            if (DiskPath.TryParse($"images:{text}", out DiskPath? path, out string? problem))
            {
                return path.Relative == text
                    && Path.GetFullPath(Path.Combine("/root", text)) == $"/root/{text}"
                    && Path.GetFullPath(Path.Combine("/root", Uri.UnescapeDataString(text))).StartsWith("/root/", StringComparison.Ordinal);
            }

            return !string.IsNullOrEmpty(problem);
        }, iter: 20_000);

    [Theory]
    [InlineData("", true)]
    [InlineData("sub", true)]
    [InlineData("sub/x.iso", true)]
    [InlineData("/", false)]
    [InlineData("..", false)]
    [InlineData("sub/", false)]
    public void TryParseFolder_EmptyPath_IsTheRootItself(string path, bool isAccepted) =>
        Assert.Equal(isAccepted, DiskPath.TryParseFolder("images", path, out _, out _));
}
