using System.Collections.Concurrent;

namespace Guestfs.Processes;

/// <summary>
/// The one thread that starts children. A parent-death signal fires when the thread that forked ends, not the process,
/// so a thread of the pool would kill its children when it retires (prctl(2), PR_SET_PDEATHSIG).
/// </summary>
internal static class SpawnThread
{
    private static readonly BlockingCollection<Action> Requests = Start();

    public static Task<T> RunAsync<T>(Func<T> action)
    {
        var result = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        Requests.Add(() =>
        {
            try
            {
                result.SetResult(action());
            }
            catch (Exception error)
            {
                result.SetException(error);
            }
        });
        return result.Task;
    }

    private static BlockingCollection<Action> Start()
    {
        var requests = new BlockingCollection<Action>();
        new Thread(() =>
        {
            foreach (var request in requests.GetConsumingEnumerable())
            {
                request();
            }
        })
        {
            IsBackground = true,
            Name = "guestfs-spawn",
        }.Start();
        return requests;
    }
}
