using Bunit;
using Guestfs.Boots;
using Guestfs.Boots.Retention;
using Guestfs.Shares;
using Guestfs.Web.Configuration;
using Guestfs.Web.Tests.Fakes;
using Guestfs.Web.ViewModels.Boots;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using MudBlazor.Services;

namespace Guestfs.Web.Tests.Components.Pages;

/// <summary>A page alone with a scripted engine, as if its circuit were up.</summary>
public abstract class PageTest : BunitContext
{
    protected PageTest()
    {
        Services.AddSingleton<IBootEngine>(Engine);
        Services.AddSingleton(TimeProvider.System);
        Services.AddSingleton(Options.Create(new GuestfsOptions()));
        Services.AddSingleton<RunningBootsFeed>();
        Services.AddSingleton<IRetentionStore>(Retention);
        Services.AddSingleton(new RetentionLimits { Age = TimeSpan.FromDays(30) });
        Services.AddSingleton<RetentionState>();
        Services.AddSingleton<RetentionDesk>();
        Services.AddSingleton<IShareStore>(new NoShares());
        Services.AddSingleton<ShareDesk>();
        Services.AddMudServices();
        JSInterop.Mode = JSRuntimeMode.Loose;
        SetRendererInfo(new RendererInfo("Server", isInteractive: true));
    }

    protected ScriptedEngine Engine { get; } = new();

    protected ScriptedRetention Retention { get; } = new();

    protected NavigationManager Navigation => Services.GetRequiredService<NavigationManager>();

    protected IRenderedComponent<T> Visit<T>(string address)
        where T : IComponent
    {
        Navigation.NavigateTo(address);
        return Render<T>();
    }
}
