using Guestfs.Core.Tests.Storage;
using Guestfs.Journal;
using Guestfs.Pins;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace Guestfs.Core.Tests.Pins;

public sealed class PinDeskTests : IAsyncLifetime
{
    private const string Boot = "aaaaaaaaaa";

    private static readonly CancellationToken Token = TestContext.Current.CancellationToken;
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 5, 3, 12, 0, 0, TimeSpan.Zero));
    private TemporaryStorage _storage = null!;
    private PinDesk _desk = null!;

    public async ValueTask InitializeAsync()
    {
        _storage = await TemporaryStorage.OpenAsync();
        _desk = new PinDesk(_storage.Pins, _time, NullLogger<PinDesk>.Instance);
        await _storage.Store.CreateAsync(Samples.Summary(Boot, BootStatus.Booting), Token);
    }

    public ValueTask DisposeAsync() => _storage.DisposeAsync();

    [Fact]
    public async Task Change_ByAnother_KeepsWhoSetItAndTellsWhoChangedIt()
    {
        var pin = await _desk.CreateAsync(Boot, new PinPlace(5), "first", "kim", Token);
        _time.Advance(TimeSpan.FromMinutes(1));
        var changed = await _desk.ChangeAsync(Boot, pin.Id, " second ", "lee", Token);

        Assert.Equal(pin with { Text = "second", ChangedBy = "lee", ChangedAt = pin.CreatedAt.AddMinutes(1) }, changed);
        Assert.Equal(changed, await _desk.ChangeAsync(Boot, pin.Id, "second", "pat", Token));
        Assert.Null(await _desk.ChangeAsync(Boot, 9, "x", "kim", Token));
    }

    [Fact]
    public async Task Create_OfTheHundredAndFirst_IsRefusedUntilOneGoes()
    {
        for (var i = 0; i < Pin.MostOfABoot; i++)
        {
            await _desk.CreateAsync(Boot, new PinPlace(i), "x", "kim", Token);
        }

        Assert.Contains("100 pins", (await Assert.ThrowsAsync<PinRefusedException>(() => _desk.CreateAsync(Boot, new PinPlace(1), "x", "kim", Token))).Message, StringComparison.Ordinal);
        Assert.True(await _desk.RemoveAsync(Boot, 50, "kim", Token));
        Assert.Equal(101, (await _desk.CreateAsync(Boot, new PinPlace(1), "x", "kim", Token)).Id);
    }

    [Fact]
    public async Task Watch_FromBefore_GivesEveryStateThatLasts()
    {
        await using var watching = _desk.WatchAsync(Boot, Token).GetAsyncEnumerator(Token);
        await using var late = _desk.WatchAsync(Boot, Token).GetAsyncEnumerator(Token);

        Assert.Empty(await NextAsync(watching));
        var first = await _desk.CreateAsync(Boot, new PinPlace(5), "first", "kim", Token);
        Assert.Equal([first], await NextAsync(watching));
        var second = await _desk.CreateAsync(Boot, new PinPlace(6), "second", "kim", Token);
        Assert.Equal([first, second], await NextAsync(watching));
        var changed = await _desk.ChangeAsync(Boot, 1, "other", "kim", Token);
        Assert.Equal([changed!, second], await NextAsync(watching));
        await _desk.RemoveAsync(Boot, 1, "kim", Token);
        Assert.Equal([second], await NextAsync(watching));
        Assert.Equal([second], await NextAsync(late));
    }

    [Fact]
    public async Task Watch_OfAnotherBoot_HearsNothing()
    {
        await _storage.Store.CreateAsync(Samples.Summary("bbbbbbbbbb", BootStatus.Booting) with { RequestId = null }, Token);
        await using var watching = _desk.WatchAsync("bbbbbbbbbb", Token).GetAsyncEnumerator(Token);
        Assert.Empty(await NextAsync(watching));
        var next = watching.MoveNextAsync();

        await _desk.CreateAsync(Boot, new PinPlace(5), "first", "kim", Token);

        Assert.False(next.IsCompleted);
        await _desk.CreateAsync("bbbbbbbbbb", new PinPlace(5), "there", "kim", Token);
        Assert.True(await next);
        Assert.Equal("there", Assert.Single(watching.Current).Text);
    }

    private static async Task<IReadOnlyList<Pin>> NextAsync(IAsyncEnumerator<IReadOnlyList<Pin>> watching)
    {
        Assert.True(await watching.MoveNextAsync());
        return watching.Current;
    }
}
