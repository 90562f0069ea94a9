using Guestfs.Disks;
using Guestfs.Journal;
using Guestfs.Launching;

namespace Guestfs.Boots;

/// <summary>Looks at everything a boot needs, before one is asked for: the preflight and the health page.</summary>
internal sealed class EngineChecks(EngineOptions options, QemuProbe probe, DiskRequestCheck disks)
{
    public DiskRequestCheck Disks { get; } = disks;

    public async Task<Preflight> CheckAsync(BootRequest request, CancellationToken cancellationToken)
    {
        var problems = RequestProblems.Of(request, options, Disks)
            .Select(static sentence => new Check("request", "Request", CheckState.Fail, sentence));
        return new Preflight([.. problems, .. await ExamineAsync(cancellationToken).ConfigureAwait(false)]);
    }

    public async Task<IReadOnlyList<Check>> ExamineAsync(CancellationToken cancellationToken)
    {
        var versions = await VersionsAsync(cancellationToken).ConfigureAwait(false);
        return [new Check("qemu", "qemu", versions.Qemu.Length > 0 ? CheckState.Pass : CheckState.Fail, versions.Qemu)];
    }

    /// <summary>The versions of the programs a boot uses; empty where one does not tell.</summary>
    public async Task<(string Qemu, string Supermin)> VersionsAsync(CancellationToken cancellationToken)
    {
        try
        {
            var binary = QemuBinary.Find(options.QemuPath, options.Launch, GuestMachine.X8664);
            return ((await probe.ExamineAsync(binary, cancellationToken).ConfigureAwait(false)).Version, "");
        }
        catch (GuestfsException)
        {
            return ("", "");
        }
    }
}
