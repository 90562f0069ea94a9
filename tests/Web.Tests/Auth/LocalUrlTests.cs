using Guestfs.Web.Auth;

namespace Guestfs.Web.Tests.Auth;

public sealed class LocalUrlTests
{
    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("boots")]
    [InlineData("//evil.example")]
    [InlineData("///evil.example")]
    [InlineData("////evil.example")]
    [InlineData("/\\evil.example")]
    [InlineData("\\/evil.example")]
    [InlineData("\\\\evil.example")]
    [InlineData("/\\/evil.example")]
    [InlineData("/%5cevil.example")]
    [InlineData("/%5C%5Cevil.example")]
    [InlineData("%2f%2fevil.example")]
    [InlineData("/%2fevil.example")]
    [InlineData("/%2F/evil.example")]
    [InlineData("http://evil.example")]
    [InlineData("https:evil.example")]
    [InlineData("https:/evil.example")]
    [InlineData("HTTPS://evil.example")]
    [InlineData("javascript:alert(1)")]
    [InlineData("data:text/html,x")]
    [InlineData("@evil.example")]
    [InlineData(" //evil.example")]
    [InlineData("\t//evil.example")]
    [InlineData("/\t/evil.example")]
    [InlineData("/\n/evil.example")]
    [InlineData("/boots\r\nLocation: https://evil.example")]
    [InlineData("/boots%0d%0aLocation:%20https://evil.example")]
    [InlineData("/\u0000/evil.example")]
    [InlineData("/%00")]
    [InlineData("/%09/evil.example")]
    [InlineData("/login?returnUrl=/login")]
    [InlineData("/LOGIN")]
    public void Or_NotALocalPage_GivesTheHomePage(string? url) => Assert.Equal("/boots", LocalUrl.Or(url));

    [Theory]
    [InlineData("/boots")]
    [InlineData("/boots?status=failed&q=a%20b")]
    [InlineData("/boots/k7x2m9q4wz?t=1.250-3.400#L120-L140")]
    [InlineData("/boots/new?disk=images:a%2Fb.qcow2")]
    public void Or_LocalPage_KeepsIt(string url) => Assert.Equal(url, LocalUrl.Or(url));

    [Fact]
    public void Or_VeryLongUrl_GivesTheHomePage() => Assert.Equal("/boots", LocalUrl.Or("/" + new string('a', 2_000)));
}
