namespace LeadAlerts.Web.Components.Pages.Knowledge;

/// <summary>A question and its answer while somebody types them.</summary>
public sealed class KnowledgeText
{
    public string Question { get; set; } = "";

    public string Answer { get; set; } = "";
}
