using Guestfs.Timeline;

namespace Guestfs.Core.Tests.Timeline;

public class RecordedBootTests
{
    /// <summary>With GUESTFS_ACCEPT=1 the expected texts are written anew; read the difference before committing it.</summary>
    [Theory]
    [MemberData(nameof(RecordedBoot.Names), MemberType = typeof(RecordedBoot))]
    public void Timeline_OfRecordedBoot_IsTheReviewedOne(string name)
    {
        var fold = new BootFold();
        foreach (var entry in RecordedBoot.Load(name).Journal())
        {
            fold.Add(entry);
        }

        var actual = TimelineText.Write(fold.Timeline);

        Assert.Equal(Expected(name, actual), actual);
    }

    private static string Expected(string name, string actual)
    {
        if (Environment.GetEnvironmentVariable("GUESTFS_ACCEPT") == "1")
        {
            File.WriteAllText(Path.Combine(SourceFolder(), $"{name}.timeline.txt"), actual);
            return actual;
        }

        return File.ReadAllText(Path.Combine(RecordedBoot.Folder, $"{name}.timeline.txt"));
    }

    private static string SourceFolder([System.Runtime.CompilerServices.CallerFilePath] string file = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(file)!, "../../TestData/consoles"));
}
