namespace Guestfs.Bench.BootComparison;

/// <summary>One boot of ours, in seconds.</summary>
/// <param name="Ready">From the request to the launch flag.</param>
/// <param name="Session">The first calls, which <c>guestfish run</c> does not make.</param>
/// <param name="BootAndStop">From the request to qemu's end, without <paramref name="Session"/>: the work guestfish does too.</param>
/// <param name="OwnCpu">Processor time of this process, children not counted.</param>
internal sealed record Pass(double Ready, double Session, double BootAndStop, double OwnCpu);
