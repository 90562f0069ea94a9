using System.Globalization;
using Guestfs.Boots;
using Guestfs.Journal;
using Guestfs.Timeline;
using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.Extensions.Primitives;

namespace Guestfs.Web.Api;

/// <summary>The boots list's filters as a query string, the same for pages and scripts: <c>?status=failed&amp;stage=kernel&amp;q=v2v&amp;sort=-total&amp;page=2</c>.</summary>
public static class BootFilter
{
    public const int MostPerPage = 200;

    /// <summary>Sort orders by their name; a minus puts the greatest first.</summary>
    public static IReadOnlyList<(string Name, BootSort Sort, string Words)> Sorts { get; } =
    [
        ("-started", BootSort.Newest, "Newest first"),
        ("started", BootSort.Oldest, "Oldest first"),
        ("-total", BootSort.Slowest, "Slowest first"),
        ("total", BootSort.Fastest, "Fastest first"),
    ];

    /// <summary>The query, with a sentence for each value that was passed over.</summary>
    public static (BootQuery Query, IReadOnlyList<string> Reasons) Read(IEnumerable<KeyValuePair<string, StringValues>> values)
    {
        var given = values.ToDictionary(static pair => pair.Key, static pair => pair.Value, StringComparer.OrdinalIgnoreCase);
        var reasons = new List<string>();
        var statuses = new List<BootStatus>();
        foreach (var name in given.GetValueOrDefault("status"))
        {
            if (Enum.GetNames<BootStatus>().Contains(name, StringComparer.OrdinalIgnoreCase))
            {
                statuses.Add(Enum.Parse<BootStatus>(name!, ignoreCase: true));
            }
            else
            {
                reasons.Add($"status is \"{name}\"; one of {string.Join(", ", Enum.GetValues<BootStatus>().Select(NameOf))} is needed.");
            }
        }

        var sort = OneOf("sort", Text(given, "sort"), [.. Sorts.Select(static known => known.Name)], reasons);
        return (new BootQuery
        {
            Statuses = statuses,
            Stage = OneOf("stage", Text(given, "stage"), StageNames.InOrder, reasons),
            Accelerator = OneOf("accelerator", Text(given, "accelerator"), ["kvm", "tcg"], reasons),
            Label = Text(given, "label"),
            Text = Text(given, "q"),
            Sort = Sorts.FirstOrDefault(known => known.Name == sort, Sorts[0]).Sort,
            Page = Number("page", Text(given, "page"), 1, 1, 1_000_000, reasons),
            PageSize = Number("pageSize", Text(given, "pageSize"), 50, 1, MostPerPage, reasons),
            AsOf = Instant(Text(given, "asOf"), reasons),
        }, reasons);
    }

    /// <summary>The query string that reads back as <paramref name="query"/>, empty when it filters nothing; default values are left out.</summary>
    public static string Write(BootQuery query)
    {
        var builder = new QueryBuilder();
        foreach (var status in query.Statuses)
        {
            builder.Add("status", NameOf(status));
        }

        Add(builder, "stage", query.Stage);
        Add(builder, "accelerator", query.Accelerator);
        Add(builder, "label", query.Label);
        Add(builder, "q", query.Text);
        Add(builder, "sort", query.Sort == BootSort.Newest ? null : Sorts.First(sort => sort.Sort == query.Sort).Name);
        Add(builder, "page", query.Page == 1 ? null : query.Page.ToString(CultureInfo.InvariantCulture));
        Add(builder, "pageSize", query.PageSize == 50 ? null : query.PageSize.ToString(CultureInfo.InvariantCulture));
        Add(builder, "asOf", query.AsOf?.ToString(CultureInfo.InvariantCulture));
        return builder.ToQueryString().Value ?? "";
    }

    public static string NameOf(BootStatus status)
    {
        var name = status.ToString();
        return char.ToLowerInvariant(name[0]) + name[1..];
    }

    private static void Add(QueryBuilder builder, string name, string? value)
    {
        if (!string.IsNullOrEmpty(value))
        {
            builder.Add(name, value);
        }
    }

    private static string? Text(Dictionary<string, StringValues> given, string name) =>
        given.GetValueOrDefault(name).LastOrDefault() is { Length: > 0 } value ? value[..Math.Min(value.Length, 200)] : null;

    private static string? OneOf(string name, string? value, IReadOnlyList<string> allowed, List<string> reasons)
    {
        if (value is null || allowed.Contains(value, StringComparer.Ordinal))
        {
            return value;
        }

        reasons.Add($"{name} is \"{value}\"; one of {string.Join(", ", allowed)} is needed.");
        return null;
    }

    private static int Number(string name, string? value, int otherwise, int least, int most, List<string> reasons)
    {
        if (value is null)
        {
            return otherwise;
        }

        if (int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most)
        {
            return number;
        }

        reasons.Add($"{name} is \"{value}\"; {least} to {most} is allowed.");
        return otherwise;
    }

    private static long? Instant(string? value, List<string> reasons)
    {
        if (value is null)
        {
            return null;
        }

        if (long.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var instant))
        {
            return instant;
        }

        reasons.Add($"asOf is \"{value}\"; the asOf of an earlier page is needed.");
        return null;
    }
}
