namespace Guestfs.Imports.Logs;

/// <summary>Who printed a line of a log.</summary>
internal enum LineKind
{
    /// <summary>The program that uses libguestfs, or one around it.</summary>
    Program,

    /// <summary>libguestfs itself: <c>libguestfs: …</c>.</summary>
    Library,

    Supermin,

    /// <summary>A line of the printed qemu command.</summary>
    QemuCommand,

    /// <summary>qemu's own messages.</summary>
    Qemu,

    Console,
}
