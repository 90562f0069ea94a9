namespace Guestfs.Web.Guards;

/// <summary>
/// Refuses what another site's page sends: every unsafe method and every hub connection must come from this server's own pages.
/// A bearer token needs no such proof, since a browser never adds one by itself.
/// </summary>
public static class OriginGuard
{
    public static bool Refuses(HttpRequest request, string scheme, bool bearer)
    {
        if (!IsUnsafe(request.Method) && !IsHub(request.Path))
        {
            return false;
        }

        var origin = request.Headers.Origin;
        if (origin.Count > 0)
        {
            return origin.Count > 1 || !string.Equals(origin[0], $"{scheme}://{request.Host.Value}", StringComparison.Ordinal);
        }

        // Browsers send Origin with every unsafe request; a client that sends neither it nor a token cannot be told from a forgery.
        return !bearer && IsUnsafe(request.Method) && request.Headers["Sec-Fetch-Site"] != "same-origin";
    }

    private static bool IsUnsafe(string method) =>
        !HttpMethods.IsGet(method) && !HttpMethods.IsHead(method) && !HttpMethods.IsOptions(method) && !HttpMethods.IsTrace(method);

    private static bool IsHub(PathString path) => path.StartsWithSegments("/_blazor") || path.StartsWithSegments("/hubs");
}
