namespace Guestfs.Launching;

public enum KvmDeviceState
{
    /// <summary>It opens. That does not prove that KVM works.</summary>
    Opens,

    Missing,
    Denied,
    Broken,
}

/// <summary>What opening /dev/kvm showed.</summary>
/// <param name="Finding">One sentence.</param>
/// <param name="Fix">What to do, or null.</param>
/// <param name="Command">A command that does it, or null.</param>
public sealed record KvmDevice(KvmDeviceState State, string Finding, string? Fix = null, string? Command = null)
{
    private const string UsualPath = "/dev/kvm";

    /// <summary>Opens /dev/kvm for reading and writing, as qemu does, and closes it again.</summary>
    public static KvmDevice Examine(string path = UsualPath)
    {
        try
        {
            using var device = File.OpenHandle(path, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite);
            return new KvmDevice(KvmDeviceState.Opens, $"{path} opens.");
        }
        catch (Exception error) when (error is FileNotFoundException or DirectoryNotFoundException)
        {
            return new KvmDevice(
                KvmDeviceState.Missing,
                $"{path} does not exist.",
                "Load the kvm modules; on a virtual machine allow nested virtualisation, in a container pass the device on (--device /dev/kvm).",
                "sudo modprobe -a kvm kvm_intel kvm_amd");
        }
        catch (UnauthorizedAccessException)
        {
            return Environment.IsPrivilegedProcess
                ? new KvmDevice(
                    KvmDeviceState.Denied,
                    $"{path} may not be opened even by root.",
                    "Pass the device on to this container (--device /dev/kvm).")
                : new KvmDevice(
                    KvmDeviceState.Denied,
                    $"{path} may not be opened by the user {Environment.UserName}.",
                    "Add the user to the device's group, usually kvm, and sign in again.",
                    $"sudo usermod -aG kvm {Environment.UserName}");
        }
        catch (IOException error)
        {
            return new KvmDevice(
                KvmDeviceState.Broken,
                $"{path} does not open ({error.Message}).",
                "Check that the kvm module of this host's processor is loaded.",
                "lsmod | grep kvm");
        }
    }
}
