using Guestfs.Boots;

namespace Guestfs.Core.Tests.Boots;

public sealed class BootIdTests
{
    [Fact]
    public void Create_ManyTimes_GivesDifferentValidIds()
    {
        var ids = Enumerable.Range(0, 10_000).Select(static _ => BootId.Create()).ToHashSet();

        Assert.Equal(10_000, ids.Count);
        Assert.All(ids, static id => Assert.Matches("^[a-z2-7]{10}$", id));
        Assert.All(ids, static id => Assert.True(BootId.IsValid(id)));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("abcdefghi")]
    [InlineData("abcdefghijk")]
    [InlineData("abcdefghi1")]
    [InlineData("ABCDEFGHIJ")]
    [InlineData("../../etc/")]
    [InlineData("abcdefghi\n")]
    public void IsValid_OfAnythingElse_IsFalse(string? text) => Assert.False(BootId.IsValid(text));
}
