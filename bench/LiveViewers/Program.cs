using System.Globalization;
using Guestfs.Bench.LiveViewers;

const int Boots = 4;
const int ViewersPerBoot = 25;

await using var server = await Server.StartAsync("--Guestfs:Boots:Concurrent=" + Boots.ToString(CultureInfo.InvariantCulture));

// One boot with one viewer that is not counted, so that the code of server and viewers is compiled.
await Viewer.WatchAsync(server, await server.StartBootAsync());

var ids = new List<string>();
for (var boot = 0; boot < Boots; boot++)
{
    ids.Add(await server.StartBootAsync());
}

var viewers = await Task.WhenAll(
    from id in ids
    from viewer in Enumerable.Range(0, ViewersPerBoot)
    select Viewer.WatchAsync(server, id));

var delays = viewers.SelectMany(static viewer => viewer.Delays).Order().ToArray();
Console($"{Boots} boots under TCG at once, {viewers.Length} viewers, {delays.Length} lines received live, {viewers.Sum(static viewer => viewer.Backlog)} that were printed before their viewer joined");
Console($"console byte to viewer: median {At(0.5):0} ms, p95 {At(0.95):0} ms, p99 {At(0.99):0} ms, worst {delays[^1]:0} ms");
Console($"every viewer of a boot has the same console: {ids.TrueForAll(id => viewers.Where(viewer => viewer.BootId == id).Select(static viewer => viewer.ConsoleHash).Distinct().Count() == 1)}");
Console($"every event once and in order for every viewer: {viewers.All(static viewer => viewer.InOrder)}");

double At(double part) => delays[(int)(part * (delays.Length - 1))];

static void Console(FormattableString text) => System.Console.WriteLine(text.ToString(CultureInfo.InvariantCulture));
