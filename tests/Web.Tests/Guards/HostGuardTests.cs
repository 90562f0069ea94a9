using Guestfs.Web.Configuration;
using Guestfs.Web.Guards;
using Microsoft.AspNetCore.Http;

namespace Guestfs.Web.Tests.Guards;

public sealed class HostGuardTests
{
    [Theory]
    [InlineData("127.0.0.1", "localhost", true)]
    [InlineData("127.0.0.1", "LOCALHOST:5000", true)]
    [InlineData("127.0.0.1", "127.0.0.1:5000", true)]
    [InlineData("127.0.0.1", "[::1]:5000", true)]
    [InlineData("127.0.0.1", "evil.example", false)]
    [InlineData("127.0.0.1", "localhost.evil.example", false)]
    [InlineData("127.0.0.1", "127.0.0.1.evil.example", false)]
    [InlineData("127.0.0.1", "192.168.1.4:5000", false)]
    [InlineData("127.0.0.1", "169.254.169.254", false)]
    [InlineData("127.0.0.1", "", false)]
    [InlineData("0.0.0.0", "192.168.1.4:5000", true)]
    [InlineData("0.0.0.0", "evil.example", false)]
    [InlineData("127.0.0.1", "guestfs.example.org", true)]
    [InlineData("127.0.0.1", "guestfs.example.org:8443", false)]
    public void Allows_HostOfRequest_OnlyWhenItIsOurs(string bind, string host, bool expected)
    {
        var guard = new HostGuard(new ListenOptions { Address = bind, PublicUrls = { "https://guestfs.example.org" } });

        Assert.Equal(expected, guard.Allows(new HostString(host)));
    }

    [Fact]
    public void SchemeOf_PublicName_IsThatOfThePublicUrl()
    {
        var guard = new HostGuard(new ListenOptions { PublicUrls = { "https://guestfs.example.org" } });
        var http = new DefaultHttpContext { Request = { Scheme = "http", Host = new HostString("guestfs.example.org") } };

        Assert.Equal("https", guard.SchemeOf(http.Request));
    }
}
