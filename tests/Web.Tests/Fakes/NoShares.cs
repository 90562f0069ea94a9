using Guestfs.Shares;

namespace Guestfs.Web.Tests.Fakes;

/// <summary>A store in which nothing is shared.</summary>
public sealed class NoShares : IShareStore
{
    public Task<bool> AddAsync(Share share, byte[] tokenHash, int most, CancellationToken cancellationToken) => Task.FromResult(false);

    public Task<Share?> FindAsync(string id, CancellationToken cancellationToken) => Task.FromResult<Share?>(null);

    public Task<StoredShare?> FindByTokenAsync(byte[] tokenHash, CancellationToken cancellationToken) => Task.FromResult<StoredShare?>(null);

    public Task<SharePage> ListAsync(ShareQuery query, CancellationToken cancellationToken) => Task.FromResult(new SharePage([], 0));

    public Task<Share?> ChangeAsync(string id, Func<Share, Share> change, CancellationToken cancellationToken) => Task.FromResult<Share?>(null);

    public Task CountViewAsync(string id, DateTimeOffset at, CancellationToken cancellationToken) => Task.CompletedTask;
}
