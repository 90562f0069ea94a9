namespace Guestfs.Appliance;

/// <summary>Why supermin builds an appliance, or does not.</summary>
public enum RebuildCause
{
    /// <summary>The cached appliance is newer than everything it is made from.</summary>
    None,

    /// <summary>The user asked for it.</summary>
    Forced,

    NeverBuilt,

    /// <summary>The cache lacks kernel, initrd or root.</summary>
    OutputMissing,

    PackagesChanged,

    /// <summary>supermin.d, the description of the appliance, changed.</summary>
    DescriptionChanged,

    /// <summary>supermin built although nothing above told so.</summary>
    Unknown,
}

/// <param name="Reason">One sentence for the timeline.</param>
public sealed record RebuildPrediction(RebuildCause Cause, string Reason)
{
    public bool Rebuild => Cause != RebuildCause.None;
}
