using System.Diagnostics;
using System.Globalization;
using Guestfs.Bench.BootsList;
using Guestfs.Boots;
using Guestfs.Storage;
using Microsoft.Extensions.DependencyInjection;

// Measures the promise "boots list with 100,000 boots filtered <= 500 ms" (design section 8):
//   dotnet run -c Release --project bench/BootsList [-- BOOTS]
// Every question is asked once on a fresh connection and then 20 times; the worst of them all is the figure.
const double LimitMilliseconds = 500;
const int Repetitions = 20;

var count = args.Length > 0 ? int.Parse(args[0], CultureInfo.InvariantCulture) : 100_000;
var directory = Directory.CreateTempSubdirectory("guestfs-bench-").FullName;
try
{
    await using var services = new ServiceCollection().AddGuestfsStorage(directory).BuildServiceProvider();
    await services.GetRequiredService<StorageSetup>().MigrateAsync(CancellationToken.None);
    var store = services.GetRequiredService<IJournalStore>();

    var seeding = Stopwatch.StartNew();
    for (var i = 0; i < count; i++)
    {
        await store.CreateAsync(SampleBoots.Make(i, count), CancellationToken.None);
    }

    var bytes = Directory.GetFiles(directory).Sum(static file => new FileInfo(file).Length);
    Console.WriteLine(FormattableString.Invariant($"{count} boots stored in {seeding.Elapsed.TotalSeconds:F1} s, {bytes / 1048576.0:F0} MiB"));
    Console.WriteLine(FormattableString.Invariant($"{"question",-44}{"matches",9}{"first ms",10}{"median ms",11}{"worst ms",10}"));

    var worst = 0.0;
    foreach (var (name, query) in SampleBoots.Questions(count))
    {
        var times = new List<double>();
        var matches = 0;
        for (var i = 0; i <= Repetitions; i++)
        {
            var started = Stopwatch.GetTimestamp();
            matches = (await store.ListAsync(query, CancellationToken.None)).Total;
            times.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
        }

        worst = Math.Max(worst, times.Max());
        Console.WriteLine(FormattableString.Invariant(
            $"{name,-44}{matches,9}{times[0],10:F1}{times.Skip(1).Order().ElementAt(Repetitions / 2),11:F1}{times.Max(),10:F1}"));
    }

    Console.WriteLine(FormattableString.Invariant($"worst {worst:F1} ms, limit {LimitMilliseconds:F0} ms: {(worst <= LimitMilliseconds ? "kept" : "BROKEN")}"));
    return worst <= LimitMilliseconds ? 0 : 1;
}
finally
{
    Directory.Delete(directory, recursive: true);
}
