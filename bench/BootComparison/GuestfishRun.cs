using System.Diagnostics;

namespace Guestfs.Bench.BootComparison;

internal static class GuestfishRun
{
    /// <summary>Seconds for <c>guestfish -a /dev/null run</c>, from start to exit.</summary>
    public static async Task<double> MeasureAsync()
    {
        var start = new ProcessStartInfo("guestfish", ["-a", "/dev/null", "run"]);
        start.Environment["LIBGUESTFS_BACKEND"] = "direct";
        start.Environment["LIBGUESTFS_BACKEND_SETTINGS"] = "force_tcg";
        var clock = Stopwatch.StartNew();
        using var process = Process.Start(start) ?? throw new InvalidOperationException("guestfish did not start");
        await process.WaitForExitAsync();
        return process.ExitCode == 0
            ? clock.Elapsed.TotalSeconds
            : throw new InvalidOperationException($"guestfish exited with status {process.ExitCode}");
    }
}
