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

    public static ProblemHttpResult BadRequest(IReadOnlyList<string> reasons) => TypedResults.Problem(Describe(StatusCodes.Status400BadRequest, reasons));

    public static ProblemHttpResult NoSuchBoot(string id) =>
        TypedResults.Problem(Describe(StatusCodes.Status404NotFound, [$"There is no boot {id}. It may have been removed, or the id is mistyped."]));
}
