using Guestfs.Console;
using Guestfs.Journal;
using Guestfs.Launching;
using Guestfs.Timeline;

namespace Guestfs.Boots;

/// <summary>Why one start of qemu did not come up, from its exit, its silence and what was printed.</summary>
internal sealed class AttemptEnding
{
    private readonly LaunchResult _result;
    private readonly List<(long Sequence, OutputSource Source, string Text)> _lines;
    private readonly string _stage;

    public AttemptEnding(LaunchResult result, LiveJournal journal, long firstSequence)
    {
        _result = result;
        _stage = journal.Progress.Stage ?? StageNames.Qemu;
        _lines =
        [
            .. from entry in journal.Take(firstSequence, int.MaxValue).Batch
               let line = entry.Event as OutputLine
               where line is { Source: OutputSource.Qemu or OutputSource.Console }
               select (entry.Sequence, line.Source, AnsiText.ToPlain(line.Raw.Span)),
        ];
    }

    /// <summary>Null when KVM is not to blame.</summary>
    public KvmFailure? KvmFailure => _result.Stalled is { } stalled
        ? KvmFailure.Detect(null, Texts(OutputSource.Qemu), KernelSpoke) ?? KvmFailure.Detect(stalled, KernelSpoke)
        : KvmFailure.Detect(_result.Exit, Texts(OutputSource.Qemu), KernelSpoke);

    private bool KernelSpoke => _stage is not (StageNames.Qemu or StageNames.Firmware);

    public BootFailure ToBootFailure()
    {
        if (_result.Stalled is { } stalled)
        {
            return new BootFailure(
                BootStatus.TimedOut,
                $"Nothing was printed for {Sentences.Seconds(stalled.QuietSeconds)} in the {stalled.Stage} stage, where {Sentences.Seconds(stalled.LimitSeconds)} are allowed. The last line says what it waited for.",
                _lines.Count > 0 ? _lines[^1].Sequence : null);
        }

        var explanation = ExitExplanation.Of(_result.Exit!.Value, _stage, Texts(OutputSource.Qemu), Texts(OutputSource.Console));
        return new BootFailure(BootStatus.Failed, explanation.Sentence, SequenceOf(explanation.Evidence));
    }

    private List<string> Texts(OutputSource source) =>
        [.. _lines.Where(line => line.Source == source).Select(static line => line.Text)];

    private long? SequenceOf(string? evidence)
    {
        var index = evidence is null ? -1 : _lines.FindLastIndex(line => line.Text == evidence);
        return index < 0 ? null : _lines[index].Sequence;
    }
}
