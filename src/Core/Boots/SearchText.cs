using Guestfs.Timeline;

namespace Guestfs.Boots;

/// <summary>The text in which a boot is searched for, in the form that is compared.</summary>
public static class SearchText
{
    public static string Of(BootSummary boot) => Fold(string.Join(
        '\n',
        boot.Title,
        boot.Label,
        boot.Sentence,
        boot.Id,
        boot.Host,
        boot.GuestKernel,
        string.Join('\n', boot.Disks),
        boot.Imported?.Sha256));

    /// <summary>The same for what is searched and for what is asked.</summary>
    public static string Fold(string text) => text.ToLowerInvariant();
}
