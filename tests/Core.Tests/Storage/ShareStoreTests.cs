using System.Text;
using Guestfs.Shares;

namespace Guestfs.Core.Tests.Storage;

public class ShareStoreTests
{
    private static readonly DateTimeOffset Now = new(2026, 5, 3, 12, 0, 0, TimeSpan.Zero);
    private static readonly CancellationToken Token = TestContext.Current.CancellationToken;

    [Fact]
    public async Task Find_WhatWasAdded_GivesEveryMemberBack()
    {
        await using var storage = await TemporaryStorage.OpenAsync();
        var token = ShareToken.Create();
        var share = Sample("a") with { Title = "Ünder", Note = "two\nlines", ExpiresAt = Now.AddDays(7), Contents = new ShareContents { Console = false, DiskNames = true, Redact = false } };
        await storage.Shares.AddAsync(share, token.Hash(), 10, Token);

        Assert.Equal(share, await storage.Shares.FindAsync("a", Token));
        Assert.Equal(share, (await storage.Shares.FindByTokenAsync(token.Hash(), Token))!.Share);
        Assert.Null(await storage.Shares.FindAsync("b", Token));
        Assert.Null(await storage.Shares.FindByTokenAsync(ShareToken.Create().Hash(), Token));
    }

    [Fact]
    public async Task Token_OfAStoredShare_IsInNoFile()
    {
        await using var storage = await TemporaryStorage.OpenAsync();
        var token = ShareToken.Create();
        await storage.Shares.AddAsync(Sample("a"), token.Hash(), 10, Token);
        await storage.Shares.CountViewAsync("a", Now, Token);

        foreach (var path in Directory.GetFiles(storage.Directory, "guestfs.db*"))
        {
            await using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            var bytes = new byte[file.Length];
            await file.ReadExactlyAsync(bytes, Token);
            Assert.Equal(-1, bytes.AsSpan().IndexOf(Encoding.ASCII.GetBytes(token.Text)));
            Assert.Equal(-1, bytes.AsSpan().IndexOf(System.Buffers.Text.Base64Url.DecodeFromChars(token.Text)));
        }
    }

    [Fact]
    public async Task Change_ThatThrows_LeavesTheShare()
    {
        await using var storage = await TemporaryStorage.OpenAsync();
        await storage.Shares.AddAsync(Sample("a"), ShareToken.Create().Hash(), 10, Token);

        await Assert.ThrowsAsync<ShareRefusedException>(() => storage.Shares.ChangeAsync("a", static _ => throw new ShareRefusedException("no"), Token));

        Assert.Equal(Sample("a"), await storage.Shares.FindAsync("a", Token));
        Assert.Null(await storage.Shares.ChangeAsync("b", static share => share, Token));
    }

    [Fact]
    public async Task Views_CountedWhileTheShareChanges_AreAllKept()
    {
        await using var storage = await TemporaryStorage.OpenAsync();
        await storage.Shares.AddAsync(Sample("a"), ShareToken.Create().Hash(), 10, Token);

        await Task.WhenAll(
            Task.WhenAll(Enumerable.Range(0, 40).Select(_ => storage.Shares.CountViewAsync("a", Now, Token))),
            Task.WhenAll(Enumerable.Range(0, 10).Select(n => storage.Shares.ChangeAsync("a", share => share with { Title = $"{n}" }, Token))));

        var share = await storage.Shares.FindAsync("a", Token);
        Assert.Equal(40, share!.Views);
        Assert.Equal(Now, share.LastViewedAt);
    }

    [Fact]
    public async Task List_ByBootAndLiveness_ShowsTheNewestFirstInPages()
    {
        await using var storage = await TemporaryStorage.OpenAsync();
        await AddAsync(Sample("old"));
        await AddAsync(Sample("expired") with { CreatedAt = Now.AddMinutes(1), ExpiresAt = Now.AddHours(1) });
        await AddAsync(Sample("revoked") with { CreatedAt = Now.AddMinutes(2), RevokedAt = Now.AddMinutes(3), RevokedBy = "kim" });
        await AddAsync(Sample("new") with { CreatedAt = Now.AddMinutes(4), ExpiresAt = Now.AddDays(1) });
        await AddAsync(Sample("elsewhere") with { BootId = "other", CreatedAt = Now.AddMinutes(5) });

        Assert.Equal(["elsewhere", "new", "revoked", "expired", "old"], await IdsAsync(new ShareQuery()));
        Assert.Equal(["new", "old"], await IdsAsync(new ShareQuery { BootId = "boot", LiveAt = Now.AddHours(1) }));
        Assert.Equal(["revoked", "expired"], await IdsAsync(new ShareQuery { Page = 2, PageSize = 2 }));
        Assert.Equal(5, (await storage.Shares.ListAsync(new ShareQuery { Page = 9, PageSize = 2 }, Token)).Total);

        Task<bool> AddAsync(Share share) => storage.Shares.AddAsync(share, ShareToken.Create().Hash(), 10, Token);

        async Task<IEnumerable<string>> IdsAsync(ShareQuery query) => (await storage.Shares.ListAsync(query, Token)).Shares.Select(static share => share.Id);
    }

    private static Share Sample(string id) => new() { Id = id, BootId = "boot", CreatedBy = "kim", CreatedAt = Now };
}
