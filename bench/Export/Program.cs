using System.Globalization;
using Guestfs.Bench.Export;
using Guestfs.Web.Exports;

// Measures the promises of exporting: a 100 MB console (64 MiB of it kept) grows the server by at most 64 MiB, and the HTML file of a
// boot with 5,000 lines has at most 2 MB:
//   bench/export
const long MiB = 1 << 20;
const long MostGrowth = 64 * MiB;
const long MostHtml = 2_000_000;

var directory = Directory.CreateTempSubdirectory("guestfs-bench-").FullName;
try
{
    await LargeBoots.SeedAsync(directory, "smallaaaaa", 5_000 * 72, long.MaxValue, 0);
    await LargeBoots.SeedAsync(directory, "largeaaaaa", 100_000_000, 16 * MiB, 48 * MiB);
    await using var server = await MeasuredServer.StartAsync(directory);

    // What the code itself takes to be loaded and compiled is not the boot's.
    var html = 0L;
    foreach (var format in ExportFormats.All)
    {
        var (length, _) = await server.DownloadAsync($"/boots/smallaaaaa/{format.Suffix}");
        html = format == ExportFormats.Page ? length : html;
    }

    Console.WriteLine($"{"file",-16}{"size MiB",10}{"growth MiB",12}");
    var worst = 0L;
    foreach (var format in ExportFormats.All)
    {
        var (length, growth) = await server.DownloadAsync($"/boots/largeaaaaa/{format.Suffix}");
        worst = Math.Max(worst, growth);
        Print($"{format.Suffix,-16}{length / (double)MiB,10:F1}{growth / (double)MiB,12:F1}");
    }

    Print($"worst growth {worst / (double)MiB:F1} MiB, limit {MostGrowth / MiB} MiB: {(worst <= MostGrowth ? "kept" : "BROKEN")}");
    Print($"boot.html of 5,000 lines {html / 1e6:F2} MB, limit {MostHtml / 1e6:F0} MB: {(html <= MostHtml ? "kept" : "BROKEN")}");
    return worst <= MostGrowth && html <= MostHtml ? 0 : 1;
}
finally
{
    Directory.Delete(directory, recursive: true);
}

static void Print(FormattableString text) => Console.WriteLine(text.ToString(CultureInfo.InvariantCulture));
