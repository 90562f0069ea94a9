using System.Text;
using Guestfs.Boots;
using Guestfs.Web.Api;

namespace Guestfs.Web.ViewModels;

/// <summary>The checks of the host in the order a boot meets them.</summary>
public sealed record HealthReport(IReadOnlyList<Check> Checks, DateTimeOffset At)
{
    /// <summary>A report older than this is not taken for the present.</summary>
    public static readonly TimeSpan FreshFor = TimeSpan.FromSeconds(60);

    private static readonly string[] Order = ["host", "accelerator", "qemu", "appliance", "storage", "retention", "disks", "service"];

    public CheckState Worst => HealthAnswer.Worst(Checks);

    public IEnumerable<(string Name, CheckState State, IReadOnlyList<Check> Checks)> Groups =>
        Checks.GroupBy(static check => check.Group)
            .OrderBy(static group => Array.IndexOf(Order, group.Key) is var place && place < 0 ? Order.Length : place)
            .Select(static group => (group.Key, HealthAnswer.Worst([.. group]), (IReadOnlyList<Check>)[.. group]));

    /// <summary>The whole report in one sentence.</summary>
    public string Sentence
    {
        get
        {
            var fails = Checks.Count(static check => check.State == CheckState.Fail);
            return Worst switch
            {
                CheckState.Fail => $"{Words.Count(fails, "problem")} to solve: {Checks.First(static check => check.State == CheckState.Fail).Finding}",
                CheckState.Warn => $"Boots work, with {Words.Count(Checks.Count(static check => check.State == CheckState.Warn), "warning")}: {Checks.First(static check => check.State == CheckState.Warn).Finding}",
                CheckState.Unknown => "Some checks gave no answer; boots may work.",
                _ => "Ready to boot.",
            };
        }
    }

    public bool IsFresh(DateTimeOffset now) => now - At < FreshFor;

    /// <summary>Plain text for a ticket.</summary>
    public string AsText()
    {
        var text = new StringBuilder($"Guestfs environment, {Words.Instant(At)}\n");
        foreach (var (name, _, checks) in Groups)
        {
            text.Append('\n').Append(name).Append('\n');
            foreach (var check in checks)
            {
                text.Append("  [").Append(check.State.ToString().ToLowerInvariant()).Append("] ").Append(check.Name).Append(": ").Append(check.Finding).Append('\n');
            }
        }

        return text.ToString();
    }
}
