using System.Net;
using Guestfs.E2E.Support;
using Guestfs.Web.Live;
using static Microsoft.Playwright.Assertions;

namespace Guestfs.E2E.Journeys;

public sealed class SignInTests(Chromium chromium, ServerWithDisks house) : IClassFixture<ServerWithDisks>
{
    [Fact]
    public async Task LoginLink_AlreadyUsed_LetsNobodyElseIn()
    {
        var link = await house.Api.MakeLoginLinkAsync();
        await using var guest = await Visitor.ComeAsync(chromium, house.Server);
        await using var thief = await Visitor.ComeAsync(chromium, house.Server);

        await guest.Page.GotoAsync(link);
        await Expect(guest.Page.GetByTestId("no-boots")).ToBeVisibleAsync();

        var answer = await thief.Page.GotoAsync(link);
        Assert.Equal((int)HttpStatusCode.Unauthorized, answer!.Status);
        await Expect(thief.Page.GetByRole(Microsoft.Playwright.AriaRole.Alert)).ToContainTextAsync("already used");
        await thief.AssertAccessibleAsync();
        await thief.Page.GotoAsync("/boots");
        await Expect(thief.Page).ToHaveTitleAsync("Sign in – Guestfs");
        guest.AssertNoComplaints();
    }

    [Fact]
    public async Task Requests_ThatWentWell_StandInTheFileAndNotOnTheTerminal()
    {
        await house.Api.ListAsync();
        // On the same connection, so that the first request is over in every way before this one is read.
        await house.Api.ListAsync();

        var file = Directory.EnumerateFiles(Path.Combine(house.Server.Directory, "data", "logs")).Single();
        using var log = new StreamReader(new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite));
        Assert.Contains("HTTP GET /api/v1/boots responded 200", await log.ReadToEndAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
        Assert.DoesNotContain(" responded 200", house.Server.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/boots?status=failed")]
    [InlineData("/boots/new")]
    [InlineData("/boots/aaaaaaaaaa")]
    [InlineData("/disks")]
    [InlineData("/health")]
    public async Task Page_WithoutSignIn_LeadsThroughTheLoginBackToItself(string address)
    {
        await using var visitor = await Visitor.ComeAsync(chromium, house.Server);
        await visitor.Page.GotoAsync(address);
        await Expect(visitor.Page).ToHaveTitleAsync("Sign in – Guestfs");
        Assert.StartsWith("/login", new Uri(visitor.Page.Url).AbsolutePath, StringComparison.Ordinal);

        await visitor.Page.GetByLabel("Link or token").FillAsync(await house.Api.MakeLoginLinkAsync());
        await visitor.Page.GetByRole(Microsoft.Playwright.AriaRole.Button, new() { Name = "Sign in" }).ClickAsync();

        await visitor.Page.WaitForURLAsync("**" + address);
    }

    [Theory]
    [InlineData("GET", "/api/v1/boots")]
    [InlineData("POST", "/api/v1/boots")]
    [InlineData("GET", "/api/v1/boots/aaaaaaaaaa/console.txt")]
    [InlineData("POST", "/api/v1/login-links")]
    [InlineData("POST", BootHub.Path + "/negotiate?negotiateVersion=1")]
    public async Task Api_WithoutToken_IsRefused(string method, string address)
    {
        using var client = new HttpClient { BaseAddress = house.Server.Address };
        using var request = new HttpRequestMessage(new HttpMethod(method), address);
        request.Headers.Add("Origin", house.Server.Address.GetLeftPart(UriPartial.Authority));
        using var answer = await client.SendAsync(request, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
    }
}
