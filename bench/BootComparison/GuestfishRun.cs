using System.Diagnostics;

namespace Guestfs.Bench.BootComparison;

internal static class GuestfishRun
{
    /// <summary>Seconds for <c>guestfish -a /dev/null run</c>, from start to exit.</summary>
    /// <param name="verbose">The guest prints what it prints for us; it costs qemu time.</param>
    public static async Task<double> MeasureAsync(bool verbose)
    {
        var start = new ProcessStartInfo("guestfish", [.. verbose ? ["-v"] : (string[])[], "-a", "/dev/null", "run"])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        if (verbose)
        {
            start.Environment["LIBGUESTFS_APPEND"] = "guestfs_boot_analysis=1";
        }

        start.Environment["LIBGUESTFS_BACKEND"] = "direct";
        start.Environment["LIBGUESTFS_BACKEND_SETTINGS"] = "force_tcg";
        var clock = Stopwatch.StartNew();
        using var process = Process.Start(start) ?? throw new InvalidOperationException("guestfish did not start");
        await Task.WhenAll(
            process.StandardOutput.BaseStream.CopyToAsync(Stream.Null),
            process.StandardError.BaseStream.CopyToAsync(Stream.Null),
            process.WaitForExitAsync());
        return process.ExitCode == 0
            ? clock.Elapsed.TotalSeconds
            : throw new InvalidOperationException($"guestfish exited with status {process.ExitCode}");
    }
}
