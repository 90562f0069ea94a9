using Guestfs.Boots;
using Guestfs.Boots.Retention;
using Guestfs.Shares;
using Guestfs.Timeline;
using Guestfs.Web.Api;
using Guestfs.Web.Auth;
using Guestfs.Web.ViewModels;
using Guestfs.Web.ViewModels.Boots;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
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
    private string? _refusal;
    private IReadOnlyDictionary<string, BootRetention> _retention = new Dictionary<string, BootRetention>();
    private HashSet<string> _looked = [];
    private BootSummary? _asked;
    private int _links;

    [Inject]
    private IBootEngine Engine { get; init; } = default!;

    [Inject]
    private RunningBootsFeed Feed { get; init; } = default!;

    [Inject]
    private TimeProvider Time { get; init; } = default!;

    [Inject]
    private RetentionDesk Retention { get; init; } = default!;

    [Inject]
    private ShareDesk Shares { get; init; } = default!;

    [CascadingParameter]
    private Task<AuthenticationState>? SignedIn { get; set; }

    private string Links => _links switch
    {
        0 => "No link leads to it.",
        1 => "One open link to it will say that it was deleted.",
        _ => $"{Words.Count(_links, "open link")} to it will say that it was deleted.",
    };

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
            await LookAsync();
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
        if (_list.Pinned.Any(boot => !_looked.Contains(boot.Id)))
        {
            await LookAsync();
        }

        _now = Time.GetUtcNow();
        StateHasChanged();
    }

    private async Task LookAsync()
    {
        _looked = [.. _list.Pinned.Concat(_list.Page.Past).Select(static boot => boot.Id)];
        _retention = await Retention.OfAsync(_looked, _gone.Token);
    }

    private Task KeepAsync(BootSummary boot) => TryAsync(async by =>
    {
        _ = _retention.GetValueOrDefault(boot.Id)?.KeptBy is null
            ? await Retention.KeepAsync(boot.Id, by, _gone.Token)
            : await Retention.ReleaseAsync(boot.Id, by, _gone.Token);
        await LookAsync();
    });

    /// <summary>The dialog is open already; this says what it asks about.</summary>
    private Task Ask(BootSummary boot) => TryAsync(async _ =>
    {
        (_asked, _links) = (boot, 0);
        _links = (await Shares.ListAsync(new ShareQuery { BootId = boot.Id, LiveAt = Time.GetUtcNow(), PageSize = 1 }, _gone.Token)).Total;
    });

    private Task DeleteAsync() => TryAsync(async by =>
    {
        if (_asked is { } boot)
        {
            var answer = (await Engine.RemoveAsync(boot.Id, by, _gone.Token)).Answer;
            await ShowAsync();
            _refusal = answer == RemovalAnswer.Removed ? null : RetentionEndpoints.Sentence(answer, boot.Id);
        }
    });

    private async Task TryAsync(Func<string, Task> action)
    {
        try
        {
            _refusal = null;
            await action(SignedIn is null ? "unknown" : Person.NameOf((await SignedIn).User));
        }
        catch (GuestfsException exception)
        {
            _refusal = exception.Message;
        }
    }

    private void Go(string href) => Navigation.NavigateTo(href);
}
