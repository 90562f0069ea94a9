using Guestfs.Boots;
using Guestfs.Web.Api;
using Guestfs.Web.ViewModels;
using Guestfs.Web.ViewModels.Boots;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.WebUtilities;

namespace Guestfs.Web.Components.Pages.Boots;

/// <summary>Running boots on top, past ones below; every filter is in the address.</summary>
public sealed partial class BootsPage
{
    private readonly CancellationTokenSource _gone = new();
    private BootsList _list = default!;
    private IDisposable? _subscription;
    private DateTimeOffset _now;
    private string? _problem;

    [Inject]
    private IBootEngine Engine { get; init; } = default!;

    [Inject]
    private RunningBootsFeed Feed { get; init; } = default!;

    [Inject]
    private TimeProvider Time { get; init; } = default!;

    private string First => Words.Number(((_list.Query.Page - 1) * _list.Query.PageSize) + 1);

    private string Last => Words.Number(((_list.Query.Page - 1) * _list.Query.PageSize) + _list.Page.Past.Count);

    protected override void OnInitialized()
    {
        _list = new BootsList(Engine);
        _subscription = Feed.Subscribe(() => InvokeAsync(UpdateAsync));
    }

    protected override async Task ShowAsync()
    {
        try
        {
            var query = QueryHelpers.ParseQuery(Navigation.ToAbsoluteUri(Navigation.Uri).Query);
            await _list.ShowAsync(BootFilter.Read(query).Query, _gone.Token);
            _now = Time.GetUtcNow();
            _problem = null;
        }
        catch (GuestfsException exception)
        {
            _problem = exception.Message;
        }
    }

    protected override void Dispose(bool disposing)
    {
        _subscription?.Dispose();
        _gone.Cancel();
        _gone.Dispose();
        base.Dispose(disposing);
    }

    private async Task UpdateAsync()
    {
        if (!_list.Loaded || _gone.IsCancellationRequested)
        {
            return;
        }

        await _list.UpdateAsync(Feed.Running, _gone.Token);
        _now = Time.GetUtcNow();
        StateHasChanged();
    }

    private void Go(string href) => Navigation.NavigateTo(href);
}
