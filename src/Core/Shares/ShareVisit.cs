namespace Guestfs.Shares;

/// <summary>One look at a share, from the moment its token was found good. Dispose it when the look is over.</summary>
public sealed class ShareVisit : IDisposable
{
    private readonly Action _leave;
    private int _left;

    internal ShareVisit(Share share, Action leave, CancellationToken ended)
    {
        Share = share;
        Ended = ended;
        _leave = leave;
    }

    public Share Share { get; }

    /// <summary>Cancelled the moment the share is revoked or expires, or shows something else; from then on nothing more may be served to this look.</summary>
    public CancellationToken Ended { get; }

    public void Dispose()
    {
        if (Interlocked.Exchange(ref _left, 1) == 0)
        {
            _leave();
        }
    }
}

/// <summary>What a token leads to.</summary>
/// <param name="Share">Null when no share has the token.</param>
/// <param name="Visit">Null when the share is over.</param>
public sealed record ShareDoor(Share? Share, ShareVisit? Visit);
