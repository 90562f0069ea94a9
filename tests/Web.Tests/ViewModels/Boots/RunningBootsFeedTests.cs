using Guestfs.Web.Tests.Fakes;
using Guestfs.Web.ViewModels.Boots;
using Microsoft.Extensions.Logging.Abstractions;

namespace Guestfs.Web.Tests.ViewModels.Boots;

public sealed class RunningBootsFeedTests : IAsyncDisposable
{
    private readonly ScriptedEngine _engine = new();
    private readonly RunningBootsFeed _feed;

    public RunningBootsFeedTests() => _feed = new RunningBootsFeed(_engine, TimeProvider.System, NullLogger<RunningBootsFeed>.Instance);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => _feed.DisposeAsync();

    [Fact]
    public async Task Subscribe_ABootRuns_CallsEverySubscriber()
    {
        _engine.Add(BootSummaries.Running("first"));
        var one = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var two = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);

        using var first = _feed.Subscribe(() => Complete(one));
        using var second = _feed.Subscribe(() => Complete(two));
        await Task.WhenAll(one.Task, two.Task).WaitAsync(Cancel);

        Assert.Equal("first", Assert.Single(_feed.Running).Id);
    }

    [Fact]
    public async Task Subscribe_ABootSaysNothing_IsCalledAgainAllTheSame()
    {
        _engine.Add(BootSummaries.Running("silent"));
        var calls = 0;
        var thrice = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);

        using var subscription = _feed.Subscribe(() => Interlocked.Increment(ref calls) == 3 ? Complete(thrice) : Task.CompletedTask);

        await thrice.Task.WaitAsync(Cancel);
    }

    [Fact]
    public async Task Subscribe_TheEngineFails_KeepsTheLastBootsAndGoesOn()
    {
        _engine.Add(BootSummaries.Running("first"));
        var seen = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var first = _feed.Subscribe(() => Complete(seen));
        await seen.Task.WaitAsync(Cancel);

        _engine.Failure = new IOException("disk full");
        while (_engine.Failed == 0)
        {
            await Task.Yield();
            Cancel.ThrowIfCancellationRequested();
        }

        Assert.Single(_feed.Running);
        var again = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var second = _feed.Subscribe(() => Complete(again));
        _engine.Add(BootSummaries.Running("second"));
        _engine.Failure = null;
        await again.Task.WaitAsync(Cancel);
        Assert.Equal(2, _feed.Running.Count);
    }

    private static Task Complete(TaskCompletionSource done)
    {
        done.TrySetResult();
        return Task.CompletedTask;
    }
}
