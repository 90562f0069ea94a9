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
    private readonly List<JournalEntry> _entries = [];
    private readonly BootFold _fold = new();
    private readonly WithheldLines _withheld = new();
    private readonly IBootEngine _engine;
    private readonly string _bootId;
    private readonly JournalRedactor _redactor;
    private readonly RedactedPins _pins;
    private readonly OutputBudget _budget;
    private BootImport? _import;
    private TaskCompletionSource _changed = NewSignal();
    private long _next;
    private bool _complete;
    private Exception? _failure;

    public RedactedBoot(IBootEngine engine, string bootId, RedactionChoices choices, OutputBudget budget)
    {
        _engine = engine;
        _bootId = bootId;
        _redactor = new JournalRedactor(choices);
        _pins = new RedactedPins(choices);
        _budget = budget;

        // It outlives the request that opened it, so nothing of that request goes along.
        using (ExecutionContext.SuppressFlow())
        {
            _ = Task.Run(FillAsync, CancellationToken.None);
        }
    }

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
                return _next == 0 ? null : ImportedBoot.Mark(_fold.Summary(_bootId), _import);
            }
        }
    }

    /// <summary>Waits until everything before a sequence was read, or there is no more.</summary>
    public async Task ReachAsync(long sequence, CancellationToken cancellationToken)
    {
        while (true)
        {
            var (_, next, complete, changed) = Take(long.MaxValue);
            if (next >= sequence || complete)
            {
                return;
            }

            await changed.WaitAsync(cancellationToken).ConfigureAwait(false);
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
            return _pins.Of(pins, _redactor);
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
            await foreach (var entry in _engine.WatchAsync(_bootId, 0, follow: true, _stop.Token).ConfigureAwait(false))
            {
                Add(Redact(entry, ref import));
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

    private JournalEntry Redact(JournalEntry entry, ref BootImport? import)
    {
        lock (_redacting)
        {
            var redacted = _redactor.Redact(entry);
            if (import is not null)
            {
                _import = _redactor.Redact(import);
                import = null;
            }

            return redacted;
        }
    }

    private void Add(JournalEntry entry) => Change(() =>
    {
        foreach (var kept in _withheld.Keep(entry))
        {
            _entries.Add(kept);
        }

        var changes = _fold.Add(entry);
        if (entry.Event is OutputLine line)
        {
            _budget.Add(entry, line, changes.Count > 0, _entries);
        }

        _next = LiveJournal.EndOf(entry);
    });

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
            return _withheld.Rest is { } rest && rest.Sequence >= from ? rest : null;
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

            var start = LiveJournal.IndexOf(_entries, from);
            return (_entries.GetRange(start, Math.Min(MostTaken, _entries.Count - start)), _next, _complete, _changed.Task);
        }
    }
}
