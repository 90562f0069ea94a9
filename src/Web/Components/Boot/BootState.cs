using System.Text.Json;
using System.Text.Json.Serialization;
using Guestfs.Journal;
using Guestfs.Timeline;
using Guestfs.Web.Live;

namespace Guestfs.Web.Components.Boot;

/// <summary>What the page's script starts from, so that it never reads numbers back out of the picture.</summary>
public static class BootState
{
    private static readonly JsonSerializerOptions _options = new(JsonSerializerDefaults.Web)
    {
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };

    /// <summary>JSON whose default escaping keeps it inside its script element whatever the guest printed.</summary>
    public static string Json(BootView view) => JsonSerializer.Serialize(
        new
        {
            view.Summary.Id,
            view.Next,
            view.Elapsed,
            Over = view.Summary.Status.IsOver(),
            view.Summary.Status,
            RequestedAt = view.Summary.RequestedAt.ToUnixTimeMilliseconds(),
            view.Timeline.Bars,
            view.Timeline.Marks,
            view.Timeline.End,
        },
        _options);
}
