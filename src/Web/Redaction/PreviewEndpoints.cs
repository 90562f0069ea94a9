using Guestfs.Boots;
using Guestfs.Pins;
using Guestfs.Web.Api;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Guestfs.Web.Redaction;

/// <summary>What a share would show, for those who may see everything.</summary>
public static class PreviewEndpoints
{
    public static void MapRedactionPreview(this IEndpointRouteBuilder api) => api.MapGet("/boots/{id}/redaction", ReadAsync)
        .WithTags("Shares")
        .WithName("previewRedaction")
        .WithSummary("A boot before and after redaction")
        .WithDescription(
            "The counts are those of the whole boot and of what a share with these choices serves; up to 300 changed lines are shown.")
        .TakesQuery(PreviewChoices.Parameters);

    private static async Task<Results<Ok<RedactionPreview>, ProblemHttpResult>> ReadAsync(string id, HttpRequest request, IBootEngine engine, PinDesk pins, CancellationToken cancellationToken)
    {
        var (choices, reasons) = PreviewChoices.Read(request.Query);
        if (choices is null)
        {
            return Problems.BadRequest(reasons);
        }

        return await RedactionPreview.ReadAsync(new EngineBootReader(engine, pins, id), choices, cancellationToken) is { } preview
            ? TypedResults.Ok(preview)
            : Problems.NoSuchBoot(id);
    }
}
