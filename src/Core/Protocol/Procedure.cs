namespace Guestfs.Protocol;

/// <summary>What a value means to the daemon. All texts look the same on the wire.</summary>
public enum ValueKind
{
    /// <summary>Free text, or a value whose meaning only the procedure knows.</summary>
    Text,

    /// <summary>Text that may be absent.</summary>
    OptionalText,

    /// <summary>An absolute path in the mounted guest.</summary>
    Path,

    /// <summary>One component of a path.</summary>
    FileName,

    /// <summary>A block device, in the client's names (/dev/sda).</summary>
    Device,

    /// <summary>A device, or <c>btrfsvol:DEVICE/SUBVOLUME</c>.</summary>
    Mountable,
    DeviceOrPath,
    MountableOrPath,
    GuidText,

    /// <summary>A passphrase: never shown or recorded.</summary>
    Key,
    Bytes,
    Bool,
    Number,
    LongNumber,

    /// <summary>A file that is sent after the call.</summary>
    FileIn,

    /// <summary>A file that comes after the reply.</summary>
    FileOut,
}

public sealed record Parameter(string Name, ValueKind Kind, bool IsList);

public enum ReturnForm
{
    None,
    Value,
    List,

    /// <summary>An ordered table of texts.</summary>
    Map,
    Struct,
    StructList,
}

/// <param name="Kind">Of the value, the items, or the table's values.</param>
/// <param name="KeyKind">Of the table's keys.</param>
public sealed record ReturnShape(ReturnForm Form, ValueKind Kind, ValueKind KeyKind, StructLayout? Struct);

/// <summary>One procedure of the daemon: what it takes and gives.</summary>
/// <param name="Family">The group of this project that its typed call is filed under.</param>
/// <param name="Optional">In the order of their bits in <see cref="MessageHeader.OptionalArguments"/>; always encoded, also when absent.</param>
/// <param name="Feature">The daemon's feature group, which an appliance may lack, or null.</param>
public sealed record Procedure(
    uint Number,
    string Name,
    string Family,
    IReadOnlyList<Parameter> Required,
    IReadOnlyList<Parameter> Optional,
    ReturnShape Return,
    string? Feature,
    bool ReportsProgress,
    bool Cancellable,
    bool Deprecated);
