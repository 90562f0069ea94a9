BenchmarkDotNet.Running.BenchmarkSwitcher.FromAssembly(typeof(Guestfs.Bench.Micro.Marker).Assembly).Run(args);

namespace Guestfs.Bench.Micro
{
    internal sealed class Marker;
}
