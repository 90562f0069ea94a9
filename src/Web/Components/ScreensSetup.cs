using MudBlazor.Services;

namespace Guestfs.Web.Components;

public static class ScreensSetup
{
    public static void AddScreens(this IServiceCollection services)
    {
        services.AddRazorComponents().AddInteractiveServerComponents();
        services.AddMudServices();
    }

    public static void MapScreens(this IEndpointRouteBuilder routes) =>
        routes.MapRazorComponents<App>()
            // SecurityHeaders already says frame-ancestors 'none' on every response.
            .AddInteractiveServerRenderMode(static mode => mode.ContentSecurityFrameAncestorsPolicy = null);
}
