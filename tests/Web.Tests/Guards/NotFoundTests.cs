using System.Net;
using System.Net.Http.Headers;
using Guestfs.Web.Tests.Fakes;

namespace Guestfs.Web.Tests.Guards;

public sealed class NotFoundTests(GuestfsServer server) : IClassFixture<GuestfsServer>
{
    [Theory]
    [InlineData("/boots/abcdefghij", "abcdefghij</span>")]
    [InlineData("/boots/abcdefghij", "retention removed it, or the address is mistyped")]
    [InlineData("/nowhere", "There is no such page")]
    [InlineData("/boots/%3Cscript%3E", "There is no such page")]
    public async Task Address_OfNothing_SaysWhatMayHaveHappened(string path, string said)
    {
        using var browser = await server.BrowserAsync();
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("text/html"));

        using var answer = await browser.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.Contains(said, await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }
}
