using MudBlazor;

namespace LeadAlerts.Web.Components.Layout;

/// <summary>Sizes and type for MudBlazor. Colours come from app.css, which knows light, dark and system without asking the server.</summary>
internal static class Theme
{
    private static readonly string[] Fonts =
        ["ui-sans-serif", "system-ui", "-apple-system", "Segoe UI", "Roboto", "Helvetica Neue", "Noto Sans", "Liberation Sans", "sans-serif"];

    public static MudTheme Value { get; } = new()
    {
        LayoutProperties = new LayoutProperties { DefaultBorderRadius = "8px" },
        Typography = new Typography
        {
            Default = new DefaultTypography { FontFamily = Fonts, FontSize = "0.875rem", LineHeight = "1.5", LetterSpacing = "normal" },
            Body1 = new Body1Typography { FontFamily = Fonts, FontSize = "0.875rem", LineHeight = "1.5", LetterSpacing = "normal" },
            Body2 = new Body2Typography { FontFamily = Fonts, FontSize = "0.8125rem", LineHeight = "1.45", LetterSpacing = "normal" },
            Button = new ButtonTypography { FontFamily = Fonts, FontSize = "0.875rem", FontWeight = "600", TextTransform = "none", LetterSpacing = "normal" },
        },
    };
}
