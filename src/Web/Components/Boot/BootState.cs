using System.Text.Json;
using Guestfs.Journal;
using Guestfs.Web.Live;

namespace Guestfs.Web.Components.Boot;

/// <summary>What the page's script starts from, so that it never reads numbers back out of the picture.</summary>
public static class BootState
{
    /// <summary>JSON whose default escaping keeps it inside its script element whatever the guest printed.</summary>
    /// <param name="still">True when nothing more will happen on this page.</param>
    public static string Json(BootView view, bool still) => JsonSerializer.Serialize(
        new
        {
            view.Summary.Id,
            view.Next,
            view.Elapsed,
            view.Summary.Status,
            Over = still,
            RequestedAt = view.Summary.RequestedAt.ToUnixTimeMilliseconds(),
            view.Timeline.Bars,
            view.Timeline.Marks,
            view.Timeline.End,
            Stepped = view.IsStepped,
            view.Pins,
        },
        JournalJson.Options);
}
