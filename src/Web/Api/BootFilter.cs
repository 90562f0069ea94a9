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

    private static readonly QueryParameter Status = QueryParameter.AnyOf("status", [.. Enum.GetValues<BootStatus>().Select(NameOf)], "How the boot went or goes, repeatable.");
    private static readonly QueryParameter Stage = QueryParameter.OneOf("stage", StageNames.InOrder, "The last stage it came to.");
    private static readonly QueryParameter Accelerator = QueryParameter.OneOf("accelerator", ["kvm", "tcg"], "What it ran under.");
    private static readonly QueryParameter Sort = QueryParameter.OneOf("sort", [.. Sorts.Select(static known => known.Name)], "The order; a minus puts the greatest first, and -started is usual.");
    private static readonly QueryParameter Page = QueryParameter.Number("page", 1, 1_000_000, "Counts from 1, which is usual.");
    private static readonly QueryParameter PageSize = QueryParameter.Number("pageSize", 1, MostPerPage, "50 where absent.");
    private static readonly QueryParameter AsOf = QueryParameter.Number("asOf", 0, long.MaxValue, "From an earlier page, so that pages do not shift while boots end.");

    /// <summary>What <see cref="Read"/> reads.</summary>
    public static IReadOnlyList<QueryParameter> Parameters { get; } =
    [
        Status, Stage, Accelerator, new QueryParameter("label", "Its label, whole."), new QueryParameter("q", "Text in its title, label, disks or id."), Sort, Page, PageSize, AsOf,
    ];

    /// <summary>The query, with a sentence for each value that was passed over.</summary>
    public static (BootQuery Query, IReadOnlyList<string> Reasons) Read(IEnumerable<KeyValuePair<string, StringValues>> values)
    {
        var given = values.ToDictionary(static pair => pair.Key, static pair => pair.Value, StringComparer.OrdinalIgnoreCase);
        var reasons = new List<string>();
        var statuses = given.GetValueOrDefault("status").Where(name => Takes(Status, name)).Select(static name => Enum.Parse<BootStatus>(name!, ignoreCase: true)).ToList();
        var sort = One(Sort);
        return (new BootQuery
        {
            Statuses = statuses,
            Stage = One(Stage),
            Accelerator = One(Accelerator),
            Label = Text(given, "label"),
            Text = Text(given, "q"),
            Sort = Sorts.FirstOrDefault(known => known.Name == sort, Sorts[0]).Sort,
            Page = One(Page) is { } page ? int.Parse(page, CultureInfo.InvariantCulture) : 1,
            PageSize = One(PageSize) is { } size ? int.Parse(size, CultureInfo.InvariantCulture) : 50,
            AsOf = One(AsOf) is { } instant ? long.Parse(instant, CultureInfo.InvariantCulture) : null,
        }, reasons);

        string? One(QueryParameter parameter) => Text(given, parameter.Name) is { } value && Takes(parameter, value) ? value : null;

        bool Takes(QueryParameter parameter, string? value)
        {
            var problem = parameter.ProblemOf(value);
            if (problem is not null)
            {
                reasons.Add(problem);
            }

            return problem is null;
        }
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
}
