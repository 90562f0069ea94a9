using System.Net;
using System.Text;
using System.Text.Json;
using Guestfs.Web.Tests.Fakes;

namespace Guestfs.Web.Tests.Api;

/// <summary>Whatever is wrong with a request, its answer is problem details with a sentence.</summary>
public sealed class RefusalTests(GuestfsServer server) : IClassFixture<GuestfsServer>
{
    [Theory]
    [InlineData("GET", "/api/v1/boots?limit=-3", HttpStatusCode.BadRequest, "limit is not known. Known here: status, stage, accelerator, label, q, sort, page, pageSize, asOf. Nothing was done")]
    [InlineData("GET", "/api/v1/boots/x?a=1", HttpStatusCode.BadRequest, "a is not known; this address takes no query.")]
    [InlineData("GET", "/api/v1/boots?page=1&page=2", HttpStatusCode.BadRequest, "page is given 2 times; once is allowed.")]
    [InlineData("GET", "/api/v1/boots?stage=%0a%E2%80%AEx", HttpStatusCode.BadRequest, "stage is \"<U+000A><U+202E>x\"; one of")]
    [InlineData("GET", "/api/v1/shares?page=x", HttpStatusCode.BadRequest, "page is \"x\"; 1 to 1000000 is allowed.")]
    [InlineData("GET", "/api/v1/shares?pageSize=201&live=maybe", HttpStatusCode.BadRequest, "live is \"maybe\"; true or false is needed.")]
    [InlineData("GET", "/api/v1/boots/x/journal?from=-1", HttpStatusCode.BadRequest, "from is \"-1\"; a whole number of at least 0 is needed.")]
    [InlineData("GET", "/api/v1/boots/x/boot.json?text", HttpStatusCode.BadRequest, "text is not known")]
    [InlineData("GET", "/api/v1/boots/x", HttpStatusCode.NotFound, "There is no boot x.")]
    [InlineData("GET", "/api/v1/nothing", HttpStatusCode.NotFound, "There is nothing at this address.")]
    [InlineData("PUT", "/api/v1/boots", HttpStatusCode.MethodNotAllowed, "PUT is not possible here, so nothing was done. Possible: ")]
    public async Task Request_ThatCannotBeAnswered_IsToldWhy(string method, string address, HttpStatusCode status, string sentence)
    {
        using var script = server.Script();
        using var request = new HttpRequestMessage(new HttpMethod(method), address);

        await AssertRefusedAsync(await script.SendAsync(request, TestContext.Current.CancellationToken), status, sentence);
    }

    [Fact]
    public async Task Request_WithoutSignIn_IsToldHowToSignIn()
    {
        using var stranger = server.Stranger();

        await AssertRefusedAsync(await stranger.GetAsync("/api/v1/boots", TestContext.Current.CancellationToken), HttpStatusCode.Unauthorized, "This needs sign-in");
        stranger.DefaultRequestHeaders.Authorization = new("Bearer", "wrong");
        await AssertRefusedAsync(await stranger.GetAsync("/api/v1/boots", TestContext.Current.CancellationToken), HttpStatusCode.Unauthorized, "The bearer token is not valid");
    }

    [Theory]
    [InlineData("", "The body is empty; a JSON object is needed. Nothing was done")]
    [InlineData("{\"cpus\":\n 1x}", "The body is not JSON at line 2, byte 3, or has more than 8 levels.")]
    [InlineData("{\"disks\":[[[[[[[[[[]]]]]]]]]]}", "or has more than 8 levels.")]
    [InlineData("{\"cpus\":1,\"cpus\":2}", "cpus is there twice.")]
    [InlineData("{\"Cpus\":1}", "Cpus is not known. Known here: requestId,")]
    [InlineData("{\"\\ud800\":1}", "A name in the body is no whole text")]
    [InlineData("{\"disks\":[{\"source\":\"a\",\"\\udc00x\":1}]}", "A name in disks[0] is no whole text")]
    [InlineData("{\"title\":\"\\ud800\"}", "title is no whole text")]
    [InlineData("{\"accelerator\":\"\\ud800\"}", "accelerator is \"\\ud800\"; one of auto, kvm, tcg is needed.")]
    [InlineData("{\"a\\u0000\\u202eb\":1}", "a<U+0000><U+202E>b is not known.")]
    public async Task Body_ThatCannotBeRead_IsToldWhy(string body, string sentence)
    {
        using var script = server.Script();

        await AssertRefusedAsync(await script.PostAsync("/api/v1/boots", Json(body), TestContext.Current.CancellationToken), HttpStatusCode.BadRequest, sentence);
        await AssertRefusedAsync(await script.PostAsync("/api/v1/boots/check", Json(body), TestContext.Current.CancellationToken), HttpStatusCode.BadRequest, sentence);
        Assert.Empty(server.Engine.Started);
    }

    [Theory]
    [InlineData("PATCH", "/api/v1/shares/x", """{"title":"\ud800"}""", "title is no whole text")]
    [InlineData("PATCH", "/api/v1/shares/x", """{"title":null}""", "title is null; text is needed.")]
    [InlineData("PATCH", "/api/v1/shares/x", """{"\ud800":"x"}""", "A name in the body is no whole text")]
    [InlineData("POST", "/api/v1/boots/x/pins", """{"text":null,"at":1}""", "text is null; text is needed.")]
    [InlineData("POST", "/api/v1/boots/x/pins", """{"text":"x","at":1,"\udfff":1}""", "A name in the body is no whole text")]
    [InlineData("POST", "/api/v1/badges", """{"label":"\ud800"}""", "label is no whole text")]
    [InlineData("POST", "/api/v1/badges", "{", "The body is not JSON at line 1, byte 2")]
    [InlineData("POST", "/api/v1/badges", "{}", "label is missing.")]
    public async Task Body_OfAnyRoute_IsReadAsStrictly(string method, string address, string body, string sentence)
    {
        using var script = server.Script();
        using var request = new HttpRequestMessage(new HttpMethod(method), address) { Content = Json(body) };

        await AssertRefusedAsync(await script.SendAsync(request, TestContext.Current.CancellationToken), HttpStatusCode.BadRequest, sentence);
    }

    [Fact]
    public async Task Body_OfBytesThatAreNoText_IsRefused()
    {
        using var script = server.Script();
        using var content = new ByteArrayContent([.. "{\"title\":\""u8, 0xff, 0xfe, .. "\"}"u8]);
        content.Headers.ContentType = new("application/json");

        await AssertRefusedAsync(await script.PostAsync("/api/v1/boots", content, TestContext.Current.CancellationToken), HttpStatusCode.BadRequest, "title is no whole text");
    }

    private static StringContent Json(string json) => new(json, Encoding.UTF8, "application/json");

    private static async Task AssertRefusedAsync(HttpResponseMessage answer, HttpStatusCode status, string sentence)
    {
        using (answer)
        {
            Assert.Equal(status, answer.StatusCode);
            Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
            using var problem = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
            Assert.Contains(sentence, problem.RootElement.GetProperty("detail").GetString(), StringComparison.Ordinal);
            Assert.NotEmpty(problem.RootElement.GetProperty("reasons").EnumerateArray());
        }
    }
}
