using LeadAlerts.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace LeadAlerts.Core.Inbox;

/// <summary>The full-text index as a part of queries.</summary>
internal static class FoundDocumentsQuery
{
    /// <summary>The numbers of the search documents that match.</summary>
    /// <param name="db">The database.</param>
    /// <param name="match">From <see cref="SearchWords.Match"/>, and so bound to a site.</param>
    public static IQueryable<long> FoundDocuments(this LeadAlertsDbContext db, string match) =>
        db.Database.SqlQuery<long>($"""SELECT rowid AS "Value" FROM "SearchIndex" WHERE "SearchIndex" MATCH {match}""");
}
