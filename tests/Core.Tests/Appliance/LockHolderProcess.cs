using System.Globalization;
using Guestfs.Processes;

namespace Guestfs.Core.Tests.Appliance;

/// <summary>
/// Another process that takes a record lock as supermin does. perl-base is on every Debian and Ubuntu; the file lock
/// structure is that of 64-bit Linux.
/// </summary>
internal sealed class LockHolderProcess(ChildProcess child) : IAsyncDisposable
{
    public const string TakeLock = """use Fcntl; open(my $lock, ">>", $file) or die; my $want = pack("s s x4 q q i x4", F_WRLCK, 0, 0, 0, 0); fcntl($lock, F_SETLKW, $want) or die $!; $| = 1;""";

    public int Pid => child.Pid;

    public static async Task<LockHolderProcess> StartAsync(string lockFile)
    {
        var script = string.Create(CultureInfo.InvariantCulture, $"my $file = shift; {TakeLock} print qq(held\\n); sleep 1000;");
        var child = await ChildProcess.StartAsync(new ChildCommand("/usr/bin/perl", ["-e", script, lockFile], new Dictionary<string, string>()));
        using var reader = new StreamReader(child.StandardOutput);
        Assert.Equal("held", await reader.ReadLineAsync(TestContext.Current.CancellationToken));
        return new LockHolderProcess(child);
    }

    public ValueTask DisposeAsync() => child.DisposeAsync();
}
