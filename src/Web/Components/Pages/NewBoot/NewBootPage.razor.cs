using Guestfs.Boots;
using Guestfs.Journal;
using Guestfs.Web.Auth;
using Guestfs.Web.Components.Controls;
using Guestfs.Web.ViewModels.NewBoot;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.JSInterop;

namespace Guestfs.Web.Components.Pages.NewBoot;

/// <summary>The form whose whole state is its address. Changing it checks it; Start makes one boot, however often it is pressed.</summary>
public sealed partial class NewBootPage
{
    // Kept by the tab until a boot started, so that pressing Start again after a lost connection finds the same boot.
    private const string RequestIdKey = "guestfs.request-id";

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(300);

    private readonly HashSet<string> _allowed = [];
    private readonly CancellationTokenSource _gone = new();
    private CancellationTokenSource? _checking;
    private BootRequest _request = new();
    private Preflight? _preflight;
    private IReadOnlyList<string> _refusals = [];
    private string? _shown;
    private string? _root;
    private string? _path;
    private string? _from;
    private bool _machineOpen;
    private bool _starting;
    private bool _copying;

    [Inject]
    private IBootEngine Engine { get; init; } = default!;

    [Inject]
    private IJSRuntime Script { get; init; } = default!;

    [Inject]
    private TimeProvider Time { get; init; } = default!;

    [CascadingParameter]
    private Task<AuthenticationState>? SignedIn { get; set; }

    private StartState State => StartState.Of(_request, _preflight, _allowed);

    private IReadOnlyList<Check> Passed => [.. _preflight?.Checks.Where(static check => check.State == CheckState.Pass) ?? []];

    private string Icon => State.Tone switch
    {
        "ok" => CheckLook.Icon(CheckState.Pass),
        "warn" => CheckLook.Icon(CheckState.Warn),
        "bad" => CheckLook.Icon(CheckState.Fail),
        _ => CheckLook.Icon(CheckState.Unknown),
    };

    protected override async Task ShowAsync()
    {
        if (_shown == Navigation.Uri)
        {
            return;
        }

        var first = _shown is null;
        _shown = Navigation.Uri;
        var query = QueryHelpers.ParseQuery(Navigation.ToAbsoluteUri(Navigation.Uri).Query);
        _root = query.GetValueOrDefault("root");
        _path = query.GetValueOrDefault("path");
        var request = BootForm.Read(query);
        if (query.GetValueOrDefault("from").LastOrDefault() is { Length: > 0 } from)
        {
            _copying = true;
            request = await CopyAsync(from) ?? request;
            _copying = false;
        }

        // The disks and the machine stand open from the start only when they say something unusual.
        _machineOpen |= first && FormWords.Differences(request).Count > 0;
        if (first || BootForm.Write(request) != BootForm.Write(_request))
        {
            _request = request;
            await CheckAsync();
        }
    }

    protected override void Dispose(bool disposing)
    {
        _gone.Cancel();
        _gone.Dispose();
        _checking?.Dispose();
        base.Dispose(disposing);
    }

    private async Task<BootRequest?> CopyAsync(string bootId)
    {
        await foreach (var entry in Engine.WatchAsync(bootId, 0, follow: false, _gone.Token))
        {
            if (entry.Event is BootRequested asked)
            {
                _from = $"Filled in from boot {bootId}. Writing to disks has to be confirmed again.";
                return asked.Request with { RequestId = null };
            }
        }

        _from = $"There is no boot {bootId} to copy from; this is an empty form.";
        return null;
    }

    private void Change(BootRequest request)
    {
        _request = request;
        _preflight = null;
        _refusals = [];
        _allowed.IntersectWith(request.Disks.Where(static disk => disk.Writable).Select(static disk => disk.Source));
        _shown = Navigation.ToAbsoluteUri(Address(_root, _path)).AbsoluteUri;
        Navigation.NavigateTo(_shown, replace: true);
        _ = InvokeAsync(CheckSoonAsync);
    }

    private void Allow(string source) => _allowed.Add(source);

    private string HrefOfFolder(string root, string path) => Address(root, path);

    private string Address(string? root, string? path)
    {
        var address = "boots/new" + BootForm.Write(_request);
        address = root is null ? address : QueryHelpers.AddQueryString(address, "root", root);
        return string.IsNullOrEmpty(path) ? address : QueryHelpers.AddQueryString(address, "path", path);
    }

    private async Task CheckSoonAsync()
    {
        _checking?.Cancel();
        var checking = _checking = CancellationTokenSource.CreateLinkedTokenSource(_gone.Token);
        try
        {
            await Task.Delay(Pause, Time, checking.Token);
            await CheckAsync();
        }
        catch (OperationCanceledException)
        {
            // A later change asks again, or the page is gone.
        }
    }

    private async Task CheckAsync()
    {
        var asked = _request;
        _preflight = null;
        StateHasChanged();
        var preflight = await Engine.CheckAsync(asked, _gone.Token);
        if (ReferenceEquals(asked, _request))
        {
            _preflight = preflight;
            StateHasChanged();
        }
    }

    private async Task StartAsync()
    {
        if (_starting)
        {
            return;
        }

        _starting = true;
        _refusals = [];
        try
        {
            var id = await Script.InvokeAsync<string?>("sessionStorage.getItem", _gone.Token, RequestIdKey) ?? Guid.NewGuid().ToString("n");
            await Script.InvokeVoidAsync("sessionStorage.setItem", _gone.Token, RequestIdKey, id);
            var by = SignedIn is null ? "unknown" : Person.NameOf((await SignedIn).User);
            var boot = await Engine.StartAsync(_request with { RequestId = id }, by, _gone.Token);
            await Script.InvokeVoidAsync("sessionStorage.removeItem", _gone.Token, RequestIdKey);
            // The boot page lives without a circuit, so the router of this one does not know it.
            Navigation.NavigateTo($"boots/{boot.Id}", forceLoad: true);
        }
        catch (BootRefusedException refused)
        {
            _refusals = refused.Reasons;
        }
        catch (GuestfsException failed)
        {
            _refusals = [failed.Message];
        }
        finally
        {
            _starting = false;
        }
    }
}
