using Guestfs.Disks;

namespace Guestfs.Boots;

/// <summary>What all boots of one engine share.</summary>
internal sealed record EngineParts(
    EngineOptions Options,
    BootQueue Queue,
    DiskPreparer Disks,
    GuestLauncher Launcher,
    TimeProvider Time);
