using Guestfs.Journal;
using Guestfs.Timeline;

namespace Guestfs.Storage;

/// <summary>How a summary becomes the columns that lists look at.</summary>
internal static class BootRows
{
    public static BootRow Create(BootSummary summary)
    {
        var row = new BootRow
        {
            Id = summary.Id,
            RequestId = summary.RequestId,
            Summary = new SummaryRow { BootId = summary.Id, Json = [] },
        };
        Fill(row, summary);
        return row;
    }

    public static void Fill(BootRow row, BootSummary summary)
    {
        row.Status = summary.Status;
        row.Stage = summary.Stage;
        row.Accelerator = summary.Accelerator;
        row.Label = summary.Label;
        row.RequestedAt = summary.RequestedAt.ToUnixTimeMilliseconds();
        row.Total = summary.Total;
        row.Search = SearchText(summary);
        row.Summary.Json = SummaryJson.Write(summary);
    }

    /// <summary>The form in which a text is searched; the same for what is stored and what is asked.</summary>
    public static string Fold(string text) => text.ToLowerInvariant();

    private static string SearchText(BootSummary summary) => Fold(string.Join(
        '\n',
        summary.Title,
        summary.Label,
        summary.Sentence,
        summary.Id,
        summary.Host,
        summary.GuestKernel));
}
