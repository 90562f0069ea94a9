using Microsoft.Playwright;

namespace Guestfs.E2E.Support;

/// <summary>Someone who got a file and opens it where there is no network. Everything the file asks for is kept, and refused.</summary>
public sealed class FileReader : IAsyncDisposable
{
    private readonly IBrowserContext _context;
    private readonly string _path;

    private FileReader(IBrowserContext context, IPage page, string path) => (_context, Page, _path) = (context, page, path);

    public IPage Page { get; }

    /// <summary>Addresses outside the file.</summary>
    public List<string> Requests { get; } = [];

    /// <summary>What the browser said is wrong.</summary>
    public List<string> Complaints { get; } = [];

    public static async Task<FileReader> OpenAsync(Chromium chromium, string path)
    {
        var context = await chromium.Browser.NewContextAsync(new BrowserNewContextOptions { Offline = true, ViewportSize = new ViewportSize { Width = 1280, Height = 900 } });
        context.SetDefaultTimeout(Chromium.Patience);
        var reader = new FileReader(context, await context.NewPageAsync(), path);
        reader.Page.Request += (_, request) =>
        {
            if (request.Url.Split('?', '#')[0] != new Uri(path).AbsoluteUri && !request.Url.StartsWith("data:", StringComparison.Ordinal))
            {
                reader.Requests.Add(request.Url);
            }
        };
        reader.Page.Console += (_, message) =>
        {
            if (message.Type is "error" or "warning")
            {
                reader.Complaints.Add(message.Text);
            }
        };
        reader.Page.PageError += (_, error) => reader.Complaints.Add(error);
        await reader.Page.GotoAsync(new Uri(path).AbsoluteUri);
        return reader;
    }

    public async ValueTask DisposeAsync()
    {
        await _context.DisposeAsync();
        Directory.Delete(Path.GetDirectoryName(_path)!, recursive: true);
    }
}
