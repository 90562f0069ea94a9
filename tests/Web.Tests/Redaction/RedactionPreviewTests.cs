using System.Net;
using System.Text;
using System.Text.Json;
using Guestfs.Journal;
using Guestfs.Redaction;
using Guestfs.Timeline;
using Guestfs.Web.Tests.Fakes;

namespace Guestfs.Web.Tests.Redaction;

public sealed class RedactionPreviewTests(GuestfsServer server) : IClassFixture<GuestfsServer>
{
    private static readonly JournalEntry[] Journal =
    [
        new(0, 0, new BootRequested(new BootRequest { Disks = [new DiskRequest { Source = "vms:falcon9.img" }] }, "wilhelmina", DateTimeOffset.UnixEpoch, new HostFacts { Host = "krypton9" })),
        new(1, 1, Line("from 10.1.2.3 to <b>10.9.9.9</b>\r\n", true)),
        new(2, 2, Line("opened /home/wil", false)),
        new(3, 3, Line("helmina/x for 10.1.2.3\r\n", true)),
        new(4, 4, Line("nothing here\r\n", true)),
        new(5, 5, new BootEnded(BootStatus.Finished, "Over.", null)),
    ];

    [Fact]
    public async Task Preview_OfBoot_ShowsLinesBeforeAndAfter()
    {
        using var body = JsonDocument.Parse(await ReadAsync("/api/v1/boots/{0}/redaction"));

        Assert.Equal(3, body.RootElement.GetProperty("lines").GetInt64());
        Assert.Equal(2, body.RootElement.GetProperty("changedLines").GetInt64());
        var second = body.RootElement.GetProperty("examples")[1];
        Assert.Equal(2, second.GetProperty("number").GetInt64());
        Assert.Equal("opened /home/wilhelmina/x for 10.1.2.3", second.GetProperty("before").GetString());
        Assert.Equal("opened path-1 for ip-1", second.GetProperty("after").GetString());
        Assert.Contains("\"before\":\"vms:falcon9.img\",\"after\":\"disk-1\"", body.RootElement.GetProperty("facts").GetRawText(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Counts_OfPreview_AreThoseOfARedactor()
    {
        var redactor = new JournalRedactor(new RedactionChoices { DiskNames = false });
        foreach (var entry in Journal)
        {
            redactor.Redact(entry);
        }

        using var body = JsonDocument.Parse(await ReadAsync("/api/v1/boots/{0}/redaction"));

        Assert.Equal(
            redactor.Counts.Select(static count => (count.Key.ToString().ToLowerInvariant(), count.Value)).Order(),
            body.RootElement.GetProperty("counts").EnumerateObject().Select(static count => (count.Name.ToLowerInvariant(), count.Value.GetInt32())).Order());
        Assert.Equal(3, redactor.Counts[RedactionKind.Ip]);
    }

    [Fact]
    public async Task Page_OfPreview_MarksWhatChangesAndEscapesIt()
    {
        var page = await ReadAsync("/boots/{0}/redaction");

        Assert.Contains("<ins>path-1 for ip-1</ins>", page, StringComparison.Ordinal);
        Assert.Contains("&lt;b&gt;10.9.9.9", page, StringComparison.Ordinal);
        Assert.Contains("<b>3</b> IP addresses", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Page_WithoutConsole_ShowsNoLine()
    {
        var page = await ReadAsync("/boots/{0}/redaction?set=1&redact=1");

        Assert.Contains("None of its 3 lines is shown", page, StringComparison.Ordinal);
        Assert.DoesNotContain("10.1.2.3", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Preview_WithSenselessChoice_IsRefused()
    {
        using var client = server.Script();
        using var answer = await client.GetAsync("/api/v1/boots/aaaaaaaaaa/redaction?console=maybe", TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
    }

    [Fact]
    public async Task Preview_OfNoBoot_IsNotFound()
    {
        using var client = server.Script();
        using var answer = await client.GetAsync("/api/v1/boots/nosuchboot/redaction", TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }

    private static OutputLine Line(string text, bool terminated) => new(OutputSource.Console, Encoding.UTF8.GetBytes(text), terminated);

    private async Task<string> ReadAsync(string address)
    {
        var fold = new BootFold();
        foreach (var entry in Journal)
        {
            fold.Add(entry);
        }

        var id = $"preview{server.Engine.Boots.Count:d3}";
        server.Engine.Add(fold.Summary(id), Journal);
        using var client = server.Script();
        return await client.GetStringAsync(string.Format(System.Globalization.CultureInfo.InvariantCulture, address, id), TestContext.Current.CancellationToken);
    }
}
