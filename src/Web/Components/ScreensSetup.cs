using Guestfs.Web.ViewModels.Boots;
using MudBlazor.Services;

namespace Guestfs.Web.Components;

public static class ScreensSetup
{
    public static void AddScreens(this IServiceCollection services)
    {
        services.AddRazorComponents().AddInteractiveServerComponents();
        services.AddMudServices();
        services.AddSingleton<RunningBootsFeed>();
    }

    public static void MapScreens(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/", static () => TypedResults.LocalRedirect("/boots")).ExcludeFromDescription();
        routes.MapRazorComponents<App>()
            // SecurityHeaders already says frame-ancestors 'none' on every response.
            .AddInteractiveServerRenderMode(static mode => mode.ContentSecurityFrameAncestorsPolicy = null);
    }
}
