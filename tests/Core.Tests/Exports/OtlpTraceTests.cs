using System.Globalization;
using System.Text.Json;
using Guestfs.Core.Tests.Timeline;
using Guestfs.Exports;

namespace Guestfs.Core.Tests.Exports;

public sealed class OtlpTraceTests
{
    [Theory]
    [MemberData(nameof(RecordedBoot.Names), MemberType = typeof(RecordedBoot))]
    public void Spans_OfARecordedBoot_AreItsBarsBelowOneRoot(string name)
    {
        var boot = ExportSamples.Recorded(name);
        var origin = (boot.Summary.RequestedAt.UtcTicks - DateTimeOffset.UnixEpoch.UtcTicks) * 100;

        var spans = Spans(boot);
        var root = spans[0];
        var ids = spans.Select(static span => span.GetProperty("spanId").GetString()!).ToList();

        Assert.False(root.TryGetProperty("parentSpanId", out _));
        Assert.Equal(origin, Nanoseconds(root, "startTimeUnixNano"));
        Assert.Equal(origin + boot.Timeline.End, Nanoseconds(root, "endTimeUnixNano"));
        Assert.Equal(boot.Timeline.Marks.Select(mark => (mark.Name, origin + mark.At)), root.GetProperty("events").EnumerateArray().Select(static item => (item.GetProperty("name").GetString()!, Nanoseconds(item, "timeUnixNano"))));
        Assert.Equal(ids.Count, ids.Distinct().Count());
        Assert.Equal(
            boot.Timeline.Bars.Select(bar => (bar.Start, boot.LengthOf(bar), bar.Parent < 0 ? ids[0] : ids[bar.Parent + 1])),
            spans.Skip(1).Select(span => (
                Nanoseconds(span, "startTimeUnixNano") - origin,
                Nanoseconds(span, "endTimeUnixNano") - Nanoseconds(span, "startTimeUnixNano"),
                span.GetProperty("parentSpanId").GetString()!)));
    }

    [Fact]
    public void Ids_AreHexadecimalOfTheRightLengthAndTheSameEveryTime()
    {
        var boot = ExportSamples.Recorded("tcg-quiet");

        Assert.All(Spans(boot), static span =>
        {
            Assert.Matches("^[0-9a-f]{32}$", span.GetProperty("traceId").GetString());
            Assert.Matches("^[0-9a-f]{16}$", span.GetProperty("spanId").GetString());
            Assert.Equal(0, span.GetProperty("droppedAttributesCount").GetInt32());
            Assert.Equal(1, span.GetProperty("kind").GetInt32());
        });
        Assert.Equal(ExportSamples.Text(OtlpTrace.Write, boot), ExportSamples.Text(OtlpTrace.Write, ExportSamples.Recorded("tcg-quiet")));
        var other = boot with { Summary = boot.Summary with { Id = "another000" } };
        Assert.NotEqual(Spans(boot)[0].GetProperty("traceId").GetString(), Spans(other)[0].GetProperty("traceId").GetString());
    }

    [Fact]
    public void Root_OfAFailedBoot_IsAnErrorWithItsSentence()
    {
        var status = Spans(ExportSamples.Hostile("It broke."))[0].GetProperty("status");

        Assert.Equal(2, status.GetProperty("code").GetInt32());
        Assert.Equal("It broke.", status.GetProperty("message").GetString());
    }

    private static List<JsonElement> Spans(ExportedBoot boot)
    {
        var resource = Assert.Single(JsonDocument.Parse(ExportSamples.Text(OtlpTrace.Write, boot)).RootElement.GetProperty("resourceSpans").EnumerateArray());
        return [.. Assert.Single(resource.GetProperty("scopeSpans").EnumerateArray()).GetProperty("spans").EnumerateArray()];
    }

    private static long Nanoseconds(JsonElement item, string property) => long.Parse(item.GetProperty(property).GetString()!, CultureInfo.InvariantCulture);
}
