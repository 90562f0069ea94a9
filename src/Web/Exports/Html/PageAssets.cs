using System.Security.Cryptography;
using System.Text;

namespace Guestfs.Web.Exports.Html;

/// <summary>Styles, scripts and the icon of the boot page as text that can stand inside a document.</summary>
public sealed class PageAssets(IWebHostEnvironment environment)
{
    private static readonly string[] Sheets = ["theme.css", "app.css", "live/share.css", "live/boot.css", "live/waterfall.css", "live/console.css", "live/pins.css", "live/file.css"];

    /// <summary>Everything the page looks like.</summary>
    public string Styles() => string.Concat(Sheets.Select(sheet => Inside("style", Read(sheet))));

    /// <summary>What changes where no script runs.</summary>
    public string PlainStyles() => Inside("style", Read("live/noscript.css"));

    /// <summary>Runs before the first paint.</summary>
    public string ThemeScript() => Inside("script", Read("theme.js"));

    /// <summary>The boot page's modules as one script.</summary>
    public string PageScript() => Inside("script", ModuleLinker.Link("boot.js", name => Read("live/" + name)));

    public string Icon() => "data:image/svg+xml;base64," + Convert.ToBase64String(Encoding.UTF8.GetBytes(Read("favicon.svg")));

    /// <summary>The source expression by which a content policy allows exactly this script.</summary>
    public static string HashOf(string script) => $"'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(script)))}'";

    /// <exception cref="InvalidOperationException">The text would end its element early.</exception>
    private static string Inside(string element, string text) =>
        text.Contains($"</{element}", StringComparison.OrdinalIgnoreCase) || text.Contains("<!--", StringComparison.Ordinal)
            ? throw new InvalidOperationException($"A file of wwwroot holds text that cannot stand inside a {element} element.")
            : text;

    private string Read(string path)
    {
        using var stream = environment.WebRootFileProvider.GetFileInfo(path).CreateReadStream();
        using var reader = new StreamReader(stream);
        // A document's line ends are line feeds, and the hash is of what the browser sees.
        return reader.ReadToEnd().ReplaceLineEndings("\n");
    }
}
