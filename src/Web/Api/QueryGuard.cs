namespace Guestfs.Web.Api;

/// <summary>Refuses query parameters that an address of the API does not take: one that is passed over in silence may be a mistyped one.</summary>
public sealed class QueryGuard : IEndpointFilter
{
    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var http = context.HttpContext;
        var known = http.GetEndpoint()!.Metadata.GetOrderedMetadata<QueryParameter>();
        var reasons = http.Request.Query.SelectMany(given =>
            known.FirstOrDefault(parameter => parameter.Name.Equals(given.Key, StringComparison.OrdinalIgnoreCase)) is { } parameter
                ? parameter.ProblemsOf(given.Value)
                : [Unknown(given.Key, known)]).ToList();
        return reasons.Count > 0 ? Problems.BadRequest(reasons) : await next(context);
    }

    private static string Unknown(string name, IReadOnlyList<QueryParameter> known) => known.Count == 0
        ? $"{Echo.Bare(name)} is not known; this address takes no query."
        : $"{Echo.Bare(name)} is not known. Known here: {string.Join(", ", known.Select(static parameter => parameter.Name))}.";
}
