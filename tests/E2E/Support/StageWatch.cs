using Microsoft.Playwright;

namespace Guestfs.E2E.Support;

/// <summary>
/// Notes inside the page, at the moment a stage's row appears, how the boot stood then. Asking from outside would be too late:
/// what was true when a row appeared may be past when the answer arrives.
/// </summary>
public static class StageWatch
{
    private const string Script = """
        (() => {
          const notes = (window.stageNotes = []);
          const seen = new Set();
          new MutationObserver(() => {
            for (const group of document.querySelectorAll('#boot-rows .wf-group[data-stage]')) {
              if (seen.has(group.dataset.bar)) continue;
              seen.add(group.dataset.bar);
              notes.push({
                stage: group.dataset.stage,
                ready: document.querySelector('#boot-marks [data-mark="ready"]') !== null,
                lines: document.querySelectorAll('#con-lines .ln').length,
              });
            }
          }).observe(document, { subtree: true, childList: true });
        })();
        """;

    /// <summary>Watches every document the page opens from now on.</summary>
    public static Task StartAsync(IPage page) => page.AddInitScriptAsync(Script);

    public static async Task<IReadOnlyList<StageNote>> ReadAsync(IPage page) =>
        await page.EvaluateAsync<StageNote[]>("window.stageNotes");
}

public sealed record StageNote
{
    public string Stage { get; init; } = "";

    public bool Ready { get; init; }

    public int Lines { get; init; }
}
