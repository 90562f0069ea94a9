using Guestfs.Journal;
using Guestfs.Launching;

namespace Guestfs.Boots;

/// <summary>Every reason why a request cannot be carried out, apart from its disks, whatever the state of the host.</summary>
internal static class RequestProblems
{
    private const int MaxWord = 200;
    private const int MaxAppend = 1000;
    private const int MaxSeconds = 7 * 24 * 3600;

    public static IReadOnlyList<string> Of(BootRequest request, EngineOptions options) => Of(request, options, HostExaminer.MemoryMiB("MemTotal:"));

    /// <param name="hostMiB">0 where the host does not tell, which refuses nothing.</param>
    public static IReadOnlyList<string> Of(BootRequest request, EngineOptions options, long hostMiB) =>
    [
        .. LaunchLimits.Problems(request.MemoryMiB ?? options.Launch.MemoryMiB, request.Cpus, request.Append),
        .. TooMuchMemory(request.MemoryMiB, hostMiB),
        .. TooLong("The request id", request.RequestId, MaxWord),
        .. TooLong("The title", request.Title, MaxWord),
        .. TooLong("The label", request.Label, MaxWord),
        .. TooLong("The kernel parameters to append", request.Append, MaxAppend),
        .. OutOfRange("The time limit", request.TimeLimitSeconds),
        .. OutOfRange("The idle time", request.IdleStopSeconds),
        .. AppliancePath(request.AppliancePath, options.AppliancePaths),
    ];

    private static IEnumerable<string> TooMuchMemory(int? guestMiB, long hostMiB) =>
        hostMiB > 0 && guestMiB > hostMiB ? [$"{guestMiB} MiB of guest memory are more than the {hostMiB} MiB of this host. Ask for less."] : [];

    private static IEnumerable<string> TooLong(string what, string? text, int most) =>
        text?.Length > most ? [$"{what} has {text.Length} characters; at most {most} are kept. Shorten it."] : [];

    private static IEnumerable<string> OutOfRange(string what, int? seconds) =>
        seconds is < 1 or > MaxSeconds ? [$"{what} of {seconds} s is out of range. Give 1 to {MaxSeconds} seconds, or none."] : [];

    private static IEnumerable<string> AppliancePath(string? path, IReadOnlyList<string> allowed) =>
        string.IsNullOrEmpty(path) || allowed.Contains(path)
            ? []
            : ["The appliance path is not one this server offers. Add it to the configured appliance paths, or leave it out for the usual one."];
}
