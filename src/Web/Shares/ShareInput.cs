using System.Text.Json;
using Guestfs.Journal;
using Guestfs.Shares;

namespace Guestfs.Web.Shares;

/// <summary>Reads what people ask of shares strictly: a choice that is mistyped could show more than was meant.</summary>
public static class ShareInput
{
    private static readonly JsonDocumentOptions Document = new() { MaxDepth = 8, AllowDuplicateProperties = false };

    private static readonly (string Name, ShareExpiry Expiry)[] Expiries =
        [("1d", ShareExpiry.OneDay), ("7d", ShareExpiry.SevenDays), ("30d", ShareExpiry.ThirtyDays), ("never", ShareExpiry.Never)];

    private static readonly string[] Choices =
        [.. JournalJson.Options.GetTypeInfo(typeof(ShareContents)).Properties.Where(static choice => choice.Set is not null).Select(static choice => choice.Name)];

    /// <summary>A new share, or null with every reason why there is none. An empty body makes the usual share.</summary>
    public static Task<(ShareDraft? Draft, IReadOnlyList<string> Reasons)> ReadDraftAsync(HttpRequest http, CancellationToken cancellationToken) =>
        ReadAsync(http, new ShareDraft(), Draft, cancellationToken);

    /// <summary>A change, or null with every reason why there is none.</summary>
    public static Task<(ShareChange? Change, IReadOnlyList<string> Reasons)> ReadChangeAsync(HttpRequest http, CancellationToken cancellationToken) =>
        ReadAsync(http, new ShareChange(), Change, cancellationToken);

    private static ShareDraft? Draft(ShareDraft draft, JsonProperty member, List<string> reasons) => member.Name switch
    {
        "title" => draft with { Title = Text(member, reasons) },
        "note" => draft with { Note = Text(member, reasons) },
        "expiry" => draft with { Expiry = Expiry(member, reasons) },
        "contents" => draft with { Contents = Contents(member, reasons) },
        _ => null,
    };

    private static ShareChange? Change(ShareChange change, JsonProperty member, List<string> reasons) => member.Name switch
    {
        "title" => change with { Title = Text(member, reasons) ?? "" },
        "note" => change with { Note = Text(member, reasons) ?? "" },
        "expiry" => change with { Expiry = Expiry(member, reasons) },
        "contents" => change with { Contents = Contents(member, reasons) },
        _ => null,
    };

    private static async Task<(T? Read, IReadOnlyList<string> Reasons)> ReadAsync<T>(
        HttpRequest http, T read, Func<T, JsonProperty, List<string>, T?> take, CancellationToken cancellationToken)
        where T : class
    {
        if (http.ContentLength is null or 0 && !http.Headers.TransferEncoding.Contains("chunked"))
        {
            return (read, []);
        }

        var reasons = new List<string>();
        try
        {
            using var document = await JsonDocument.ParseAsync(http.Body, Document, cancellationToken);
            if (document.RootElement.ValueKind != JsonValueKind.Object)
            {
                return (null, ["The body must be an object."]);
            }

            foreach (var member in document.RootElement.EnumerateObject())
            {
                if (take(read, member, reasons) is { } next)
                {
                    read = next;
                }
                else
                {
                    reasons.Add($"{member.Name} is not known here.");
                }
            }
        }
        catch (JsonException exception)
        {
            return (null, [$"The body is not JSON: {exception.Message}"]);
        }

        return reasons.Count > 0 ? (null, reasons) : (read, []);
    }

    private static string? Text(JsonProperty member, List<string> reasons)
    {
        if (member.Value.ValueKind is not (JsonValueKind.String or JsonValueKind.Null))
        {
            reasons.Add($"{member.Name} is {member.Value.GetRawText()}; text is needed.");
            return null;
        }

        return member.Value.GetString();
    }

    private static ShareExpiry Expiry(JsonProperty member, List<string> reasons)
    {
        foreach (var (name, expiry) in Expiries)
        {
            if (member.Value.ValueKind == JsonValueKind.String && member.Value.ValueEquals(name))
            {
                return expiry;
            }
        }

        reasons.Add($"expiry is {member.Value.GetRawText()}; one of {string.Join(", ", Expiries.Select(static known => known.Name))} is needed.");
        return default;
    }

    private static ShareContents Contents(JsonProperty member, List<string> reasons)
    {
        if (member.Value.ValueKind != JsonValueKind.Object)
        {
            reasons.Add("contents must be an object.");
            return new ShareContents();
        }

        var before = reasons.Count;
        foreach (var choice in member.Value.EnumerateObject())
        {
            if (!Choices.Contains(choice.Name, StringComparer.Ordinal))
            {
                reasons.Add($"contents.{choice.Name} is not known. Known here: {string.Join(", ", Choices)}.");
            }
            else if (choice.Value.ValueKind is not (JsonValueKind.True or JsonValueKind.False))
            {
                reasons.Add($"contents.{choice.Name} is {choice.Value.GetRawText()}; true or false is needed.");
            }
        }

        return reasons.Count > before ? new ShareContents() : member.Value.Deserialize<ShareContents>(JournalJson.Options)!;
    }
}
