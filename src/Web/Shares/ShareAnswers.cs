using Guestfs.Shares;
using Guestfs.Web.Api;
using Guestfs.Web.Components.Sharing;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Guestfs.Web.Shares;

/// <summary>What a link answers that shows nothing, to people as a page and to programs as problem details.</summary>
public static class ShareAnswers
{
    public static IResult NotFound(HttpContext http) => Answer(
        http,
        StatusCodes.Status404NotFound,
        "Nothing is shared here",
        "No share has this address. It may be cut off or mistyped; ask the person who sent it.",
        null);

    public static IResult Gone(HttpContext http, Share share)
    {
        if (share is { RevokedAt: null, BootRemovedAt: not null })
        {
            return BootGone(http, share);
        }

        var (title, sentence) = share.RevokedAt is { } revoked
            ? ("This share was revoked", ShareWords.NamesPeople(share) ? $"{share.RevokedBy} revoked it on {ShareWords.Moment(revoked)}." : $"It was revoked on {ShareWords.Moment(revoked)}.")
            : ("This share has expired", $"The link expired on {ShareWords.Moment(share.ExpiresAt ?? default)}.");
        return Answer(http, StatusCodes.Status410Gone, title, $"{sentence} Ask {ShareWords.Sender(share)} for a new link, or open the original if you have access.", $"/boots/{share.BootId}");
    }

    public static IResult BootGone(HttpContext http, Share share) => Answer(
        http,
        StatusCodes.Status410Gone,
        "This boot was removed",
        ShareWords.NamesPeople(share)
            ? $"{share.CreatedBy} shared it on {ShareWords.Day(share.CreatedAt)}; {ShareWords.Removal(share)}, and nothing of it is left here. Ask {share.CreatedBy} whether it was kept elsewhere."
            : $"It was shared on {ShareWords.Day(share.CreatedAt)}; {ShareWords.Removal(share with { BootRemovedBy = share.BootRemovedBy is null ? null : "somebody" })}, and nothing of it is left here. Ask {ShareWords.Sender(share)} whether it was kept elsewhere.",
        null);

    public static IResult Busy(HttpContext http) => Answer(
        http,
        StatusCodes.Status503ServiceUnavailable,
        "Too many files are being made",
        "Others take files of this share, or of others, at this moment, so this one was not made. The page itself is not affected; ask again in ten seconds.",
        null);

    private static IResult Answer(HttpContext http, int status, string title, string sentence, string? original)
    {
        if (!http.Request.Headers.Accept.ToString().Contains("text/html", StringComparison.OrdinalIgnoreCase))
        {
            return TypedResults.Problem(Problems.Describe(status, [sentence]));
        }

        return new RazorComponentResult<ShareClosed>(new Dictionary<string, object?>
        {
            [nameof(ShareClosed.Title)] = title,
            [nameof(ShareClosed.Sentence)] = sentence,
            [nameof(ShareClosed.Original)] = original,
        })
        {
            StatusCode = status,
            PreventStreamingRendering = true,
        };
    }
}
