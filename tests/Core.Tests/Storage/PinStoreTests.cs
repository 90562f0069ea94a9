using Guestfs.Boots;
using Guestfs.Journal;
using Guestfs.Pins;

namespace Guestfs.Core.Tests.Storage;

public sealed class PinStoreTests
{
    private const string Boot = "aaaaaaaaaa";

    private static readonly DateTimeOffset Now = new(2026, 5, 3, 12, 0, 0, TimeSpan.Zero);
    private static readonly CancellationToken Token = TestContext.Current.CancellationToken;

    [Fact]
    public async Task List_WhatWasAdded_GivesEveryMemberBack()
    {
        await using var storage = await OpenAsync();
        var pin = Sample(new PinPlace(7, 120, 150)) with { Text = "schaut: Größe 1 \U0001F4CC", ChangedBy = "lee", ChangedAt = Now.AddMinutes(1) };
        var added = (await storage.Pins.AddAsync(Boot, pin, 10, Token))!;

        Assert.Equal(pin with { Id = 1 }, added);
        Assert.Equal([added], await storage.Pins.ListAsync(Boot, Token));
        Assert.Empty(await storage.Pins.ListAsync("bbbbbbbbbb", Token));
    }

    [Fact]
    public async Task Add_AfterARemoval_NeverGivesAnIdAgain()
    {
        await using var storage = await OpenAsync();
        await storage.Pins.AddAsync(Boot, Sample(), 10, Token);
        await storage.Pins.AddAsync(Boot, Sample(), 10, Token);

        Assert.True(await storage.Pins.RemoveAsync(Boot, 2, Token));
        Assert.False(await storage.Pins.RemoveAsync(Boot, 2, Token));
        Assert.Equal(3, (await storage.Pins.AddAsync(Boot, Sample(), 10, Token))!.Id);
        Assert.Equal([1, 3], (await storage.Pins.ListAsync(Boot, Token)).Select(static pin => pin.Id));
    }

    [Fact]
    public async Task Add_WhileTheBootIsWritten_LosesNeither()
    {
        await using var storage = await OpenAsync();
        await storage.Pins.AddAsync(Boot, Sample(), 10, Token);
        await storage.Store.AppendAsync(Samples.Summary(Boot, BootStatus.Booting), Samples.Lines(0, 3), Token);

        Assert.Equal(2, (await storage.Pins.AddAsync(Boot, Sample(), 10, Token))!.Id);
        await storage.Store.AppendAsync(Samples.Summary(Boot, BootStatus.Booting), Samples.Lines(3, 3), Token);
        Assert.Equal(6, (await storage.Store.ReadAllAsync(Boot)).Count);
    }

    [Fact]
    public async Task Add_BeyondTheMost_StoresNothing()
    {
        await using var storage = await OpenAsync();
        var added = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => storage.Pins.AddAsync(Boot, Sample(), 3, Token)));

        Assert.Equal(2, added.Count(static pin => pin is null));
        Assert.Equal([1, 2, 3], (await storage.Pins.ListAsync(Boot, Token)).Select(static pin => pin.Id));
    }

    [Fact]
    public async Task Add_ToABootThatIsNotThere_SaysSo()
    {
        await using var storage = await OpenAsync();

        await Assert.ThrowsAsync<GuestfsException>(() => storage.Pins.AddAsync("bbbbbbbbbb", Sample(), 3, Token));
    }

    [Fact]
    public async Task Change_ThatThrows_LeavesThePin()
    {
        await using var storage = await OpenAsync();
        var added = await storage.Pins.AddAsync(Boot, Sample(), 3, Token);

        await Assert.ThrowsAsync<PinRefusedException>(() => storage.Pins.ChangeAsync(Boot, 1, static _ => throw new PinRefusedException("no"), Token));

        Assert.Equal([added!], await storage.Pins.ListAsync(Boot, Token));
        Assert.Null(await storage.Pins.ChangeAsync(Boot, 9, static pin => pin, Token));
    }

    [Fact]
    public async Task Boot_ThatIsRemoved_TakesItsPinsAlong()
    {
        await using var storage = await OpenAsync();
        await storage.Pins.AddAsync(Boot, Sample(), 3, Token);

        await storage.ExecuteAsync($"PRAGMA foreign_keys = ON; DELETE FROM \"Summaries\" WHERE \"BootId\" = '{Boot}'; DELETE FROM \"Boots\" WHERE \"Id\" = '{Boot}'");

        Assert.Empty(await storage.Pins.ListAsync(Boot, Token));
    }

    [Fact]
    public async Task Import_OfABootWithPins_KeepsTheirIdsAndGoesOnAfterThem()
    {
        await using var storage = await TemporaryStorage.OpenAsync();
        var pins = new[] { Sample() with { Id = 2 }, Sample() with { Id = 5, Text = "five" } };
        await storage.Store.ImportAsync([new StoredImport(Samples.Summary(Boot, BootStatus.Imported), Samples.Lines(0, 3)) { Pins = pins }], Token);

        Assert.Equal(pins, await storage.Pins.ListAsync(Boot, Token));
        Assert.Equal(6, (await storage.Pins.AddAsync(Boot, Sample(), 3, Token))!.Id);
    }

    private static Pin Sample(PinPlace? place = null) => new() { Id = 0, Place = place ?? new PinPlace(3), Text = "look here", CreatedBy = "kim", CreatedAt = Now };

    private static async Task<TemporaryStorage> OpenAsync()
    {
        var storage = await TemporaryStorage.OpenAsync();
        await storage.Store.CreateAsync(Samples.Summary(Boot, BootStatus.Booting), Token);
        return storage;
    }
}
