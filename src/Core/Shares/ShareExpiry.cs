using System.Text.Json.Serialization;

namespace Guestfs.Shares;

/// <summary>How long a share lives from now on.</summary>
public enum ShareExpiry
{
    [JsonStringEnumMemberName("1d")]
    OneDay,

    [JsonStringEnumMemberName("7d")]
    SevenDays,

    [JsonStringEnumMemberName("30d")]
    ThirtyDays,

    [JsonStringEnumMemberName("never")]
    Never,
}

public static class ShareExpiries
{
    public const ShareExpiry Usual = ShareExpiry.ThirtyDays;

    /// <summary>The end of a share that is made or renewed at <paramref name="now"/>.</summary>
    public static DateTimeOffset? From(this ShareExpiry expiry, DateTimeOffset now) => expiry switch
    {
        ShareExpiry.OneDay => now.AddDays(1),
        ShareExpiry.SevenDays => now.AddDays(7),
        ShareExpiry.ThirtyDays => now.AddDays(30),
        _ => null,
    };
}
