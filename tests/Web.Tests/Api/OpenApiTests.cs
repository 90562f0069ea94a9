using System.Text.Json;
using Guestfs.Journal;
using Guestfs.Shares;
using Guestfs.Web.Api;
using Guestfs.Web.Tests.Fakes;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Guestfs.Web.Tests.Api;

/// <summary>The API's description says what the API does.</summary>
public sealed class OpenApiTests(GuestfsServer server) : IClassFixture<GuestfsServer>
{
    [Fact]
    public async Task Document_ValuesOfShareExpiry_AreThoseThatBodiesTake()
    {
        var values = EnumOf(await DocumentAsync(), "ShareExpiry");

        Assert.Equal(["1d", "7d", "30d", "never"], values);
        Assert.Equal(
            [ShareExpiry.OneDay, ShareExpiry.SevenDays, ShareExpiry.ThirtyDays, ShareExpiry.Never],
            values.Select(static value => JsonBody.Read<ShareDraft>(JsonSerializer.SerializeToElement(new { expiry = value })).Read!.Expiry));
    }

    [Fact]
    public async Task Document_EveryEnum_HasTheValuesThatBodiesTake()
    {
        var document = await DocumentAsync();
        var schemas = document.GetProperty("components").GetProperty("schemas").EnumerateObject().Where(static schema => schema.Value.TryGetProperty("enum", out _)).Select(static schema => schema.Name);
        var types = new[] { typeof(BootEvent).Assembly, typeof(JsonBody).Assembly }.SelectMany(static assembly => assembly.GetTypes()).Where(static type => type.IsEnum).ToLookup(static type => type.Name);
        var compared = 0;
        foreach (var name in schemas)
        {
            var type = Assert.Single(types[name]);
            Assert.Equal(
                Enum.GetValuesAsUnderlyingType(type).Length,
                EnumOf(document, name).Select(value => JsonSerializer.Deserialize(JsonSerializer.Serialize(value), type, JournalJson.Options)).Distinct().Count());
            compared++;
        }

        Assert.True(compared > 5);
    }

    [Fact]
    public async Task Document_EveryQueryParameterOfARoute_IsDescribed()
    {
        var document = await DocumentAsync();
        var compared = 0;
        foreach (var route in server.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>())
        {
            var path = "/" + route.RoutePattern.RawText!.Trim('/');
            foreach (var parameter in route.Metadata.GetOrderedMetadata<QueryParameter>().Where(_ => path.StartsWith(ApiSetup.Root, StringComparison.Ordinal)))
            {
                var method = Assert.Single(route.Metadata.GetMetadata<HttpMethodMetadata>()!.HttpMethods).ToLowerInvariant();
                var described = Assert.Single(
                    document.GetProperty("paths").GetProperty(path).GetProperty(method).GetProperty("parameters").EnumerateArray(),
                    each => each.GetProperty("in").GetString() == "query" && each.GetProperty("name").GetString() == parameter.Name);
                Assert.Equal(parameter.Description, described.GetProperty("description").GetString());
                compared++;
            }
        }

        Assert.True(compared > 20);
    }

    [Fact]
    public async Task Document_OfTheBootsList_SaysTheValuesOfItsFilters()
    {
        var parameters = (await DocumentAsync()).GetProperty("paths").GetProperty("/api/v1/boots").GetProperty("get").GetProperty("parameters").EnumerateArray()
            .ToDictionary(static parameter => parameter.GetProperty("name").GetString()!, static parameter => parameter.GetProperty("schema"));

        Assert.Equal(["status", "stage", "accelerator", "label", "q", "sort", "page", "pageSize", "asOf"], parameters.Keys);
        Assert.Contains("timedOut", parameters["status"].GetProperty("items").GetProperty("enum").EnumerateArray().Select(static value => value.GetString()));
        Assert.Equal(200, parameters["pageSize"].GetProperty("maximum").GetInt32());
    }

    [Fact]
    public async Task Document_EveryOperation_SaysHowItRefuses()
    {
        var operations = (await DocumentAsync()).GetProperty("paths").EnumerateObject().SelectMany(static path => path.Value.EnumerateObject().Select(operation => (Path: path.Name, operation.Value)));

        Assert.All(operations, static operation =>
        {
            var answers = operation.Value.GetProperty("responses").EnumerateObject().ToDictionary(static answer => answer.Name, static answer => answer.Value);
            string[] expected = ["400", "401", .. operation.Path.Contains("{id}", StringComparison.Ordinal) ? ["404"] : Array.Empty<string>(), .. operation.Value.TryGetProperty("requestBody", out _) ? ["413"] : Array.Empty<string>()];
            Assert.All(expected, status => Assert.True(answers[status].GetProperty("content").TryGetProperty("application/problem+json", out _), $"{operation.Path} {status}"));
        });
    }

    private static IReadOnlyList<string> EnumOf(JsonElement document, string schema) =>
        [.. document.GetProperty("components").GetProperty("schemas").GetProperty(schema).GetProperty("enum").EnumerateArray().Select(static value => value.GetString()!)];

    private async Task<JsonElement> DocumentAsync()
    {
        using var script = server.Script();
        using var document = JsonDocument.Parse(await script.GetStringAsync("/openapi/v1.json", TestContext.Current.CancellationToken));
        return document.RootElement.Clone();
    }
}
