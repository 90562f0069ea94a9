using Guestfs.Operations;

namespace Guestfs.Core.Tests.Operations;

public sealed class CallDetailTests
{
    [Fact]
    public void Of_NoArguments_IsNull() => Assert.Null(CallDetail.Of());

    [Fact]
    public void Of_EveryKind_ReadsAsGuestfishTakesIt()
    {
        var detail = CallDetail.Of(
            "a \"b\"\n",
            true,
            -1L,
            new List<string> { "x", "y" },
            new ReadOnlyMemory<byte>(new byte[12]),
            CallDetail.Hidden,
            new (string Name, object? Value)[] { ("label", "root"), ("force", null), ("size", 5) });

        Assert.Equal("\"a \\\"b\\\"\\x0a\" true -1 \"x y\" <12 bytes> *** label:\"root\" size:5", detail);
    }

    [Fact]
    public void Of_LongArguments_IsCut()
    {
        var detail = CallDetail.Of(new string('x', 100_000), "never seen");

        Assert.Equal(CallDetail.MaxLength, detail!.Length);
        Assert.EndsWith("…", detail, StringComparison.Ordinal);
    }
}
