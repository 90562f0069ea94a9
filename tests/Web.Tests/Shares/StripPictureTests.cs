using System.Xml.Linq;
using Guestfs.Journal;
using Guestfs.Timeline;
using Guestfs.Web.Shares;
using Guestfs.Web.Tests.Fakes;
using SkiaSharp;

namespace Guestfs.Web.Tests.Shares;

public sealed class StripPictureTests
{
    [Fact]
    public void Preview_OfABoot_HasTitleOutcomeTotalAndAPartForEachStage()
    {
        var boot = BootSummaries.Finished("abcdefghij") with { Title = "Nightly" };
        var drawing = XElement.Parse(SvgDrawing.Write(StripPicture.Preview(boot, boot.Total)));
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
            Assert.All(XElement.Parse(SvgDrawing.Write(drawing)).Descendants(), static element => Assert.Contains(element.Name.LocalName, new[] { "rect", "text", "title" }));
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

    [Theory]
    [InlineData("Nightly")]
    [InlineData("WWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWW")]
    [InlineData("\u0000\u001b[31m\ufffe\ud800 end")]
    [InlineData("\u202eשלום עולם العربية 🚀👩‍👩‍👧 日本語")]
    [InlineData("")]
    public void Png_OfAnyTitle_IsAPictureOfThePreviewsSizeWithinItsMargins(string title)
    {
        var boot = BootSummaries.Failed("abcdefghij") with { Title = title };

        using var picture = SKBitmap.Decode(PngDrawing.Write(StripPicture.Preview(boot, boot.Total)));

        Assert.Equal((1200, 630), (picture.Width, picture.Height));
        Assert.Equal(new SKColor(0x12, 0x34, 0x3b), picture.GetPixel(600, 6));
        Assert.True(HasInk(picture, 64, 165, 1136, 235), "A title is drawn.");
        Assert.False(HasInk(picture, 1137, 100, 1200, 480), "Nothing is drawn in the margin.");
    }

    [Fact]
    public void Png_OfABoot_HasTheBoxesOfItsDrawingInTheirColours()
    {
        var boot = BootSummaries.Finished("abcdefghij");
        var drawing = StripPicture.Preview(boot, boot.Total);

        using var picture = SKBitmap.Decode(PngDrawing.Write(drawing));

        var stages = drawing.Shapes.OfType<DrawnBox>().Skip(2).Where(static box => box.Width > 3).ToList();
        Assert.True(stages.Count > 5);
        Assert.All(stages, box => Assert.Equal(SKColor.Parse(box.Colour), picture.GetPixel((int)(box.Left + (box.Width / 2)), (int)(box.Top + (box.Height / 2)))));
    }

    [Fact]
    public void Png_OfAScriptTheFontLacks_IsNamedByTheBootsId()
    {
        var boot = BootSummaries.Failed("abcdefghij");

        var written = PngDrawing.Write(StripPicture.Preview(boot with { Title = "日本語" }, boot.Total));

        Assert.Equal(PngDrawing.Write(StripPicture.Preview(boot with { Title = null }, boot.Total)), written);
        Assert.NotEqual(PngDrawing.Write(StripPicture.Preview(boot with { Title = "Other" }, boot.Total)), written);
    }

    [Fact]
    public async Task Badge_OfAShare_MayStandOnPagesElsewhere()
    {
        await using var shared = new SharedServer();
        var (path, _) = await shared.ShareAsync();
        using var stranger = shared.Server.Stranger();

        using var badge = await stranger.GetAsync($"{path}/badge.svg", TestContext.Current.CancellationToken);
        using var page = await stranger.GetAsync(path, TestContext.Current.CancellationToken);

        Assert.Equal("cross-origin", badge.Headers.GetValues("Cross-Origin-Resource-Policy").Single());
        Assert.Equal("same-origin", page.Headers.GetValues("Cross-Origin-Resource-Policy").Single());
    }

    private static bool HasInk(SKBitmap picture, int left, int top, int right, int bottom)
    {
        var paper = picture.GetPixel(1, 620);
        return Enumerable.Range(left, right - left).Any(x => Enumerable.Range(top, bottom - top).Any(y => picture.GetPixel(x, y) != paper));
    }

    private static string TitleOf(Drawing drawing) => TitleOf(SvgDrawing.Write(drawing));

    private static string TitleOf(string drawing) => XElement.Parse(drawing).Elements().Single(static element => element.Name.LocalName == "title").Value;
}
