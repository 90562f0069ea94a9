using System.Xml.Linq;
using Guestfs.Journal;
using Guestfs.Timeline;
using Guestfs.Web.Shares;
using Guestfs.Web.Tests.Fakes;

namespace Guestfs.Web.Tests.Shares;

public sealed class StripPictureTests
{
    [Fact]
    public void Preview_OfABoot_HasTitleOutcomeTotalAndAPartForEachStage()
    {
        var boot = BootSummaries.Finished("abcdefghij") with { Title = "Nightly" };
        var drawing = XElement.Parse(StripPicture.Preview(boot, boot.Total));
        var texts = drawing.Elements().Where(static element => element.Name.LocalName == "text").Select(static element => element.Value).ToList();

        Assert.Contains("Nightly", texts);
        Assert.Contains("finished after 6.82 s, ready after 6.25 s", texts);
        Assert.Contains("kernel", texts);
        Assert.Equal(boot.Stages.Count + 2, drawing.Elements().Count(static element => element.Name.LocalName == "rect"));
    }

    [Theory]
    [InlineData("</text><script>alert(1)</script>")]
    [InlineData("a & b \" ' <")]
    [InlineData("\u0000\u001b[31m\ufffe\ud800 end")]
    public void Drawing_WithAHostileTitle_IsStillADrawingAlone(string title)
    {
        var boot = BootSummaries.Failed("abcdefghij") with { Title = title };
        foreach (var drawing in new[] { StripPicture.Preview(boot, boot.Total), StripPicture.Badge(title, boot) })
        {
            Assert.All(XElement.Parse(drawing).Descendants(), static element => Assert.Contains(element.Name.LocalName, new[] { "rect", "text", "title" }));
        }
    }

    [Fact]
    public void Badge_OfEachOutcome_SaysItInWords()
    {
        Assert.Equal("nightly: ready in 6.25 s", TitleOf(StripPicture.Badge("nightly", BootSummaries.Finished("abcdefghij"))));
        Assert.Equal("nightly: failed in root", TitleOf(StripPicture.Badge("nightly", BootSummaries.Failed("abcdefghij"))));
        Assert.Equal("nightly: booting", TitleOf(StripPicture.Badge("nightly", BootSummaries.Running("abcdefghij"))));
        Assert.Equal("nightly: no boot", TitleOf(StripPicture.Badge("nightly", null)));
        Assert.Equal("nightly: cancelled", TitleOf(StripPicture.Badge("nightly", BootSummaries.Failed("abcdefghij") with { Status = BootStatus.Cancelled })));
    }

    [Fact]
    public async Task Badge_OfALabel_ShowsItsLastBootToWhoIsSignedIn()
    {
        using var server = new GuestfsServer();
        server.Engine.Add(BootSummaries.Failed("abcdefghij") with { Label = "nightly" });
        using var client = server.Script();
        using var answer = await client.GetAsync("/boots/latest/badge.svg?label=nightly", TestContext.Current.CancellationToken);

        Assert.Equal("image/svg+xml", answer.Content.Headers.ContentType!.MediaType);
        Assert.Equal("nightly: failed in root", TitleOf(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)));
    }

    private static string TitleOf(string drawing) => XElement.Parse(drawing).Elements().Single(static element => element.Name.LocalName == "title").Value;
}
