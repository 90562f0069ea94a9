using System.Text.Json;
using Guestfs.Journal;
using Guestfs.Timeline;

namespace Guestfs.Storage;

/// <summary>Summaries as they are stored. Members that a later version adds read as their defaults from older rows.</summary>
internal static class SummaryJson
{
    public static byte[] Write(BootSummary summary) => JsonSerializer.SerializeToUtf8Bytes(summary, JournalJson.Options);

    public static BootSummary Read(SummaryRow row)
    {
        try
        {
            return JsonSerializer.Deserialize<BootSummary>(row.Json, JournalJson.Options) ?? throw new JsonException("A summary is null.");
        }
        catch (JsonException exception)
        {
            throw new GuestfsException(
                $"The summary of boot {row.BootId} is damaged, so pages that show it cannot be read; its journal is not affected. Restore the database from a backup.",
                exception);
        }
    }
}
