using System.Globalization;

namespace Guestfs.Core.Tests.Appliance;

/// <summary>A directory of one test, below /var/tmp where supermin's sparse images belong.</summary>
public sealed class ScratchDirectory : IDisposable
{
    public string Path { get; } = Directory.CreateDirectory("/var/tmp/guestfs-test-" + Guid.NewGuid().ToString("N")).FullName;

    public string At(params string[] names) => System.IO.Path.Combine([Path, .. names]);

    public string Write(string name, string content = "")
    {
        var path = At(name);
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path)!);
        File.WriteAllText(path, content);
        return path;
    }

    public string Script(string name, string body)
    {
        var path = Write(name, "#!/bin/sh\n" + body);
        File.SetUnixFileMode(path, (UnixFileMode)Convert.ToInt32("755", 8));
        return path;
    }

    public static DateTimeOffset Time(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture);

    public static void SetTime(string path, DateTimeOffset time) => File.SetLastWriteTimeUtc(path, time.UtcDateTime);

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
