using Microsoft.AspNetCore.Components;

namespace LeadAlerts.Core.Email;

/// <summary>The look of our mails. Mail programs read inline styles; the head's style is for dark, and for small screens.</summary>
internal static class EmailStyles
{
    public const string Font = "font-family:ui-sans-serif,system-ui,-apple-system,'Segoe UI',Roboto,Helvetica,Arial,sans-serif;";
    public const string Body = "margin:0;padding:0;width:100%;background-color:#F6F7F9;-webkit-text-size-adjust:100%;" + Font;
    public const string Preheader =
        "display:none;max-height:0;max-width:0;overflow:hidden;opacity:0;font-size:1px;line-height:1px;mso-hide:all;";
    public const string Ground = "background-color:#F6F7F9;padding:24px 12px;";
    public const string Card =
        "width:100%;max-width:600px;background-color:#FFFFFF;border:1px solid #E2E6EB;border-radius:8px;border-collapse:separate;text-align:left;";
    public const string Foot = "width:100%;max-width:600px;border-collapse:separate;text-align:left;";
    public const string Row = Font + "padding:0 28px 16px;font-size:16px;line-height:24px;color:#1A2330;";
    public const string FootRow = Font + "padding:0 28px 8px;font-size:13px;line-height:20px;color:#5A6675;";
    public const string Small = "font-size:14px;line-height:20px;color:#5A6675;";
    public const string Heading = "margin:0;font-size:24px;line-height:31px;font-weight:700;color:#1A2330;letter-spacing:-0.01em;";
    public const string Label =
        "margin:0 0 4px;font-size:13px;line-height:18px;font-weight:600;color:#5A6675;";
    public const string Paragraph = "margin:0 0 4px;";
    public const string Line = "border-top:1px solid #E2E6EB;font-size:0;line-height:0;height:1px;";
    public const string Quote =
        "margin:0;padding:2px 0 2px 14px;border-left:3px solid #0B6E5F;font-size:16px;line-height:24px;color:#1A2330;";
    public const string Link = "color:#0B6E5F;text-decoration:underline;";
    public const string FootLink = "color:#5A6675;text-decoration:underline;";
    public const string Primary =
        Font + "display:inline-block;min-height:24px;padding:10px 22px;border:1px solid #0B6E5F;border-radius:8px;background-color:#0B6E5F;"
        + "color:#FFFFFF;font-size:16px;line-height:24px;font-weight:600;text-decoration:none;";
    public const string Secondary =
        Font + "display:inline-block;min-height:24px;padding:10px 22px;border:1px solid #C5CCD4;border-radius:8px;background-color:#FFFFFF;"
        + "color:#1A2330;font-size:16px;line-height:24px;font-weight:600;text-decoration:none;";

    /// <summary>A secondary button that fills its cell.</summary>
    public const string Tile =
        Font + "display:block;min-height:24px;padding:10px 8px;border:1px solid #C5CCD4;border-radius:8px;background-color:#FFFFFF;"
        + "color:#1A2330;font-size:15px;line-height:24px;font-weight:600;text-decoration:none;text-align:center;";

    public const string Ring =
        "width:46px;height:46px;border:3px solid;border-radius:26px;text-align:center;font-size:18px;line-height:46px;"
        + "font-weight:700;font-variant-numeric:tabular-nums;";

    public const string SmallRing =
        "width:34px;height:34px;border:2px solid;border-radius:19px;text-align:center;font-size:14px;line-height:34px;"
        + "font-weight:700;font-variant-numeric:tabular-nums;";

    public const string SubHeading = "margin:0;font-size:18px;line-height:25px;font-weight:700;color:#1A2330;";

    /// <summary>What a mail is about before all else.</summary>
    public const string News =
        "margin:0;padding:12px 16px;border:1px solid #BFDDD8;border-radius:8px;background-color:#F0F7F6;font-size:16px;line-height:24px;color:#1A2330;";

    public const string Figure = "margin:0;font-size:22px;line-height:28px;font-weight:700;color:#1A2330;font-variant-numeric:tabular-nums;";

    /// <summary>A constant of ours, never a visitor's word.</summary>
    public static readonly MarkupString Head = new(
        """
        :root{color-scheme:light dark;supported-color-schemes:light dark}
        @media (max-width:480px){
        .ground{padding:0!important}.card{border-left:0!important;border-right:0!important;border-radius:0!important}
        .row{padding-left:20px!important;padding-right:20px!important}.h1{font-size:22px!important;line-height:29px!important}
        .button{display:block!important;text-align:center!important}}
        @media (prefers-color-scheme:dark){
        .ground,body{background-color:#0F1419!important}
        .card{background-color:#171D24!important;border-color:#28313B!important}
        .ink,.row{color:#E7EBEF!important}.muted{color:#9BA7B4!important}
        .line{border-color:#28313B!important}.link{color:#4FD1B5!important}.quote{border-color:#4FD1B5!important}
        .primary{background-color:#4FD1B5!important;border-color:#4FD1B5!important;color:#0F1419!important}
        .secondary{background-color:#171D24!important;border-color:#3A4551!important;color:#E7EBEF!important}
        .good{color:#4ADE80!important}.chip{border-color:#28313B!important;color:#E7EBEF!important}
        .hot{border-color:#FB923C!important;color:#FB923C!important}.warm{border-color:#FACC15!important;color:#FACC15!important}
        .cool{border-color:#9BA7B4!important;color:#9BA7B4!important}
        .news{background-color:#1B2B2C!important;border-color:#2C4A47!important}}
        """);
}
