using System.Net;
using System.Text.Json;
using Guestfs.Core.Tests.Timeline;
using Guestfs.Journal;
using Guestfs.Web.Tests.Fakes;

namespace Guestfs.Web.Tests.Imports;

/// <summary>boot.html shows a boot and holds no journal.</summary>
public sealed class OwnPageTests(GuestfsServer server) : IClassFixture<GuestfsServer>
{
    [Fact]
    public async Task Import_OfABootsPage_IsRefusedWithTheNamesOfWhatCanBeReadBack()
    {
        server.Engine.Add(BootSummaries.Failed("ownpage000"), RecordedBoot.Load("tcg-analysis").Journal());
        using var script = server.Script();
        var page = await script.GetByteArrayAsync("/api/v1/boots/ownpage000/boot.html", TestContext.Current.CancellationToken);

        using var answer = await script.PostAsync("/api/v1/import?name=boot.html", new ByteArrayContent(page), TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        using var problem = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        var detail = problem.RootElement.GetProperty("detail").GetString();
        Assert.StartsWith("boot.html is a page that Guestfs wrote", detail, StringComparison.Ordinal);
        Assert.Contains("journal.jsonl and bundle.zip", detail, StringComparison.Ordinal);
    }
}
