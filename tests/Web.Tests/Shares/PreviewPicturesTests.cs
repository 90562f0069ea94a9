using System.Net;
using Guestfs.Shares;
using Guestfs.Web.Shares;
using Microsoft.Extensions.Time.Testing;

namespace Guestfs.Web.Tests.Shares;

public sealed class PreviewPicturesTests
{
    private static readonly Share Shared = new() { Id = "share", BootId = SharedServer.BootId, CreatedBy = "kim", CreatedAt = DateTimeOffset.UnixEpoch };

    private readonly FakeTimeProvider _time = new();

    private int _drawn;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Picture_OfABootThatIsOver_IsDrawnOnceForEachStateOfTheShare()
    {
        using var pictures = new PreviewPictures(_time);
        await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => GetAsync(pictures, Shared, over: true)));
        _time.Advance(TimeSpan.FromDays(30));
        await GetAsync(pictures, Shared, over: true);
        Assert.Equal(1, _drawn);

        await GetAsync(pictures, Shared with { Title = "New" }, over: true);
        await GetAsync(pictures, Shared with { Contents = ShareContents.Everything }, over: true);
        Assert.Equal(3, _drawn);
    }

    [Fact]
    public async Task Picture_OfABootThatRuns_IsDrawnAtMostEveryFiveSeconds()
    {
        using var pictures = new PreviewPictures(_time);
        await GetAsync(pictures, Shared, over: false);
        _time.Advance(TimeSpan.FromSeconds(4));
        await GetAsync(pictures, Shared, over: false);
        Assert.Equal(1, _drawn);

        _time.Advance(TimeSpan.FromSeconds(1));
        await GetAsync(pictures, Shared, over: false);
        Assert.Equal(2, _drawn);
    }

    [Fact]
    public async Task Pictures_OfManyShares_AreNotAllKept()
    {
        using var pictures = new PreviewPictures(_time);
        for (var i = 0; i < 257; i++)
        {
            _time.Advance(TimeSpan.FromMilliseconds(1));
            await GetAsync(pictures, Shared with { Id = $"share{i}" }, over: true);
        }

        await GetAsync(pictures, Shared with { Id = "share256" }, over: true);
        Assert.Equal(257, _drawn);
        await GetAsync(pictures, Shared with { Id = "share0" }, over: true);
        Assert.Equal(258, _drawn);
    }

    [Fact]
    public async Task Link_AsChatProgramsReadIt_LeadsToAPngUnderItsOwnTitle()
    {
        await using var shared = new SharedServer();
        var (path, _) = await shared.ShareAsync(title: "Look here");
        using var stranger = shared.Server.Stranger();
        var (_, page) = await SharedServer.GetAsync(stranger, path);

        Assert.Contains($"property=\"og:image\" content=\"http://localhost{path}/preview.png\"", page, StringComparison.Ordinal);
        Assert.Contains("property=\"og:image:type\" content=\"image/png\"", page, StringComparison.Ordinal);
        Assert.Contains("property=\"og:image:alt\" content=\"Look here: failed after", page, StringComparison.Ordinal);

        using var answer = await stranger.GetAsync($"{path}/preview.png", Token);
        Assert.Equal((HttpStatusCode.OK, "image/png"), (answer.StatusCode, answer.Content.Headers.ContentType!.MediaType));
        Assert.Equal([0x89, (byte)'P', (byte)'N', (byte)'G'], (await answer.Content.ReadAsByteArrayAsync(Token))[..4]);
    }

    private Task<byte[]?> GetAsync(PreviewPictures pictures, Share share, bool over) => pictures.GetAsync(
        share,
        () =>
        {
            _drawn++;
            return Task.FromResult<(Drawing, bool)?>((new Drawing(4, 4, []), over));
        },
        Token);
}
