using LeadAlerts.Core.Leads;
using LeadAlerts.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace LeadAlerts.Core.Inbox;

/// <summary>Reads a site's leads for its members.</summary>
/// <remarks>Each call opens its own context and filters by the site. Safe for use by several threads.</remarks>
public sealed class InboxQueries(IDbContextFactory<LeadAlertsDbContext> contexts, TimeProvider clock)
{
    /// <summary>How many rows a page holds.</summary>
    public const int PageSize = 50;

    /// <summary>Lists leads, newest activity first.</summary>
    /// <param name="siteId">The site.</param>
    /// <param name="userId">For whom unread is told.</param>
    /// <param name="filter">Which leads.</param>
    /// <param name="after">Where the page before ended; null for the first page.</param>
    /// <param name="cancellationToken">Stops the query.</param>
    public async Task<InboxPageOfRows> ListAsync(
        Guid siteId, Guid userId, InboxFilter filter, InboxCursor? after, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var leads = OnTab(db, Matching(db, siteId, filter), filter.Tab, userId, clock.GetUtcNow());
        if (after is not null)
        {
            // The first comparison lets the index find the place; the second settles rows of the same instant.
            var (at, id) = after;
            leads = leads.Where(lead =>
                lead.LastActivityAt <= at && (lead.LastActivityAt < at || lead.Id.CompareTo(id) < 0));
        }

        var rows = await leads
            .OrderByDescending(lead => lead.LastActivityAt).ThenByDescending(lead => lead.Id)
            .Take(PageSize + 1)
            .AsRows(db, userId)
            .ToListAsync(cancellationToken);
        return rows.Count > PageSize
            ? new InboxPageOfRows(rows[..PageSize], rows[PageSize - 1].Cursor)
            : new InboxPageOfRows(rows, null);
    }

    /// <summary>Counts what each tab would list; the filter's own tab plays no part.</summary>
    public async Task<InboxCounts> CountAsync(Guid siteId, Guid userId, InboxFilter filter, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var now = clock.GetUtcNow();
        var leads = Matching(db, siteId, filter);
        return new InboxCounts(
            await OnTab(db, leads, InboxTab.Unread, userId, now).CountAsync(cancellationToken),
            await OnTab(db, leads, InboxTab.Hot, userId, now).CountAsync(cancellationToken),
            await OnTab(db, leads, InboxTab.New, userId, now).CountAsync(cancellationToken),
            await OnTab(db, leads, InboxTab.Snoozed, userId, now).CountAsync(cancellationToken),
            await OnTab(db, leads, InboxTab.Done, userId, now).CountAsync(cancellationToken),
            await leads.CountAsync(cancellationToken));
    }

    /// <summary>The site's members by name.</summary>
    public async Task<IReadOnlyList<Teammate>> ListTeamAsync(Guid siteId, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.Members
            .Where(member => member.SiteId == siteId)
            .Join(db.Users, member => member.UserId, user => user.Id, (member, user) => user)
            .OrderBy(user => user.DisplayName != "" ? user.DisplayName : user.Email).ThenBy(user => user.Id)
            .Select(user => new Teammate(user.Id, user.DisplayName != "" ? user.DisplayName : user.Email ?? "Member"))
            .ToListAsync(cancellationToken);
    }

    /// <summary>The zone in which the site's business keeps its hours; UTC when the site is gone or its zone is not known here.</summary>
    public async Task<TimeZoneInfo> GetZoneAsync(Guid siteId, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var id = await db.Sites.Where(site => site.Id == siteId).Select(site => site.TimeZone).SingleOrDefaultAsync(cancellationToken);
        return id is not null && TimeZoneInfo.TryFindSystemTimeZoneById(id, out var zone) ? zone : TimeZoneInfo.Utc;
    }

    private static IQueryable<Lead> Matching(LeadAlertsDbContext db, Guid siteId, InboxFilter filter)
    {
        var leads = db.Leads.Where(lead => lead.SiteId == siteId);
        if (filter.Category is { } category)
        {
            leads = leads.Where(lead => lead.Category == category);
        }

        if (filter.AssigneeId is { } assigneeId)
        {
            leads = assigneeId == Guid.Empty
                ? leads.Where(lead => lead.AssigneeId == null)
                : leads.Where(lead => lead.AssigneeId == assigneeId);
        }

        return InboxSearch.Parse(filter.Text, siteId) is { } search ? Found(db, leads, siteId, search) : leads;
    }

    private static IQueryable<Lead> Found(LeadAlertsDbContext db, IQueryable<Lead> leads, Guid siteId, InboxSearch search)
    {
        var (match, like, phoneLike) = search;
        var inChats = match is null
            ? db.Conversations.Where(_ => false)
            : from conversation in db.Conversations
              join document in db.SearchDocuments on conversation.Id equals document.ConversationId
              where conversation.SiteId == siteId && document.SiteId == siteId
                  && db.Database.SqlQuery<long>($"""SELECT rowid AS "Value" FROM "SearchIndex" WHERE "SearchIndex" MATCH {match}""")
                      .Contains(document.Id)
              select conversation;
        return leads.Where(lead =>
            inChats.Any(conversation => conversation.LeadId == lead.Id)
            || EF.Functions.Like(lead.Contact.Name!, like, "\\")
            || EF.Functions.Like(lead.Contact.Email!, like, "\\")
            || EF.Functions.Like(lead.Headline, like, "\\")
            || (phoneLike != null && EF.Functions.Like(lead.Contact.Phone!, phoneLike)));
    }

    private static IQueryable<Lead> OnTab(
        LeadAlertsDbContext db, IQueryable<Lead> leads, InboxTab tab, Guid userId, DateTimeOffset now) => tab switch
    {
        InboxTab.Unread => Awake(leads, now).Where(lead =>
            !db.LeadViews.Any(view => view.LeadId == lead.Id && view.UserId == userId && view.SeenAt >= lead.LastActivityAt)),
        InboxTab.Hot => Awake(leads, now).Where(lead => lead.Status == LeadStatus.New && lead.Score >= HeatScale.HotFrom),
        InboxTab.New => Awake(leads, now).Where(lead => lead.Status == LeadStatus.New),
        InboxTab.Snoozed => leads.Where(lead => lead.SnoozedUntil > now),
        InboxTab.Done => Awake(leads, now).Where(lead => lead.Status != LeadStatus.New),
        _ => leads,
    };

    private static IQueryable<Lead> Awake(IQueryable<Lead> leads, DateTimeOffset now) =>
        leads.Where(lead => lead.SnoozedUntil == null || lead.SnoozedUntil <= now);
}
