using Guestfs.Web.ViewModels.Boots;
using Microsoft.AspNetCore.Components;

namespace Guestfs.Web.Components.Layout;

/// <summary>The counter of running boots in the bar.</summary>
public sealed partial class RunningBoots : IDisposable
{
    private IDisposable? _subscription;

    [Inject]
    private RunningBootsFeed Feed { get; init; } = default!;

    protected override void OnInitialized() => _subscription = Feed.Subscribe(() => InvokeAsync(StateHasChanged));

    public void Dispose() => _subscription?.Dispose();
}
