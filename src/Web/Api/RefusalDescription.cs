using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Mvc;

namespace Guestfs.Web.Api;

/// <summary>Puts the refusals that follow from what a route is into the API's description, so that no route can forget them.</summary>
internal static class RefusalDescription
{
    public static void DescribeRefusals(this RouteGroupBuilder api) => ((IEndpointConventionBuilder)api).Finally(static route =>
    {
        var pattern = ((RouteEndpointBuilder)route).RoutePattern;
        Add(route, StatusCodes.Status400BadRequest);
        Add(route, StatusCodes.Status401Unauthorized);
        if (pattern.GetParameter("id") is not null)
        {
            Add(route, StatusCodes.Status404NotFound);
        }

        if (route.Metadata.OfType<IAcceptsMetadata>().LastOrDefault() is { } accepts)
        {
            Add(route, StatusCodes.Status413PayloadTooLarge);
            if (!accepts.ContentTypes.Contains("*/*"))
            {
                Add(route, StatusCodes.Status415UnsupportedMediaType);
            }
        }
    });

    private static void Add(EndpointBuilder route, int status) =>
        route.Metadata.Add(new ProducesResponseTypeMetadata(status, typeof(ProblemDetails), ["application/problem+json"]));
}
