namespace Guestfs.Web.Guards;

public static class ProblemSetup
{
    /// <summary>Errors as problem details for scripts and as pages for people, never with a stack trace.</summary>
    public static void UseProblems(this WebApplication app)
    {
        app.UseWhen(static http => IsForScripts(http.Request), static branch =>
        {
            branch.UseExceptionHandler();
            branch.UseStatusCodePages();
        });
        app.UseWhen(static http => !IsForScripts(http.Request), static branch =>
        {
            branch.UseExceptionHandler("/error", createScopeForErrors: true);
            branch.UseStatusCodePagesWithReExecute("/not-found", createScopeForStatusCodePages: true);
        });
    }

    private static bool IsForScripts(HttpRequest request) =>
        request.Path.StartsWithSegments("/api") || request.Path.StartsWithSegments("/openapi") || !request.Headers.Accept.ToString().Contains("text/html", StringComparison.OrdinalIgnoreCase);
}
