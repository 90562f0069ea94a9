using Guestfs.Boots;
using Guestfs.Journal;
using Guestfs.Web.Auth;
using Guestfs.Web.ViewModels;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;

namespace Guestfs.Web.Components.Pages.Health;

/// <summary>What boots stand on, in the order a boot meets it, and a test boot.</summary>
public sealed partial class HealthPage : IDisposable
{
    private readonly CancellationTokenSource _gone = new();
    private HealthReport? _report;
    private DateTimeOffset _now;
    private string? _problem;
    private bool _examining;
    private bool _starting;
    private bool _forgotten;

    [Inject]
    private IBootEngine Engine { get; init; } = default!;

    [Inject]
    private NavigationManager Navigation { get; init; } = default!;

    [Inject]
    private TimeProvider Time { get; init; } = default!;

    [CascadingParameter]
    private Task<AuthenticationState>? SignedIn { get; set; }

    protected override async Task OnInitializedAsync()
    {
        _ = InvokeAsync(AgeAsync);
        await ExamineAsync();
    }

    public void Dispose()
    {
        _gone.Cancel();
        _gone.Dispose();
    }

    /// <summary>There is nothing to forget before KVM was tried.</summary>
    private static bool HasVerdict(IReadOnlyList<Check> checks) => checks.Any(static check => check is { Name: "KVM", State: not CheckState.Unknown });

    private static string Title(string group) => group == "qemu" ? group : char.ToUpperInvariant(group[0]) + group[1..];

    private async Task ExamineAsync()
    {
        _examining = true;
        try
        {
            var checks = await Engine.ExamineAsync(_gone.Token);
            _now = Time.GetUtcNow();
            _report = new HealthReport(checks, _now);
            _problem = null;
            _forgotten = false;
        }
        catch (GuestfsException exception)
        {
            _problem = exception.Message;
        }
        finally
        {
            _examining = false;
        }
    }

    /// <summary>The same as libguestfs-test-tool: a boot without a disk, with everything the guest can tell.</summary>
    private async Task TestAsync()
    {
        _starting = true;
        try
        {
            var request = new BootRequest { RequestId = Guid.NewGuid().ToString("n"), Title = "Test boot", Verbosity = Verbosity.Full };
            var boot = await Engine.StartAsync(request, SignedIn is null ? "unknown" : Person.NameOf((await SignedIn).User), _gone.Token);
            // The boot page lives without a circuit, so the router of this one does not know it.
            Navigation.NavigateTo($"boots/{boot.Id}", forceLoad: true);
        }
        catch (GuestfsException exception)
        {
            _problem = $"The test boot was not started. {exception.Message}";
        }
        finally
        {
            _starting = false;
        }
    }

    private async Task ForgetAsync()
    {
        await Engine.ForgetAcceleratorAsync(_gone.Token);
        _forgotten = true;
    }

    // Shows how old the report is, so that nobody takes an old one for the present.
    private async Task AgeAsync()
    {
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(10), Time);
        try
        {
            while (await timer.WaitForNextTickAsync(_gone.Token))
            {
                _now = Time.GetUtcNow();
                StateHasChanged();
            }
        }
        catch (OperationCanceledException)
        {
            // The page is gone.
        }
    }
}
