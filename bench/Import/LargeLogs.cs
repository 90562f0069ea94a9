using System.Globalization;
using System.IO.Compression;

namespace Guestfs.Bench.Import;

/// <summary>Logs of one virt-v2v that goes on and on: a boot as it was recorded, then the calls of an inspection.</summary>
internal static class LargeLogs
{
    private static readonly string Recorded = Path.Combine(AppContext.BaseDirectory, "TestData", "guestfish-trace.log");

    /// <returns>The number of lines.</returns>
    public static long Write(string path, long bytes)
    {
        using var file = File.Create(path);
        return WriteTo(file, bytes);
    }

    public static void WritePacked(string path, long bytes)
    {
        using var gzip = new GZipStream(File.Create(path), CompressionLevel.Fastest);
        WriteTo(gzip, bytes);
    }

    private static long WriteTo(Stream file, long bytes)
    {
        using var writer = new StreamWriter(file) { NewLine = "\n" };
        var (left, lines) = (bytes, 0L);
        foreach (var line in Lines())
        {
            left -= line.Length + 1;
            if (left < 0)
            {
                break;
            }

            writer.WriteLine(line);
            lines++;
        }

        return lines;
    }

    private static IEnumerable<string> Lines()
    {
        foreach (var line in File.ReadLines(Recorded))
        {
            yield return line;
            if (line.Contains("appliance is up", StringComparison.Ordinal))
            {
                break;
            }
        }

        for (var i = 0; ; i++)
        {
            var path = string.Create(CultureInfo.InvariantCulture, $"/usr/lib/modules/6.1.0-{i}/kernel/drivers/net/module-{i * 31 % 997}.ko");
            yield return $"libguestfs: trace: v2v: is_file \"{path}\" \"followsymlinks:false\"";
            yield return "guestfsd: <= is_file (0x57) request length 104 bytes";
            yield return $"commandrvf: stdout=n stderr=y flags=0x0 stat -c %F /sysroot{path}";
            yield return $"guestfsd: => is_file (0x57) took 0.0{i % 10} secs";
            yield return $"libguestfs: trace: v2v: is_file = {i % 2}";
            yield return $"command: rpm returned 0: {path} owned by kernel-core-6.1.0-{i}.x86_64, installed, {i * 7919 % 100_003} bytes in use on /dev/sda{i % 4}";
        }
    }
}
