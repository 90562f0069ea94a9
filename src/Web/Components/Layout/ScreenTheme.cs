using MudBlazor;

namespace Guestfs.Web.Components.Layout;

/// <summary>Faces, sizes and corners for MudBlazor. Its colours come from wwwroot/theme.css, which serves light and dark at once.</summary>
public static class ScreenTheme
{
    private static readonly string[] Face =
        ["system-ui", "-apple-system", "Segoe UI", "Roboto", "Noto Sans", "DejaVu Sans", "Liberation Sans", "sans-serif"];

    public static MudTheme Theme { get; } = new()
    {
        LayoutProperties = new LayoutProperties { DefaultBorderRadius = "6px", AppbarHeight = "48px" },
        Typography = new Typography
        {
            Default = new DefaultTypography { FontFamily = Face, FontSize = "0.875rem", LineHeight = "1.45", LetterSpacing = "normal" },
            Button = new ButtonTypography { FontFamily = Face, FontSize = "0.875rem", FontWeight = "550", TextTransform = "none", LetterSpacing = "normal" },
            Body1 = new Body1Typography { FontFamily = Face, FontSize = "0.875rem", LineHeight = "1.45", LetterSpacing = "normal" },
            Body2 = new Body2Typography { FontFamily = Face, FontSize = "0.8125rem", LineHeight = "1.45", LetterSpacing = "normal" },
            Caption = new CaptionTypography { FontFamily = Face, FontSize = "0.75rem", LetterSpacing = "normal" },
            H6 = new H6Typography { FontFamily = Face, FontSize = "1rem", FontWeight = "600", LetterSpacing = "normal" },
        },
    };
}
