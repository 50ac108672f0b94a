using LeadAlerts.Core.Conversations;
using LeadAlerts.Core.Leads;
using LeadAlerts.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace LeadAlerts.Core.Inbox;

/// <summary>The full-text index as a part of queries. What SQLite's planner cannot know is said here: where to begin.</summary>
internal static class FoundDocumentsQuery
{
    // Up to this many hits it is quicker to look up what they belong to, beyond it to look for hits in the list's order.
    private const int FewHits = 2000;

    // Added to a number it keeps the planner from looking a hit up once for every hit there is.
    private const long Nothing = 0;

    /// <summary>The leads of a site that a search finds, and whether it finds many.</summary>
    /// <param name="db">The database.</param>
    /// <param name="siteId">The site.</param>
    /// <param name="match">From <see cref="SearchWords.Match"/> of the same site.</param>
    /// <param name="cancellationToken">Stops the query.</param>
    public static async Task<(IQueryable<Lead> Leads, bool Many)> FindLeadsAsync(
        this LeadAlertsDbContext db, Guid siteId, string match, CancellationToken cancellationToken)
    {
        if (await HasManyAsync(db, match, cancellationToken))
        {
            var (found, nothing) = (Found(db, match), Nothing);
            return (db.Leads.Where(lead => lead.SiteId == siteId && db.SearchDocuments.Any(document =>
                document.LeadId == lead.Id && document.SiteId == siteId && found.Contains(document.Id + nothing))), true);
        }

        // A cross join is done in the order in which it is written.
        var leads = db.Leads.FromSql(
            $"""
            SELECT lead.* FROM (
                SELECT DISTINCT "LeadId" FROM "SearchDocuments"
                WHERE "Id" IN (SELECT rowid FROM "SearchIndex" WHERE "SearchIndex" MATCH {match})
            ) AS found CROSS JOIN "Leads" AS lead ON lead."Id" = found."LeadId"
            """);
        return (leads.Where(lead => lead.SiteId == siteId), false);
    }

    /// <summary>The conversations of a site that a search finds.</summary>
    /// <param name="db">The database.</param>
    /// <param name="siteId">The site.</param>
    /// <param name="match">From <see cref="SearchWords.Match"/> of the same site.</param>
    /// <param name="cancellationToken">Stops the query.</param>
    public static async Task<IQueryable<Conversation>> FindConversationsAsync(
        this LeadAlertsDbContext db, Guid siteId, string match, CancellationToken cancellationToken)
    {
        if (await HasManyAsync(db, match, cancellationToken))
        {
            var (found, nothing) = (Found(db, match), Nothing);
            return db.Conversations.Where(conversation => conversation.SiteId == siteId && db.SearchDocuments.Any(document =>
                document.ConversationId == conversation.Id && document.SiteId == siteId && found.Contains(document.Id + nothing)));
        }

        var conversations = db.Conversations.FromSql(
            $"""
            SELECT conversation.* FROM (
                SELECT "ConversationId" FROM "SearchDocuments"
                WHERE "Id" IN (SELECT rowid FROM "SearchIndex" WHERE "SearchIndex" MATCH {match})
            ) AS found CROSS JOIN "Conversations" AS conversation ON conversation."Id" = found."ConversationId"
            """);
        return conversations.Where(conversation => conversation.SiteId == siteId);
    }

    // Whichever they are: they are only counted, and no further than needed.
    private static async Task<bool> HasManyAsync(LeadAlertsDbContext db, string match, CancellationToken cancellationToken) =>
        await db.Database.SqlQuery<int>(
            $"""SELECT count(*) AS "Value" FROM (SELECT 1 FROM "SearchIndex" WHERE "SearchIndex" MATCH {match} LIMIT {FewHits + 1})""")
            .SingleAsync(cancellationToken) > FewHits;

    private static IQueryable<long> Found(LeadAlertsDbContext db, string match) =>
        db.Database.SqlQuery<long>($"""SELECT rowid AS "Value" FROM "SearchIndex" WHERE "SearchIndex" MATCH {match}""");
}
