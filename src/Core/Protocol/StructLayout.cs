namespace Guestfs.Protocol;

public enum FieldKind
{
    Text,
    Bytes,

    /// <summary>32 bytes of text without a count, as LVM writes a UUID.</summary>
    Uuid,
    Letter,
    Number,
    UnsignedNumber,
    LongNumber,
    UnsignedLongNumber,

    /// <summary>A 32-bit float, negative when absent.</summary>
    Percent,
}

public sealed record StructField(string Name, FieldKind Kind);

/// <summary>A struct that procedures return.</summary>
public sealed record StructLayout(string Name, IReadOnlyList<StructField> Fields)
{
    /// <summary>The fewest bytes that one takes on the wire, which bounds how many a list can hold.</summary>
    public int SmallestSize => Fields.Sum(static item => item.Kind switch
    {
        FieldKind.Uuid => 32,
        FieldKind.LongNumber or FieldKind.UnsignedLongNumber => 8,
        _ => ProtocolConstants.WordSize,
    });
}
