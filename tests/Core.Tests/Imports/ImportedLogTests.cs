using System.Globalization;
using System.Text;
using Guestfs.Core.Tests.Timeline;
using Guestfs.Imports;
using Guestfs.Journal;

namespace Guestfs.Core.Tests.Imports;

public class ImportedLogTests
{
    /// <summary>With GUESTFS_ACCEPT=1 the expected texts are written anew; read the difference before committing it.</summary>
    [Theory]
    [MemberData(nameof(Logs.Names), MemberType = typeof(Logs))]
    public async Task Import_OfLog_GivesTheReviewedBoots(string name)
    {
        var reading = await Logs.ReadAsync(Logs.Bytes(name), name + ".log");
        var actual = new StringBuilder();
        actual.Append(CultureInfo.InvariantCulture, $"{reading.Boots.Count} boots, {reading.Lines} lines, {reading.Unmatched} unmatched, wrapped in: {string.Join(", ", reading.Wrappings)}\n");
        foreach (var boot in reading.Boots)
        {
            Describe(actual, boot);
        }

        Assert.Equal(Expected(name, actual.ToString()), actual.ToString());
    }

    [Theory]
    [MemberData(nameof(Logs.Names), MemberType = typeof(Logs))]
    public async Task Import_OfLog_KeepsThePromisesOfTimelines(string name)
    {
        foreach (var boot in (await Logs.ReadAsync(Logs.Bytes(name))).Boots)
        {
            var timeline = boot.Fold().Timeline;
            TimelineChecks.HoldsPromises(timeline);
            TimelineChecks.StagesSumTo(timeline, boot.Journal.Last().Offset);
            Assert.Equal(boot.Journal.Select(static entry => entry.Offset).Order(), boot.Journal.Select(static entry => entry.Offset));
            Assert.Equal(Enumerable.Range(0, boot.Journal.Count()).Select(static i => (long)i), boot.Journal.Select(static entry => entry.Sequence));
        }
    }

    private static void Describe(StringBuilder text, ImportedBoot boot)
    {
        var fold = boot.Fold();
        var (log, facts) = (boot.Log(), fold.Facts);
        text.Append(CultureInfo.InvariantCulture, $"\nlines {log.FirstLine} to {log.LastLine}: {boot.Outcome}: {fold.Sentence}\n");
        text.Append(CultureInfo.InvariantCulture, $"program {log.Program}, libguestfs {log.Libguestfs}, qemu {facts.Host.Qemu}, supermin {facts.Host.Supermin}, kernel {facts.GuestKernel}, firmware {facts.Firmware}\n");
        text.Append(facts.Host.Host.Length > 0 ? $"on {facts.Host.Host}, kernel {facts.Host.Kernel}\n" : "");
        text.Append(CultureInfo.InvariantCulture, $"accelerator {facts.Accelerator}: {facts.AcceleratorReason}\n");
        text.Append(CultureInfo.InvariantCulture, $"memory {facts.Request.MemoryMiB}, cpus {facts.Request.Cpus}, network {facts.Request.Network}, verbosity {facts.Request.Verbosity}, disks {string.Join(" ", facts.Request.Disks.Select(static disk => disk.Source))}\n");
        text.Append(CultureInfo.InvariantCulture, $"arguments {facts.QemuArguments.Count}, command line {facts.KernelCommandLine}\n");
        text.Append(CultureInfo.InvariantCulture, $"environment {log.Environment.Count}, clock {log.Clock}: {log.ClockNote}\n");
        text.Append(CultureInfo.InvariantCulture, $"unmatched {log.Unmatched}: {string.Join(" | ", log.Examples)}\n");
        text.Append(CultureInfo.InvariantCulture, $"sources {string.Join(", ", boot.Journal.Select(static entry => entry.Event).OfType<OutputLine>().CountBy(static line => line.Source).OrderBy(static pair => pair.Key).Select(static pair => $"{pair.Key} {pair.Value}"))}\n");
        text.Append(TimelineText.Write(fold.Timeline));
    }

    private static string Expected(string name, string actual)
    {
        if (Environment.GetEnvironmentVariable("GUESTFS_ACCEPT") == "1")
        {
            File.WriteAllText(Path.Combine(SourceFolder(), $"{name}.expected.txt"), actual);
            return actual;
        }

        return File.ReadAllText(Path.Combine(Logs.Folder, $"{name}.expected.txt"));
    }

    private static string SourceFolder([System.Runtime.CompilerServices.CallerFilePath] string file = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(file)!, "../../TestData/consoles/imported"));
}
