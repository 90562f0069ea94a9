namespace Guestfs.Redaction;

/// <summary>What a removed text was. A placeholder carries the lower-case name and a number, such as <c>ip-1</c>.</summary>
public enum RedactionKind
{
    Path,
    User,
    Host,
    Email,
    Ip,
    Mac,
    Uuid,
    Serial,
    Url,

    /// <summary>A password, a token, a credential.</summary>
    Secret,

    /// <summary>A disk image's name, left out by choice.</summary>
    Disk,

    /// <summary>A command line or a variable's value, left out by choice; not numbered.</summary>
    Withheld,
}
