using System.Globalization;
using Guestfs.Boots.Retention;
using Guestfs.Shares;
using Guestfs.Web.Components.Boot;
using Guestfs.Web.Shares;
using Microsoft.AspNetCore.Components;

namespace Guestfs.Web.Components.Pages.Shares;

/// <summary>What is shared, by whom, who looked, until when.</summary>
public sealed partial class SharesPage
{
    private const int PageSize = 50;

    private readonly Dictionary<string, string> _titles = [];
    private SharePage _page = new([], 0);
    private IReadOnlyDictionary<string, BootRetention> _retention = new Dictionary<string, BootRetention>();
    private IReadOnlyList<LabelBadge> _badges = [];
    private DateTimeOffset _now;

    [SupplyParameterFromQuery(Name = "all")]
    private bool All { get; set; }

    [SupplyParameterFromQuery(Name = "page")]
    private int Given { get; set; }

    private int Number => Math.Clamp(Given, 1, 1_000_000);

    [CascadingParameter]
    private HttpContext? Http { get; set; }

    protected override async Task OnInitializedAsync()
    {
        var stop = Http?.RequestAborted ?? default;
        _now = Time.GetUtcNow();
        _page = await Desk.ListAsync(new ShareQuery { LiveAt = All ? null : _now, Page = Number, PageSize = PageSize }, stop);
        _badges = await Badges.ListAsync(stop);
        _retention = await Retention.OfAsync([.. _page.Shares.Select(static share => share.BootId).Distinct()], stop);
        foreach (var id in _page.Shares.Select(static share => share.BootId).Distinct())
        {
            _titles[id] = await Engine.FindAsync(id, stop) is { } boot ? StatusWords.Title(boot) : $"{id} (removed)";
        }
    }

    /// <summary>When retention ends a share, once that is near enough to be told.</summary>
    private DateTimeOffset? EndOf(Share share) =>
        _retention.GetValueOrDefault(share.BootId) is { Due: true } boot ? ShareRecord.EndOf(share, boot) : null;

    private static string Shown(ShareContents contents)
    {
        List<string> shown = [contents.Console ? "console" : "no console"];
        Add(contents.Pins, "pins");
        Add(contents.DiskNames, "disk names");
        Add(contents.CommandLine, "command lines");
        Add(contents.Environment, "environment");
        return $"{(contents.Redact ? "redacted" : "not redacted")}: {string.Join(", ", shown)}";

        void Add(bool included, string name)
        {
            if (included)
            {
                shown.Add(name);
            }
        }
    }

    private string TitleOf(Share share) => share.Title ?? _titles[share.BootId];

    private string Href(int page) => string.Create(CultureInfo.InvariantCulture, $"shares?page={page}{(All ? "&all=true" : "")}");
}
