using System.Globalization;
using Guestfs.Bench.LiveViewers;
using Guestfs.Bench.ShareViewers;

var viewers = args.Length > 0 ? int.Parse(args[0], CultureInfo.InvariantCulture) : 300;
var pairs = args.Length > 1 ? int.Parse(args[1], CultureInfo.InvariantCulture) : 8;

await using var server = await Server.StartAsync();

// Not counted: our code is compiled while it first runs, which takes more processor time than what is measured.
await Pass.RunAsync(server, viewers: 0);
await Pass.RunAsync(server, viewers);
await Pass.RunAsync(server, viewers);

var (alone, watched) = (new List<Pass>(), new List<Pass>());
for (var pair = 0; pair < pairs; pair++)
{
    alone.Add(await Pass.RunAsync(server, viewers: 0));
    watched.Add(await Pass.RunAsync(server, viewers));
    Console($"pair {pair + 1}: ready after {alone[^1].Ready:0.00} s alone, {watched[^1].Ready:0.00} s with {viewers} viewers of one share");
}

var (serverAlone, serverWatched) = (Median(alone, static pass => pass.ServerCpu), Median(watched, static pass => pass.ServerCpu));
var delays = watched.SelectMany(static pass => pass.Viewers).SelectMany(static viewer => viewer.Delays).Order().ToArray();
var (without, with) = (Median(alone, static pass => pass.Ready), Median(watched, static pass => pass.Ready));
Console($"median ready: {without:0.00} s alone, {with:0.00} s watched: {(with / without - 1) * 100:+0.0;-0.0} %");
Console($"median processor time of the server: {serverAlone:0.00} s alone, {serverWatched:0.00} s watched; of the viewers {Median(watched, static pass => pass.ViewersCpu):0.00} s");
Console($"console byte to viewer: median {At(0.5):0} ms, p95 {At(0.95):0} ms, p99 {At(0.99):0} ms, worst {delays[^1]:0} ms");
Console($"every viewer got as many frames, in order, the same bytes: {watched.TrueForAll(static pass => Agree(pass.Viewers))}");
Console($"the viewer of 50 kbit/s had {watched.Average(static pass => 100.0 * pass.Slow!.Frames / pass.Viewers[0].Frames):0} % of the frames when the others had all");

double At(double part) => delays[(int)(part * (delays.Length - 1))];

static double Median(List<Pass> passes, Func<Pass, double> figure)
{
    var sorted = passes.Select(figure).Order().ToArray();
    return (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
}

static bool Agree(IReadOnlyList<Viewer> viewers) =>
    viewers.All(static viewer => viewer.InOrder && viewer.SawTheEnd)
    && viewers.Select(static viewer => viewer.Frames).Distinct().Count() == 1
    && viewers.Where(static viewer => viewer.Delays.Count > 0).Select(static viewer => viewer.Hash).Distinct().Count() == 1;

static void Console(FormattableString text) => System.Console.WriteLine(text.ToString(CultureInfo.InvariantCulture));
