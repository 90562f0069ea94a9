namespace Guestfs.Storage;

internal sealed class SettingRow
{
    public required string Name { get; set; }

    public required string Value { get; set; }
}
