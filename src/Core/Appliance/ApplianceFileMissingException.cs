namespace Guestfs.Appliance;

/// <summary>A file of the appliance is not there, which is also true for an instant while another process replaces the appliance.</summary>
internal sealed class ApplianceFileMissingException(string path, Exception? innerException)
    : GuestfsException($"The appliance file {path} is missing. qemu was not started; build the appliance anew.", innerException);
