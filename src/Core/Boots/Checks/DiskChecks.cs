using Guestfs.Disks;
using Guestfs.Journal;

namespace Guestfs.Boots.Checks;

internal static class DiskChecks
{
    public static IEnumerable<Check> Of(DiskRoots roots) => roots.Describe().Select(static root => root.Problem is { } problem
        ? new Check("disks", root.Name, CheckState.Warn, problem, "Create the folder or change its path in the configuration. Other roots are not affected.")
        : new Check("disks", root.Name, CheckState.Pass, $"The disk root {root.Name} can be read, {Sentences.Size(root.FreeBytes ?? 0)} free."));

    public static IEnumerable<Check> OfRequest(IReadOnlyList<DiskRequest> disks, IReadOnlyList<DiskFinding> findings)
    {
        foreach (var finding in findings)
        {
            yield return new Check("request", "Disk " + (finding.Index + 1), finding.Refuses ? CheckState.Fail : CheckState.Warn, finding.Sentence);
        }

        if (disks.Count > 0 && findings.Count == 0)
        {
            yield return new Check("request", "Disks", CheckState.Pass, disks.Count == 1 ? "The disk can be attached." : $"All {disks.Count} disks can be attached.");
        }
    }
}
