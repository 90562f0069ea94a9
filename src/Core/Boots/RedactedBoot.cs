using System.Runtime.CompilerServices;
using Guestfs.Imports;
using Guestfs.Journal;
using Guestfs.Pins;
using Guestfs.Redaction;
using Guestfs.Timeline;

namespace Guestfs.Boots;

/// <summary>One boot, redacted as it comes, for any number of readers at their own pace. Keeps no more output than the boot itself does.</summary>
internal sealed class RedactedBoot : IDisposable
{
    private const int MostTaken = 1024;

    private readonly Lock _gate = new();
    private readonly Lock _redacting = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly SemaphoreSlim _turn = new(1, 1);
    private readonly IBootEngine _engine;
    private readonly string _bootId;
    private readonly RedactedPins _pins;
    private readonly Func<OutputBudget> _budget;
    private readonly TimeProvider _time;
    private RedactedEntries _shown;
    private BootImport? _import;
    private TaskCompletionSource _changed = NewSignal();
    private long _edition;
    private long _renewAfter;
    private bool _complete;
    private Exception? _failure;

    public RedactedBoot(IBootEngine engine, string bootId, RedactionChoices choices, Func<OutputBudget> budget, TimeProvider time)
    {
        _engine = engine;
        _bootId = bootId;
        _pins = new RedactedPins(choices);
        _budget = budget;
        _time = time;
        _shown = new RedactedEntries(new JournalRedactor(choices), budget());

        // It outlives the request that opened it, so nothing of that request goes along.
        using (ExecutionContext.SuppressFlow())
        {
            _ = Task.Run(FillAsync, CancellationToken.None);
        }
    }

    /// <summary>Changes when a name that was learned late was taken out of what readers had been given before.</summary>
    public long Edition => Volatile.Read(ref _edition);

    /// <summary>Reading the boot did not succeed; the next reader begins anew.</summary>
    public bool HasFailed
    {
        get
        {
            lock (_gate)
            {
                return _failure is not null;
            }
        }
    }

    /// <summary>The row of the boots list as far as was read; null before the first entry.</summary>
    public BootSummary? Summary
    {
        get
        {
            lock (_gate)
            {
                return _shown.Next == 0 ? null : ImportedBoot.Mark(_shown.Fold.Summary(_bootId), _import);
            }
        }
    }

    /// <summary>Waits until everything before a sequence was read, or there is no more, and every name given away by then is out of all of it.</summary>
    public async Task ReachAsync(long sequence, CancellationToken cancellationToken)
    {
        while (true)
        {
            var (_, next, complete, changed) = Take(long.MaxValue);
            if (next >= sequence || complete)
            {
                break;
            }

            await changed.WaitAsync(cancellationToken).ConfigureAwait(false);
        }

        if (IsStale())
        {
            await RenewAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Every entry from <paramref name="from"/> on, until all before <paramref name="until"/> were given or there is no more.</summary>
    public async IAsyncEnumerable<JournalEntry> ReadAsync(long from, long until, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var (batch, next, complete, changed) = Take(from);
            foreach (var entry in batch)
            {
                yield return entry;
                from = LiveJournal.EndOf(entry);
            }

            if (batch.Count == 0)
            {
                if (complete || next >= until)
                {
                    break;
                }

                await changed.WaitAsync(cancellationToken).ConfigureAwait(false);
            }
        }

        if (Rest(from) is { } rest)
        {
            yield return rest;
        }
    }

    /// <summary>Pins of this boot as these readers may see them. The same list gives the same result, so that a crowd costs one.</summary>
    public IReadOnlyList<Pin> Redact(IReadOnlyList<Pin> pins)
    {
        lock (_redacting)
        {
            return _pins.Of(pins, _shown.Redactor);
        }
    }

    public void Dispose() => _stop.Cancel();

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private async Task FillAsync()
    {
        Exception? failure = null;
        try
        {
            var import = (await _engine.FindAsync(_bootId, _stop.Token).ConfigureAwait(false))?.Imported;
            await InTurnAsync(async () => Show(await _shown.LearnAsync(_engine, _bootId, import, _budget, _redacting, _stop.Token).ConfigureAwait(false)), _stop.Token).ConfigureAwait(false);
            await foreach (var entry in _engine.WatchAsync(_bootId, 0, follow: true, _stop.Token).ConfigureAwait(false))
            {
                await _turn.WaitAsync(_stop.Token).ConfigureAwait(false);
                try
                {
                    Add(entry, ref import);
                }
                finally
                {
                    _turn.Release();
                }
            }
        }
        catch (Exception exception)
        {
            failure = exception;
        }

        Change(() =>
        {
            _complete = true;
            _failure = failure;
        });
    }

    private void Add(JournalEntry entry, ref BootImport? import)
    {
        JournalEntry redacted;
        lock (_redacting)
        {
            redacted = _shown.Redactor.Redact(entry);
            if (import is not null)
            {
                _import = _shown.Redactor.Redact(import);
                import = null;
            }
        }

        Change(() => _shown.Add(redacted));
    }

    private bool IsStale()
    {
        lock (_redacting)
        {
            return _shown.Redactor.Names > _shown.Names;
        }
    }

    /// <summary>
    /// Redacts all there is anew with what is known now. Who read it before keeps what was sent; who comes now gets this. A guest that
    /// gives away name after name cannot keep the server at it: between two times passes four times what one takes.
    /// </summary>
    private async Task RenewAsync(CancellationToken cancellationToken)
    {
        if (TimeSpan.FromTicks(Volatile.Read(ref _renewAfter) - _time.GetUtcNow().Ticks) is { Ticks: > 0 } wait)
        {
            await Task.Delay(wait, _time, cancellationToken).ConfigureAwait(false);
        }

        await InTurnAsync(
            async () =>
            {
                if (!IsStale())
                {
                    return;
                }

                var began = _time.GetTimestamp();
                var before = _shown;
                var renewed = await before.RenewAsync(_engine, _bootId, _budget, _redacting, cancellationToken).ConfigureAwait(false);
                Volatile.Write(ref _edition, _edition + (renewed.AreEqual(before) ? 0 : 1));
                Show(renewed);
                Volatile.Write(ref _renewAfter, (_time.GetUtcNow() + (4 * _time.GetElapsedTime(began))).Ticks);
            },
            cancellationToken).ConfigureAwait(false);
    }

    private void Show(RedactedEntries entries)
    {
        lock (_redacting)
        {
            Change(() => _shown = entries);
        }
    }

    /// <summary>Nothing is added meanwhile.</summary>
    private async Task InTurnAsync(Func<Task> act, CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            await act().ConfigureAwait(false);
        }
        finally
        {
            _turn.Release();
        }
    }

    private void Change(Action change)
    {
        TaskCompletionSource changed;
        lock (_gate)
        {
            change();
            changed = _changed;
            _changed = NewSignal();
        }

        changed.TrySetResult();
    }

    /// <summary>What stands for the last lines when they were left out and nothing followed them.</summary>
    private JournalEntry? Rest(long from)
    {
        lock (_gate)
        {
            return _shown.Rest is { } rest && rest.Sequence >= from ? rest : null;
        }
    }

    private (IReadOnlyList<JournalEntry> Batch, long Next, bool Complete, Task Changed) Take(long from)
    {
        lock (_gate)
        {
            if (_failure is not null)
            {
                throw new GuestfsException("The boot could not be read any further; nothing of it was changed. Load the page again in a while.", _failure);
            }

            var entries = _shown.Entries;
            var start = LiveJournal.IndexOf(entries, from);
            return (entries.GetRange(start, Math.Min(MostTaken, entries.Count - start)), _shown.Next, _complete, _changed.Task);
        }
    }
}
