using LeadAlerts.Core.Storage;

namespace LeadAlerts.Core.Audit;

internal static class AuditTrail
{
    /// <summary>Notes a change of a site; it is saved with what else the context saves.</summary>
    public static void Note(
        this LeadAlertsDbContext db, Guid siteId, Guid? actorId, AuditArea area, string text, DateTimeOffset now) =>
        db.AuditEntries.Add(new AuditEntry(siteId, actorId, area, text, now));
}
