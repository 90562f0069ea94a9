using Guestfs.Boots;

namespace Guestfs.Web.Api;

/// <summary>For machines that watch the server: alive, and able to take boots.</summary>
public static class ProbeEndpoints
{
    public static void MapProbes(this IEndpointRouteBuilder routes)
    {
        var probes = routes.MapGroup("").AllowAnonymous().ExcludeFromDescription().AddEndpointFilter<NotStored>();
        probes.MapGet("/healthz", static () => TypedResults.Text("alive\n"));
        probes.MapGet("/readyz", ReadyAsync);
    }

    // Only the state: details are for people who signed in.
    private static async Task<IResult> ReadyAsync(IBootEngine engine, CancellationToken cancellationToken)
    {
        try
        {
            await engine.ListAsync(new BootQuery { PageSize = 1 }, cancellationToken);
            return TypedResults.Text("ready\n");
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            return TypedResults.Text("not ready: the store does not answer\n", statusCode: StatusCodes.Status503ServiceUnavailable);
        }
    }
}
