using System.ComponentModel.DataAnnotations;

namespace LeadAlerts.Web.Widget;

/// <summary>What visitors' browsers may do.</summary>
public sealed class WidgetOptions
{
    public const string Section = "Widget";

    /// <summary>The greatest length of a visitor's message, in characters.</summary>
    [Range(100, 10_000, ErrorMessage = "Widget:TextMaxLength must be 100 to 10000.")]
    public int TextMaxLength { get; set; } = 4000;

    /// <summary>The greatest size of a request's body, in bytes.</summary>
    [Range(1024, 1024 * 1024, ErrorMessage = "Widget:BodyMaxBytes must be 1024 to 1048576.")]
    public int BodyMaxBytes { get; set; } = 16 * 1024;

    /// <summary>Messages a minute from one address (of IPv6, from one /64).</summary>
    [Range(1, 100_000, ErrorMessage = "Widget:MessagesPerMinutePerAddress must be 1 to 100000.")]
    public int MessagesPerMinutePerAddress { get; set; } = 60;

    /// <summary>Messages a minute in one conversation.</summary>
    [Range(1, 100_000, ErrorMessage = "Widget:MessagesPerMinutePerConversation must be 1 to 100000.")]
    public int MessagesPerMinutePerConversation { get; set; } = 20;

    /// <summary>Messages a minute on one site, so that a flood on one leaves the others alone.</summary>
    [Range(1, 1_000_000, ErrorMessage = "Widget:MessagesPerMinutePerSite must be 1 to 1000000.")]
    public int MessagesPerMinutePerSite { get; set; } = 600;

    /// <summary>Other requests a minute from one address (of IPv6, from one /64).</summary>
    [Range(1, 1_000_000, ErrorMessage = "Widget:ReadsPerMinutePerAddress must be 1 to 1000000.")]
    public int ReadsPerMinutePerAddress { get; set; } = 600;

    /// <summary>True to answer pages of every origin, whatever a site's website is; null for true in Development only.</summary>
    public bool? AllowAnyOrigin { get; set; }

    /// <summary>The colour of the button and of the visitor's messages, where a site's owner chose none.</summary>
    [RegularExpression("^#[0-9A-Fa-f]{6}$", ErrorMessage = "Widget:Accent must be # and six hexadecimal digits.")]
    public string Accent { get; set; } = "#0B6E5F";
}
