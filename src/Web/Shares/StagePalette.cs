using Guestfs.Timeline;

namespace Guestfs.Web.Shares;

/// <summary>The light theme's colour of each stage, for pictures that no style sheet reaches. wwwroot/theme.css has the same.</summary>
internal static class StagePalette
{
    public static string Of(string stage) => stage switch
    {
        StageNames.Queue => "#8a959f",
        StageNames.Appliance => "#ae7209",
        StageNames.Qemu => "#8e71cf",
        StageNames.Firmware => "#8f3560",
        StageNames.Kernel => "#4553ab",
        StageNames.Initrd => "#1389a1",
        StageNames.Root => "#9d9219",
        StageNames.Init => "#a94200",
        StageNames.Daemon => "#31a672",
        StageNames.Session => "#3f6ea4",
        StageNames.Shutdown => "#815e53",
        _ => "#c3ced1",
    };
}
