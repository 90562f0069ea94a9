namespace Guestfs.Appliance;

/// <summary>What lstat(2) says of a path; a symbolic link is not followed.</summary>
internal readonly record struct FileStatus(
    uint Mode,
    uint Owner,
    ulong Inode,
    long Size,
    long AllocatedBytes,
    DateTimeOffset Modified)
{
    private const uint TypeMask = 0xF000;
    private const uint DirectoryType = 0x4000;
    private const int BlockSize = 512;

    public bool IsDirectory => (Mode & TypeMask) == DirectoryType;

    /// <summary>Null when there is nothing to see at the path, for whatever reason.</summary>
    public static unsafe FileStatus? Of(string path)
    {
        ApplianceNative.Fields fields;
        if (ApplianceNative.Statx(ApplianceNative.CurrentDirectory, path, ApplianceNative.NoFollow, ApplianceNative.BasicFields, &fields) != 0)
        {
            return null;
        }

        return new FileStatus(
            fields.Mode,
            fields.Owner,
            fields.Inode,
            (long)fields.Size,
            (long)fields.Blocks * BlockSize,
            DateTimeOffset.FromUnixTimeSeconds(fields.ModifiedSeconds).AddTicks(fields.ModifiedNanoseconds / TimeSpan.NanosecondsPerTick));
    }
}
