namespace Guestfs.Boots;

/// <summary>The id of a boot.</summary>
public static class BootId
{
    public const int Length = ShortId.Length;

    public static string Create() => ShortId.Create();

    public static bool IsValid(string? text) => ShortId.IsValid(text);
}
