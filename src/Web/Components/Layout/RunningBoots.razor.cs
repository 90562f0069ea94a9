using Guestfs.Boots;
using Microsoft.AspNetCore.Components;

namespace Guestfs.Web.Components.Layout;

/// <summary>The counter of running boots in the bar, current to two seconds.</summary>
public sealed partial class RunningBoots : IAsyncDisposable
{
    private readonly CancellationTokenSource _gone = new();
    private Task _watching = Task.CompletedTask;
    private int _count;

    [Inject]
    private IBootEngine Engine { get; init; } = default!;

    [Inject]
    private TimeProvider Time { get; init; } = default!;

    protected override void OnInitialized() => _watching = WatchAsync(_gone.Token);

    public async ValueTask DisposeAsync()
    {
        await _gone.CancelAsync();
        await _watching.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _gone.Dispose();
    }

    private async Task WatchAsync(CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(2), Time);
        do
        {
            var page = await Engine.ListAsync(new BootQuery { PageSize = 1 }, cancellationToken);
            if (page.Running.Count != _count)
            {
                _count = page.Running.Count;
                await InvokeAsync(StateHasChanged);
            }
        }
        while (await timer.WaitForNextTickAsync(cancellationToken));
    }
}
