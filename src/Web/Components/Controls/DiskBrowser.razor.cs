using Guestfs.Boots;
using Guestfs.Disks;
using Microsoft.AspNetCore.Components;

namespace Guestfs.Web.Components.Controls;

/// <summary>Browses disk images below the configured roots. Where it stands is in the page's address.</summary>
public sealed partial class DiskBrowser : IDisposable
{
    private readonly CancellationTokenSource _gone = new();
    private IReadOnlyList<DiskRootInfo> _roots = [];
    private string _root = "";
    private string? _shown;
    private string _find = "";
    private DiskListing? _listing;
    private string? _problem;

    /// <summary>Null takes the first root.</summary>
    [Parameter]
    public string? Root { get; set; }

    [Parameter]
    public string? Path { get; set; }

    /// <summary>Sources of the chosen images, in order.</summary>
    [Parameter, EditorRequired]
    public required IReadOnlyList<string> Chosen { get; set; }

    [Parameter]
    public EventCallback<DiskImageInfo> Toggled { get; set; }

    /// <summary>The address of the page that shows a folder.</summary>
    [Parameter, EditorRequired]
    public required Func<string, string, string> Href { get; set; }

    [Inject]
    private IBootEngine Engine { get; init; } = default!;

    private IEnumerable<(string Name, string Path)> Crumbs
    {
        get
        {
            var path = "";
            foreach (var name in (Path ?? "").Split('/', StringSplitOptions.RemoveEmptyEntries))
            {
                path = path.Length == 0 ? name : $"{path}/{name}";
                yield return (name, path);
            }
        }
    }

    protected override async Task OnParametersSetAsync()
    {
        _roots = Engine.ListRoots();
        _root = Root ?? (_roots.Count > 0 ? _roots[0].Name : "");
        if (_shown != $"{_root}:{Path}")
        {
            _shown = $"{_root}:{Path}";
            _find = "";
            await LoadAsync();
        }
    }

    public void Dispose()
    {
        _gone.Cancel();
        _gone.Dispose();
    }

    private async Task LoadAsync()
    {
        _listing = null;
        _problem = _roots.FirstOrDefault(root => root.Name == _root)?.Problem;
        if (_problem is not null || _roots.Count == 0)
        {
            _problem ??= "No folder with disk images is configured. Give the server one with --images DIR.";
            return;
        }

        try
        {
            _listing = await Engine.ListDisksAsync(_root, Path ?? "", _gone.Token);
        }
        catch (GuestfsException exception)
        {
            _problem = exception.Message;
        }
    }
}
