using System.Globalization;
using Guestfs.Bench.BootComparison;

// The runtime compiles what is called again and again in the background, a little at each boot; from here on little is left.
const int WarmUps = 10;
var passes = args is [var text, ..] && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var given) ? given : 10;
await using var engine = await MeasuredEngine.StartAsync();

// Not counted: the appliance is built, qemu's features are known and our code is compiled.
await GuestfishRun.MeasureAsync(verbose: false);
for (var warmUp = 1; warmUp <= WarmUps; warmUp++)
{
    var boot = await engine.MeasureAsync();
    Print($"warm-up {warmUp,2}: own CPU {boot.OwnCpu:0.000} s");
}

var theirs = new List<double>();
var theirsVerbose = new List<double>();
var ours = new List<Pass>();
for (var pass = 1; pass <= passes; pass++)
{
    theirs.Add(await GuestfishRun.MeasureAsync(verbose: false));
    ours.Add(await engine.MeasureAsync());
    theirsVerbose.Add(await GuestfishRun.MeasureAsync(verbose: true));
    Print($"pass {pass,2}: guestfish {theirs[^1]:0.000} s, with our verbosity {theirsVerbose[^1]:0.000} s, guestfs {ours[^1].BootAndStop:0.000} s, ready after {ours[^1].Ready:0.000} s, own CPU {ours[^1].OwnCpu:0.000} s");
}

var guestfish = Median(theirs);
var guestfishVerbose = Median(theirsVerbose);
var guestfs = Median(ours.Select(static pass => pass.BootAndStop));
Print($"""

    medians of {passes} interleaved passes, both under TCG
    guestfish -a /dev/null run        {guestfish:0.000} s
    the same with our verbosity       {guestfishVerbose:0.000} s
    guestfs, boot and clean stop      {guestfs:0.000} s   (without its first calls of {Median(ours.Select(static pass => pass.Session)):0.000} s, which guestfish does not make)
    guestfs, request to ready         {Median(ours.Select(static pass => pass.Ready)):0.000} s
    ratio guestfs / guestfish         {guestfs / guestfish:0.000}
    ratio to the same verbosity       {guestfs / guestfishVerbose:0.000}
    own CPU per boot                  {Median(ours.Select(static pass => pass.OwnCpu)):0.000} s
    """);

static void Print(FormattableString text) => System.Console.WriteLine(text.ToString(CultureInfo.InvariantCulture));

static double Median(IEnumerable<double> values)
{
    var sorted = values.Order().ToArray();
    return (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
}
