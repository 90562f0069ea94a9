using Guestfs.Console;
using Guestfs.Disks;
using Guestfs.Journal;
using Guestfs.Launching;
using Guestfs.Timeline;

namespace Guestfs.Boots;

/// <summary>Why one start of qemu did not come up, or went away later, from its exit, its silence and what was printed.</summary>
internal sealed class AttemptEnding
{
    /// <summary>qemu names the cause in its first lines, a guest in its last. The rest of a flood is not looked at.</summary>
    private const int LinesRead = 300;

    private readonly LaunchResult _result;
    private readonly List<Line> _messages;
    private readonly List<Line> _console;
    private readonly string _stage;
    private readonly bool _kernelSpoke;

    /// <param name="result">Of the newest attempt of the journal.</param>
    public AttemptEnding(LaunchResult result, LiveJournal journal)
    {
        _result = result;
        var (stage, kernelSpoke, _) = journal.Progress;
        _stage = stage ?? StageNames.Qemu;
        _kernelSpoke = kernelSpoke;
        var entries = journal.Take(0, int.MaxValue).Batch.Reverse().TakeWhile(static entry => entry.Event is not AttemptStarted).Reverse().ToList();
        _messages = [.. LinesOf(OutputSource.Qemu).Take(LinesRead).Select(Line.Of)];
        _console = [.. LinesOf(OutputSource.Console).TakeLast(LinesRead).Select(Line.Of)];

        IEnumerable<JournalEntry> LinesOf(OutputSource source) => entries.Where(entry => entry.Event is OutputLine line && line.Source == source);
    }

    /// <summary>Null when KVM is not to blame.</summary>
    public KvmFailure? KvmFailure => _result.Stalled is { } stalled
        ? KvmFailure.Detect(null, Texts(_messages), _kernelSpoke) ?? KvmFailure.Detect(stalled, _kernelSpoke)
        : KvmFailure.Detect(_result.Exit, Texts(_messages), _kernelSpoke);

    /// <summary>KVM failed and may not be replaced by TCG.</summary>
    public BootFailure ToBootFailure(KvmFailure failure) => new(
        _result.Stalled is null ? BootStatus.Failed : BootStatus.TimedOut,
        $"{char.ToUpperInvariant(failure.Reason[0])}{failure.Reason[1..]}, and only KVM was asked for, so the boot was not started again under TCG. Disks are not the cause and were not written to. "
        + "Choose the accelerator auto, which goes on under TCG, or mend KVM on this host; in a virtual machine that is its nested virtualisation.",
        _messages.FirstOrDefault(line => line.Text == failure.Evidence)?.Sequence ?? _messages.FirstOrDefault()?.Sequence);

    /// <param name="disks">Those that qemu was given, where it may not have come further than opening them.</param>
    public BootFailure ToBootFailure(IReadOnlyList<PreparedDisk>? disks = null)
    {
        if (_result.Stalled is { } stalled)
        {
            var (quiet, limit) = (Sentences.Seconds(stalled.QuietSeconds), Sentences.Seconds(stalled.LimitSeconds));
            return new BootFailure(
                BootStatus.TimedOut,
                stalled.Stage is StageNames.Session or StageNames.Shutdown
                    ? $"The daemon neither answered nor printed anything for {quiet} in the {stalled.Stage} stage, where {limit} are allowed. qemu was killed; what this boot wrote to disks may be incomplete."
                    : $"Nothing was printed for {quiet} in the {stalled.Stage} stage, where {limit} are allowed. The last line says what it waited for.",
                _console.Concat(_messages).MaxBy(static line => line.Sequence)?.Sequence);
        }

        if (_result.Exit is not { } exit)
        {
            return new BootFailure(BootStatus.Failed, _result.Broken!.Message, _console.LastOrDefault()?.Sequence);
        }

        if (!_kernelSpoke && exit.Code is not (null or 0)
            && _messages.Select(line => (line.Sequence, Sentence: DiskBlame.Of(line.Text, disks ?? []))).FirstOrDefault(static blame => blame.Sentence is not null) is { Sentence: { } sentence } blame)
        {
            return new BootFailure(BootStatus.Failed, sentence, blame.Sequence);
        }

        var explanation = ExitExplanation.Of(exit, _stage, _kernelSpoke, Texts(_messages), Texts(_console));
        var evidence = _messages.Concat(_console).LastOrDefault(line => line.Text == explanation.Evidence);
        return new BootFailure(BootStatus.Failed, explanation.Sentence, evidence?.Sequence);
    }

    private static List<string> Texts(List<Line> lines) => lines.ConvertAll(static line => line.Text);

    private sealed record Line(long Sequence, string Text)
    {
        public static Line Of(JournalEntry entry) => new(entry.Sequence, AnsiText.ToPlain(((OutputLine)entry.Event).Raw.Span));
    }
}
