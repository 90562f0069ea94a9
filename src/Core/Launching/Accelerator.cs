namespace Guestfs.Launching;

/// <summary>What runs the guest's instructions in one start of qemu.</summary>
public enum Accelerator
{
    Kvm,
    Tcg,
}

public static class AcceleratorExtensions
{
    /// <summary>The name qemu and the journal use: kvm or tcg.</summary>
    public static string Name(this Accelerator accelerator) => accelerator == Accelerator.Kvm ? "kvm" : "tcg";
}
