using System.Globalization;
using Guestfs.Journal;

namespace Guestfs.Web.ViewModels.NewBoot;

/// <summary>A boot request in words: what it is about, and what differs from the defaults.</summary>
public static class FormWords
{
    /// <summary>The machine in one line, for the card when it is closed.</summary>
    public static string Summary(BootRequest request) => string.Join(", ",
    [
        Of(request.Accelerator),
        Words.Count(request.Cpus, "vCPU"),
        request.MemoryMiB is { } memory ? string.Create(CultureInfo.InvariantCulture, $"{memory} MiB") : "default memory",
        Of(request.Verbosity),
        request.WhenReady == WhenReady.Stop ? "stops when ready" : "stays up",
    ]);

    /// <summary>Each value that is not the default, and the request without it.</summary>
    public static IReadOnlyList<(string Words, BootRequest Without)> Differences(BootRequest request)
    {
        var plain = new BootRequest();
        (bool Differs, string Words, BootRequest Without)[] all =
        [
            (request.Title is not null, $"title: {request.Title}", request with { Title = null }),
            (request.Label is not null, $"label: {request.Label}", request with { Label = null }),
            (request.Accelerator != plain.Accelerator, Of(request.Accelerator), request with { Accelerator = plain.Accelerator }),
            (request.Cpus != plain.Cpus, Words.Count(request.Cpus, "vCPU"), request with { Cpus = plain.Cpus }),
            (request.MemoryMiB is not null, string.Create(CultureInfo.InvariantCulture, $"{request.MemoryMiB} MiB"), request with { MemoryMiB = null }),
            (request.Verbosity != plain.Verbosity, Of(request.Verbosity), request with { Verbosity = plain.Verbosity }),
            (request.Network, "network", request with { Network = false }),
            (request.WhenReady != plain.WhenReady, Staying(request), request with { WhenReady = plain.WhenReady, IdleStopSeconds = null }),
            (request.AppliancePath is not null, $"appliance: {request.AppliancePath}", request with { AppliancePath = null }),
            (request.Append is not null, $"append: {request.Append}", request with { Append = null }),
            (request.TimeLimitSeconds is not null, string.Create(CultureInfo.InvariantCulture, $"limit: {request.TimeLimitSeconds} s"), request with { TimeLimitSeconds = null }),
            (request.RebuildAppliance, "rebuilds the appliance", request with { RebuildAppliance = false }),
            (request.RecheckAccelerator, "checks KVM again", request with { RecheckAccelerator = false }),
        ];
        return [.. all.Where(static one => one.Differs).Select(static one => (one.Words, one.Without))];
    }

    public static string Of(AcceleratorChoice accelerator) => accelerator switch
    {
        AcceleratorChoice.Auto => "KVM, else TCG",
        AcceleratorChoice.Kvm => "KVM only",
        _ => "TCG only",
    };

    public static string Of(Verbosity verbosity) => verbosity switch
    {
        Verbosity.Quiet => "quiet",
        Verbosity.Analysis => "every stage",
        _ => "full debug output",
    };

    private static string Staying(BootRequest request) =>
        request.IdleStopSeconds is { } idle ? string.Create(CultureInfo.InvariantCulture, $"stays up until idle for {idle} s") : "stays up until stopped";
}
