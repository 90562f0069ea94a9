using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace Guestfs.Web.Api;

/// <summary>Errors as problem details (RFC 9457) with every reason in <c>reasons</c>.</summary>
public static class Problems
{
    public static ProblemDetails Describe(int status, IReadOnlyList<string> reasons) => new()
    {
        Status = status,
        Detail = string.Join(" ", reasons),
        Extensions = { ["reasons"] = reasons },
    };

    /// <summary>A request that cannot be read. It is refused as a whole, so nothing of it was done.</summary>
    public static ProblemHttpResult BadRequest(IReadOnlyList<string> reasons)
    {
        var problem = Describe(StatusCodes.Status400BadRequest, reasons);
        problem.Detail += " Nothing was done; correct that and ask again.";
        return TypedResults.Problem(problem);
    }

    public static ProblemHttpResult NoSuchBoot(string id) =>
        TypedResults.Problem(Describe(StatusCodes.Status404NotFound, [$"There is no boot {id}. It may have been removed, or the id is mistyped."]));

    /// <param name="what">Such as "The console".</param>
    public static ProblemHttpResult NotShown(string what) =>
        TypedResults.Problem(Describe(StatusCodes.Status404NotFound, [$"{what} is not part of this share. Ask the person who sent the link for one that has it."]));

    public static ProblemHttpResult NoSuchPin(string id, int pin) =>
        TypedResults.Problem(Describe(StatusCodes.Status404NotFound, [$"Boot {id} has no pin {pin}. It may have been removed."]));

    public static ProblemHttpResult NoSuchShare(string id) =>
        TypedResults.Problem(Describe(StatusCodes.Status404NotFound, [$"There is no share {id}. The id may be mistyped."]));
}
