using LeadAlerts.Core.Leads;

namespace LeadAlerts.Web.Components.Shared;

/// <summary>A lead's status in the words of the pages.</summary>
internal static class StatusWords
{
    public static string Of(LeadStatus status) => status switch
    {
        LeadStatus.New => "New",
        LeadStatus.Contacted => "Contacted",
        LeadStatus.Won => "Won",
        LeadStatus.Lost => "Lost",
        LeadStatus.NotALead => "Not a lead",
        _ => status.ToString(),
    };
}
