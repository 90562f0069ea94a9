using Microsoft.AspNetCore.Components;

namespace Guestfs.Web.Components.Layout;

/// <summary>Stands in for a page whose rendering failed.</summary>
public sealed partial class PageFailed
{
    private readonly string _reference = Guid.NewGuid().ToString("n")[..12];

    [Parameter, EditorRequired]
    public required Exception Exception { get; set; }

    [Parameter]
    public EventCallback Retry { get; set; }

    [Inject]
    private ILogger<PageFailed> Logger { get; init; } = default!;

    protected override void OnInitialized() => LogFailed(Logger, _reference, Exception);

    [LoggerMessage(Level = LogLevel.Error, Message = "A page failed to render; its person sees the reference {Reference}")]
    private static partial void LogFailed(ILogger logger, string reference, Exception exception);
}
