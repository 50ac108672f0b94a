using System.ComponentModel.DataAnnotations;

namespace LeadAlerts.Core.Leads.Replies;

/// <summary>Limits of replies to visitors.</summary>
public sealed class ReplyOptions
{
    /// <summary>The section of the settings.</summary>
    public const string Section = "Replies";

    /// <summary>How many replies one site's members may send within 24 hours: who signs up to spam gets no further.</summary>
    [Range(1, 100_000, ErrorMessage = "Replies:PerSiteAndDay must be 1 to 100000.")]
    public int PerSiteAndDay { get; set; } = 200;
}
