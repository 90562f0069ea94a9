using System.Collections.Concurrent;
using Guestfs.Processes;

namespace Guestfs.Launching;

/// <summary>
/// Asks a qemu binary what it can do, once per size and modification time. Answers are kept in memory and in a directory of ours;
/// libguestfs's own memo (qemu-SIZE-MTIME.*) is neither read nor written.
/// </summary>
public sealed class QemuProbe(string directory, TimeProvider time)
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);
    private readonly ConcurrentDictionary<QemuIdentity, QemuFeatures> _known = new();
    private readonly QemuMemo _memo = new(directory);

    /// <exception cref="GuestfsException">The binary is gone, or does not answer as qemu does.</exception>
    public async Task<QemuFeatures> ExamineAsync(string binary, CancellationToken cancellationToken)
    {
        var identity = QemuIdentity.Of(binary);
        if (_known.TryGetValue(identity, out var known))
        {
            return known;
        }

        var features = _memo.Read(identity);
        if (features is null)
        {
            features = await AskAsync(binary, cancellationToken).ConfigureAwait(false);
            _memo.Write(identity, features);
        }

        return _known.GetOrAdd(identity, features);
    }

    private async Task<QemuFeatures> AskAsync(string binary, CancellationToken cancellationToken)
    {
        var help = await RunAsync(binary, ["-display", "none", "-help"], cancellationToken).ConfigureAwait(false);
        if (!help.Exit.Succeeded)
        {
            throw Silent(binary, help);
        }

        // Machine none: listing devices needs no machine, and KVM, which may be broken, is not touched.
        IReadOnlyList<string> list = ["-display", "none", "-machine", "none", "-device", "?"];
        var devices = await RunAsync(binary, [.. QemuArguments.Sandbox, .. list], cancellationToken).ConfigureAwait(false);
        var sandbox = devices.Exit.Succeeded;
        if (!sandbox)
        {
            devices = await RunAsync(binary, list, cancellationToken).ConfigureAwait(false);
            if (!devices.Exit.Succeeded)
            {
                throw Silent(binary, devices);
            }
        }

        return QemuFeatures.Parse(help.Output, devices.Output, sandbox);
    }

    private async Task<ChildOutput> RunAsync(string binary, IReadOnlyList<string> arguments, CancellationToken cancellationToken)
    {
        try
        {
            return await ChildOutput.CaptureAsync(
                new ChildCommand(binary, arguments, QemuEnvironment.Build()), Limit, time, cancellationToken).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            throw new GuestfsException(
                $"{binary} did not answer '{string.Join(' ', arguments)}' within {Limit.TotalSeconds:0} s, so no guest was started. Run it by hand to see where it hangs.");
        }
    }

    private static GuestfsException Silent(string binary, ChildOutput output) => new(
        $"{binary} cannot be used: asked for its features it {output.Exit} and said '{output.FirstErrorLine}'. No guest was started; reinstall qemu, or name another one with LIBGUESTFS_HV.");
}
