using Guestfs.Boots;
using Guestfs.Timeline;

namespace Guestfs.Storage;

/// <summary>How a summary becomes the columns that lists look at.</summary>
internal static class BootRows
{
    public static BootRow Create(BootSummary summary) => new()
    {
        Id = summary.Id,
        RequestId = summary.RequestId,
        Status = summary.Status,
        Stage = summary.Stage,
        Accelerator = summary.Accelerator,
        Label = summary.Label,
        RequestedAt = summary.RequestedAt.ToUnixTimeMilliseconds(),
        Total = summary.Total,
        Search = SearchText.Of(summary),
        Summary = new SummaryRow { BootId = summary.Id, Json = SummaryJson.Write(summary) },
    };
}
