using System.Text;
using Guestfs.Imports;
using Guestfs.Journal;
using Guestfs.Timeline;

namespace Guestfs.Core.Tests.Imports;

/// <summary>The logs of <c>TestData/consoles/imported</c>, and how tests import them.</summary>
internal static class Logs
{
    public static readonly DateTimeOffset Now = new(2026, 11, 23, 12, 0, 0, TimeSpan.Zero);

    /// <summary>Without a limit on time, which a test must not depend on.</summary>
    public static ImportSettings Settings { get; } = new("ada", Now) { Spent = static () => TimeSpan.Zero };

    public static string Folder { get; } = Path.Combine(AppContext.BaseDirectory, "TestData", "consoles", "imported");

    public static TheoryData<string> Names =>
        [.. Directory.GetFiles(Folder, "*.log").Select(static path => Path.GetFileNameWithoutExtension(path)).Order()];

    public static byte[] Bytes(string name) => File.ReadAllBytes(Path.Combine(Folder, name + ".log"));

    public static async Task<ImportReading> ReadAsync(byte[] bytes, string? file = "given.log") =>
        await ImportReader.ReadAsync(new MemoryStream(bytes), file, Settings, TestContext.Current.CancellationToken);

    public static Task<ImportReading> ReadTextAsync(string text) => ReadAsync(Encoding.UTF8.GetBytes(text));

    public static BootFold Fold(this ImportedBoot boot)
    {
        var fold = new BootFold();
        foreach (var entry in boot.Journal)
        {
            fold.Add(entry);
        }

        return fold;
    }

    public static LogImported Log(this ImportedBoot boot) => Assert.IsType<LogImported>(boot.Journal.ElementAt(1).Event);

    /// <summary>What must not depend on how a log is wrapped: boots, sources, stages and activities in order.</summary>
    public static string Shape(this ImportReading reading) => string.Join('\n', reading.Boots.Select(static boot =>
        $"{boot.Outcome} {boot.Log().Program} {boot.Fold().Facts.Accelerator}\n" + string.Join('\n', boot.Fold().Timeline.Bars
            .Where(static bar => bar.Kind != BarKind.Gap)
            .Select(static bar => $"{new string(' ', bar.Depth)}{bar.Name} {bar.Rule} {bar.GuestStart}"))));
}
