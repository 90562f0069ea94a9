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
        Search = SearchText(summary),
        Summary = new SummaryRow { BootId = summary.Id, Json = SummaryJson.Write(summary) },
    };

    /// <summary>The form in which a text is searched; the same for what is stored and what is asked.</summary>
    public static string Fold(string text) => text.ToLowerInvariant();

    private static string SearchText(BootSummary summary) => Fold(string.Join(
        '\n',
        summary.Title,
        summary.Label,
        summary.Sentence,
        summary.Id,
        summary.Host,
        summary.GuestKernel,
        summary.Imported?.Sha256));
}
