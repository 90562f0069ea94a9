using Microsoft.Extensions.Time.Testing;

namespace Guestfs.Core.Tests.Fakes;

public static class FakeTimeExtensions
{
    /// <summary>Moves the clock in steps until the task is over, whenever its timers are made.</summary>
    public static async Task AdvanceUntilAsync(this FakeTimeProvider time, Task task, TimeSpan step)
    {
        while (!task.IsCompleted)
        {
            time.Advance(step);
            await Task.Yield();
        }
    }
}
