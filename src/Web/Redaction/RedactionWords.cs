using Guestfs.Redaction;

namespace Guestfs.Web.Redaction;

/// <summary>What redaction is called on screens.</summary>
public static class RedactionWords
{
    public static string Name(RedactionKind kind) => kind.ToString().ToLowerInvariant();

    public static string Plural(RedactionKind kind, int count) => (kind, count == 1) switch
    {
        (RedactionKind.Path, true) => "path",
        (RedactionKind.Path, false) => "paths",
        (RedactionKind.User, true) => "user name",
        (RedactionKind.User, false) => "user names",
        (RedactionKind.Host, true) => "host name",
        (RedactionKind.Host, false) => "host names",
        (RedactionKind.Email, true) => "mail address",
        (RedactionKind.Email, false) => "mail addresses",
        (RedactionKind.Ip, true) => "IP address",
        (RedactionKind.Ip, false) => "IP addresses",
        (RedactionKind.Mac, true) => "MAC address",
        (RedactionKind.Mac, false) => "MAC addresses",
        (RedactionKind.Uuid, true) => "UUID",
        (RedactionKind.Uuid, false) => "UUIDs",
        (RedactionKind.Serial, true) => "serial",
        (RedactionKind.Serial, false) => "serials",
        (RedactionKind.Url, true) => "URL",
        (RedactionKind.Url, false) => "URLs",
        (RedactionKind.Secret, true) => "secret",
        (RedactionKind.Secret, false) => "secrets",
        (RedactionKind.Disk, true) => "disk name",
        (RedactionKind.Disk, false) => "disk names",
        (_, true) => "value left out",
        (_, false) => "values left out",
    };

    /// <summary>A fact's place in the journal as words: <c>BootRequested.host.cpuModel</c> is "boot requested: host cpu model".</summary>
    public static string Fact(string name)
    {
        var words = string.Concat(name.Select(static c => char.IsAsciiLetterUpper(c) ? $" {char.ToLowerInvariant(c)}" : c.ToString())).Trim();
        var point = words.IndexOf('.', StringComparison.Ordinal);
        return point < 0 ? words : $"{words[..point]}: {words[(point + 1)..].Replace('.', ' ')}";
    }
}
