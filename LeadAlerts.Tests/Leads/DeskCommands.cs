using LeadAlerts.Core.Leads;

namespace LeadAlerts.Tests.Leads;

/// <summary>Commands on one lead as the test holds it.</summary>
internal static class DeskCommands
{
    public static Task<DeskResult> SetStatusAsync(this LeadDesk desk, Guid siteId, Lead lead, LeadStatus status, Guid userId) =>
        desk.ChangeAsync(
            siteId, [new SeenLead(lead.Id, lead.Status, lead.Version)], new LeadCommand.SetStatus(status), userId, TestContext.Current.CancellationToken);
}
