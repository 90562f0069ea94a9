using Guestfs.Boots;
using MudBlazor;

namespace Guestfs.Web.Components.Controls;

/// <summary>A check's state as word, tone and icon.</summary>
public static class CheckLook
{
    public static string Word(CheckState state) => state switch
    {
        CheckState.Pass => "passed",
        CheckState.Warn => "warning",
        CheckState.Fail => "problem",
        _ => "unknown",
    };

    public static string Tone(CheckState state) => state switch
    {
        CheckState.Pass => "ok",
        CheckState.Warn => "warn",
        CheckState.Fail => "bad",
        _ => "idle",
    };

    public static string Icon(CheckState state) => state switch
    {
        CheckState.Pass => Icons.Material.Outlined.CheckCircle,
        CheckState.Warn => Icons.Material.Outlined.WarningAmber,
        CheckState.Fail => Icons.Material.Filled.Cancel,
        _ => Icons.Material.Outlined.HelpOutline,
    };
}
