namespace Guestfs.Imports;

/// <summary>How many imports are read at once: each takes up to ten seconds of a processor and temporary files of over a gigabyte.</summary>
public sealed class ImportTurns(TimeProvider time) : IDisposable
{
    private const int Most = 2;

    private readonly SemaphoreSlim _free = new(Most, Most);

    /// <summary>How long an import waits for its turn.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(30);

    /// <returns>The turn; the next import has it when it is disposed.</returns>
    /// <exception cref="ImportBusyException">None was free for too long.</exception>
    public async Task<IDisposable> TakeAsync(CancellationToken cancellationToken)
    {
        using var patience = new CancellationTokenSource(Patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
        try
        {
            await _free.WaitAsync(either.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException waited) when (!cancellationToken.IsCancellationRequested)
        {
            throw new ImportBusyException($"{Most} other imports are being read, and as many are read at once; nothing was imported. Try again in half a minute.", waited);
        }

        return new Turn(_free);
    }

    public void Dispose() => _free.Dispose();

    private sealed class Turn(SemaphoreSlim free) : IDisposable
    {
        private int _over;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref _over, 1) == 0)
            {
                free.Release();
            }
        }
    }
}
