using Guestfs.Boots;
using Guestfs.Disks;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Guestfs.Web.Api;

/// <summary>What boots stand on: disks, host, accelerator.</summary>
public static class HostEndpoints
{
    public static void MapHost(this IEndpointRouteBuilder api)
    {
        var disks = api.MapGroup("/disks").WithTags("Disks");
        disks.MapGet("", static (IBootEngine engine) => TypedResults.Ok(engine.ListRoots())).WithName("listRoots").WithSummary("The roots that images may lie below");
        disks.MapGet("/{root}", ListAsync).WithName("listDisks").WithSummary("The folders and images of one folder").TakesQuery(new QueryParameter("path", "A folder, relative to the root; the root itself where absent."));

        var host = api.MapGroup("").WithTags("Host");
        host.MapGet("/health", ExamineAsync).WithName("getHealth").WithSummary("The state of host, accelerator, appliance, storage and roots");
        host.MapGet("/appliances", static (IBootEngine engine) => TypedResults.Ok(engine.ListAppliances())).WithName("listAppliances").WithSummary("The appliance directories that a boot may name instead of the usual search path");
        host.MapPost("/accelerator/forget", ForgetAsync).WithName("forgetAccelerator").WithSummary("Let the next automatic boot try KVM again");
    }

    private static async Task<Ok<DiskListing>> ListAsync(string root, IBootEngine engine, CancellationToken cancellationToken, string path = "") =>
        TypedResults.Ok(await engine.ListDisksAsync(root, path, cancellationToken));

    private static async Task<Ok<HealthAnswer>> ExamineAsync(IBootEngine engine, CancellationToken cancellationToken)
    {
        var checks = await engine.ExamineAsync(cancellationToken);
        return TypedResults.Ok(new HealthAnswer(HealthAnswer.Worst(checks), checks));
    }

    private static async Task<NoContent> ForgetAsync(IBootEngine engine, CancellationToken cancellationToken)
    {
        await engine.ForgetAcceleratorAsync(cancellationToken);
        return TypedResults.NoContent();
    }
}

/// <param name="State">The worst of the checks.</param>
public sealed record HealthAnswer(CheckState State, IReadOnlyList<Check> Checks)
{
    private static readonly CheckState[] FromWorst = [CheckState.Fail, CheckState.Warn, CheckState.Unknown];

    public static CheckState Worst(IReadOnlyList<Check> checks) =>
        FromWorst.FirstOrDefault(state => checks.Any(check => check.State == state), CheckState.Pass);
}
