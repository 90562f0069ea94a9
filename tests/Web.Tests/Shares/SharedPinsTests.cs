using System.IO.Compression;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text.Json;
using Guestfs.Boots;
using Guestfs.Journal;
using Guestfs.Pins;
using Guestfs.Web.Live;
using Guestfs.Web.Shares;
using Microsoft.AspNetCore.SignalR.Client;
using Microsoft.Extensions.DependencyInjection;

namespace Guestfs.Web.Tests.Shares;

public sealed class SharedPinsTests : IAsyncDisposable
{
    private readonly SharedServer _house = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Watch_ByAStranger_HearsOfEveryChangeUntilTheShareEnds()
    {
        var first = await _house.PinAsync(new { text = "first", line = 2 });
        var (path, share) = await _house.ShareAsync();
        await using var connection = await _house.ConnectAsync();
        await using var lists = Watch(connection, path).GetAsyncEnumerator(Token);

        Assert.True(await lists.MoveNextAsync());
        Assert.Equal([first], lists.Current);
        var second = await _house.PinAsync(new { text = "second", at = 1 });
        Assert.True(await lists.MoveNextAsync());
        Assert.Equal([first, second], lists.Current);
        var next = lists.MoveNextAsync();
        Assert.False(next.IsCompleted);
        await _house.RevokeAsync(share.Id);
        Assert.False(await next);
    }

    [Fact]
    public async Task Watch_BesideFrames_LeavesTheirSequenceAsItIs()
    {
        await _house.PinAsync(new { text = "before", at = 1 });
        var (path, _) = await _house.ShareAsync();
        await using var connection = await _house.ConnectAsync();
        await using var lists = Watch(connection, path).GetAsyncEnumerator(Token);
        Assert.True(await lists.MoveNextAsync());
        await _house.PinAsync(new { text = "meanwhile", at = 2 });

        var frames = await SharedServer.Watch(connection, path).Take(SharedServer.Journal().Count).ToListAsync(Token);

        Assert.Equal(SharedServer.Journal().Select(static entry => entry.Sequence), frames.Select(static frame => frame.Sequence));
    }

    [Fact]
    public async Task Watch_OfAShareWithoutTheConsole_SeesMomentsOnly()
    {
        await _house.PinAsync(new { text = "on a line", line = 2 });
        var (path, _) = await _house.ShareAsync(console: false);
        await using var connection = await _house.ConnectAsync();

        var pin = Assert.Single(await Watch(connection, path).FirstAsync(Token));

        Assert.Equal(new PinPlace(4_000_000), pin.Place);
    }

    [Fact]
    public async Task Share_WithoutPins_ServesNoneAnywhere()
    {
        await _house.PinAsync(new { text = "for-the-owner-only", line = 2 });
        var (path, _) = await _house.ShareAsync(pins: false);
        await using var connection = await _house.ConnectAsync();
        using var stranger = _house.Server.Stranger();

        Assert.Empty(await Watch(connection, path).ToListAsync(Token));
        foreach (var file in new[] { "", "/pins.json", "/boot.json", "/boot.html", "/summary.md" })
        {
            Assert.DoesNotContain("for-the-owner-only", (await SharedServer.GetAsync(stranger, path + file)).Text, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("/pins.json")]
    [InlineData("/boot.json")]
    [InlineData("/boot.html")]
    [InlineData("/summary.md")]
    public async Task Share_WithPins_ServesThem(string file)
    {
        await _house.PinAsync(new { text = "see-this-line", line = 2 });
        var (path, _) = await _house.ShareAsync();
        using var stranger = _house.Server.Stranger();

        var text = (await SharedServer.GetAsync(stranger, path + file)).Text;

        Assert.Contains("see-this-line", text.Replace("\\-", "-", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Bundle_ImportedAgain_HasTheSamePins()
    {
        await _house.PinAsync(new { text = "gone", at = 1 });
        await _house.PinAsync(new { text = "on a line", line = 2 });
        await _house.PinAsync(new { text = "at a moment", at = 7 });
        using var client = _house.Server.Script();
        using var gone = await client.DeleteAsync($"/api/v1/boots/{SharedServer.BootId}/pins/1", Token);
        var bundle = await client.GetByteArrayAsync($"/boots/{SharedServer.BootId}/bundle.zip", Token);
        using var answer = await client.PostAsync("/api/v1/import", new ByteArrayContent(bundle), Token);
        var id = (await answer.Content.ReadFromJsonAsync<JsonElement>(Token)).GetProperty("boots")[0].GetProperty("id").GetString()!;

        // The scripted engine does not know what the store took in.
        var imported = await _house.Server.Services.GetRequiredService<IPinStore>().ListAsync(id, Token);
        Assert.Equal(["on a line", "at a moment"], imported.Select(static pin => pin.Text));
        Assert.Equal(File(bundle), JsonSerializer.Serialize(PinsFile.Of(imported), JournalJson.Options));
    }

    [Fact]
    public async Task Bundle_WhosePinsWereWrittenByHand_IsRefusedAndLeavesNothing()
    {
        using var client = _house.Server.Script();
        byte[] journal = [.. SharedServer.Journal().SelectMany(static entry => JournalJson.Write(entry).Append((byte)'\n'))];
        var pins = """{"version":1,"pins":[null]}"""u8.ToArray();
        var manifest = new { format = "guestfs-bundle", version = 1, files = new[] { Listed("journal.jsonl", journal), Listed("pins.json", pins) } };
        using var packed = new MemoryStream();
        using (var zip = new ZipArchive(packed, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, content) in new[] { ("manifest.json", JsonSerializer.SerializeToUtf8Bytes(manifest)), ("pins.json", pins), ("journal.jsonl", journal) })
            {
                await using var file = zip.CreateEntry(name).Open();
                await file.WriteAsync(content, Token);
            }
        }

        var before = (await _house.Server.Services.GetRequiredService<IJournalStore>().ListAsync(new BootQuery(), Token)).Total;
        using var answer = await client.PostAsync("/api/v1/import", new ByteArrayContent(packed.ToArray()), Token);

        Assert.Equal(400, (int)answer.StatusCode);
        Assert.Contains("pins[0] is null", await answer.Content.ReadAsStringAsync(Token), StringComparison.Ordinal);
        Assert.Equal(before, (await _house.Server.Services.GetRequiredService<IJournalStore>().ListAsync(new BootQuery(), Token)).Total);
    }

    public ValueTask DisposeAsync() => _house.DisposeAsync();

    private static object Listed(string name, byte[] content) => new { name, sha256 = Convert.ToHexStringLower(SHA256.HashData(content)) };

    private static IAsyncEnumerable<IReadOnlyList<Pin>> Watch(HubConnection connection, string path) =>
        connection.StreamAsync<IReadOnlyList<Pin>>(nameof(ShareHub.Pins), path["/s/".Length..], Token);

    private static string File(byte[] bundle)
    {
        using var zip = new ZipArchive(new MemoryStream(bundle));
        using var reader = new StreamReader(zip.GetEntry("pins.json")!.Open());
        return reader.ReadToEnd();
    }
}
