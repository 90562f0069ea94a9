using System.Globalization;
using System.Text;
using Guestfs.Timeline;

namespace Guestfs.Exports;

/// <summary>The style sheet of a drawn timeline: the stages' colours of wwwroot/theme.css, for light and dark paper.</summary>
internal static class SvgColours
{
    private static readonly (string Stage, string Light, string Dark)[] Stages =
    [
        (StageNames.Queue, "#8a959f", "#9ca8b2"),
        (StageNames.Appliance, "#ae7209", "#a87f09"),
        (StageNames.Qemu, "#8e71cf", "#d8c6ff"),
        (StageNames.Firmware, "#8f3560", "#c36185"),
        (StageNames.Kernel, "#4553ab", "#778be8"),
        (StageNames.Initrd, "#1389a1", "#63d0cd"),
        (StageNames.Root, "#9d9219", "#f6cb64"),
        (StageNames.Init, "#a94200", "#f08152"),
        (StageNames.Daemon, "#31a672", "#65edc9"),
        (StageNames.Session, "#3f6ea4", "#7bade7"),
        (StageNames.Shutdown, "#815e53", "#b58f83"),
    ];

    // Written twice instead of with custom properties, which many programs that draw SVG do not know.
    public static string Sheet { get; } =
        "text{font:12px system-ui,'Segoe UI',Roboto,'DejaVu Sans',sans-serif;font-variant-numeric:tabular-nums}.t{font-size:17px;font-weight:600}.b{font-weight:600}.r{text-anchor:end}.m{text-anchor:middle}"
        + Rules(dark: false) + "@media(prefers-color-scheme:dark){" + Rules(dark: true) + "}";

    /// <summary>The class of a stage that has a colour, or that of a gap: only names known here get into the drawing as names.</summary>
    public static string ClassOf(string stage) => Stages.Any(known => known.Stage == stage) ? "s-" + stage : "s-gap";

    private static string Rules(bool dark)
    {
        var (paper, ink, quiet, line, gap) = dark
            ? ("#121b1f", "#dde7ea", "#95a8af", "#233239", "#34464d")
            : ("#ffffff", "#13242a", "#4c6067", "#d6e0e2", "#c3ced1");
        var rules = new StringBuilder().Append(
            CultureInfo.InvariantCulture,
            $".p{{fill:{paper}}}text{{fill:{ink}}}.q{{fill:{quiet}}}.l{{stroke:{line}}}.k{{stroke:{quiet};stroke-dasharray:2 3}}.h{{stroke:{paper};stroke-width:3}}.s-gap{{fill:{gap}}}");
        foreach (var (stage, light, darker) in Stages)
        {
            rules.Append(CultureInfo.InvariantCulture, $".s-{stage}{{fill:{(dark ? darker : light)}}}");
        }

        return rules.ToString();
    }
}
