using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Routing;

namespace Guestfs.Web.Components.Pages;

/// <summary>
/// A page whose state is in its address. The router sets no parameter when only the query changes,
/// so a link to the same page, or the back button, would change the address and nothing else.
/// </summary>
public abstract class AddressedPage : ComponentBase, IDisposable
{
    private string _path = "";

    [Inject]
    protected NavigationManager Navigation { get; init; } = default!;

    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Shows what the address says; called at first and after every change of it.</summary>
    protected abstract Task ShowAsync();

    protected override Task OnInitializedAsync()
    {
        _path = PathOf(Navigation.Uri);
        Navigation.LocationChanged += Look;
        return ShowAsync();
    }

    protected virtual void Dispose(bool disposing) => Navigation.LocationChanged -= Look;

    private string PathOf(string address) => Navigation.ToAbsoluteUri(address).AbsolutePath;

    private void Look(object? sender, LocationChangedEventArgs moved)
    {
        // Where another page lies, this one is about to go.
        if (PathOf(moved.Location) == _path)
        {
            _ = InvokeAsync(async () =>
            {
                await ShowAsync();
                StateHasChanged();
            });
        }
    }
}
