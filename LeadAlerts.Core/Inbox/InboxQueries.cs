using LeadAlerts.Core.Leads;
using LeadAlerts.Core.Members;
using LeadAlerts.Core.Sites;
using LeadAlerts.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace LeadAlerts.Core.Inbox;

/// <summary>Reads a site's leads for its members.</summary>
/// <remarks>Each call opens its own context and filters by the site. Safe for use by several threads.</remarks>
public sealed class InboxQueries(IDbContextFactory<LeadAlertsDbContext> contexts, TimeProvider clock)
{
    /// <summary>How many rows a page holds.</summary>
    public const int PageSize = 50;

    // The texts in which a row's snippet is looked for.
    private const int SnippetDocumentsMax = 8;
    private const int SnippetBodyMax = 20_000;

    /// <summary>Lists leads, newest activity first; a search too.</summary>
    /// <param name="siteId">The site.</param>
    /// <param name="userId">For whom unread is told.</param>
    /// <param name="filter">Which leads.</param>
    /// <param name="after">Where the page before ended; null for the first page.</param>
    /// <param name="cancellationToken">Stops the query.</param>
    public async Task<InboxPageOfRows> ListAsync(
        Guid siteId, Guid userId, InboxFilter filter, InboxCursor? after, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var search = SearchWords.Parse(siteId, filter.Text);
        var leads = await FilterAsync(db, siteId, userId, filter, search, clock.GetUtcNow(), cancellationToken);
        if (after is not null)
        {
            // The first comparison lets the index find the place; the second settles rows of the same instant.
            var (at, id) = after;
            leads = leads.Where(lead =>
                lead.LastActivityAt <= at && (lead.LastActivityAt < at || lead.Id.CompareTo(id) < 0));
        }

        var page = leads.OrderByDescending(lead => lead.LastActivityAt).ThenByDescending(lead => lead.Id).Take(PageSize + 1);
        if (search is not null)
        {
            // What a search finds is sorted before it is cut: by id alone, for a whole row of each would cost the most. The ids are of this
            // site's leads; to ask for the site once more would send SQLite through all of them.
            var ids = page.Select(lead => lead.Id);
            page = db.Leads.Where(lead => ids.Contains(lead.Id))
                .OrderByDescending(lead => lead.LastActivityAt).ThenByDescending(lead => lead.Id);
        }

        var rows = await page
            .AsRows(db, userId)
            .ToListAsync(cancellationToken);
        var next = rows.Count > PageSize ? rows[PageSize - 1].Cursor : null;
        rows = next is null ? rows : rows[..PageSize];
        return new InboxPageOfRows(
            search is null ? rows : await WithSnippetsAsync(db, siteId, search, rows, cancellationToken), next);
    }

    /// <summary>Lists those of certain leads that a filter lists, in no order: what became of rows that are shown.</summary>
    /// <param name="siteId">The site.</param>
    /// <param name="userId">For whom unread is told.</param>
    /// <param name="filter">Which leads.</param>
    /// <param name="leadIds">The leads that are looked for.</param>
    /// <param name="cancellationToken">Stops the query.</param>
    public async Task<IReadOnlyList<InboxRow>> ListAgainAsync(
        Guid siteId, Guid userId, InboxFilter filter, IReadOnlyList<Guid> leadIds, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var search = SearchWords.Parse(siteId, filter.Text);
        var leads = await FilterAsync(db, siteId, userId, filter, search, clock.GetUtcNow(), cancellationToken);
        var rows = await leads.Where(lead => leadIds.Contains(lead.Id)).AsRows(db, userId).ToListAsync(cancellationToken);
        return search is null ? rows : await WithSnippetsAsync(db, siteId, search, rows, cancellationToken);
    }

    /// <summary>Tells which of certain leads the site still has; the others were erased or put into another lead.</summary>
    public async Task<IReadOnlyList<Guid>> ListStoredAsync(Guid siteId, IReadOnlyList<Guid> leadIds, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.Leads.Where(lead => lead.SiteId == siteId && leadIds.Contains(lead.Id)).Select(lead => lead.Id).ToListAsync(cancellationToken);
    }

    /// <summary>Counts what each tab would list, as far as a count is worth its reading; the filter's own tab plays no part.</summary>
    public async Task<InboxCounts> CountAsync(Guid siteId, Guid userId, InboxFilter filter, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var now = clock.GetUtcNow();
        var search = SearchWords.Parse(siteId, filter.Text);
        var (leads, many) = await MatchingAsync(db, siteId, filter, search, cancellationToken);
        var since = await FindUnreadSinceAsync(db, siteId, cancellationToken) ?? DateTimeOffset.UnixEpoch;
        return search is not null
            ? await CountFoundAsync(db, leads, userId, since, now, many, cancellationToken)
            : new InboxCounts(
                await CountToLimitAsync(OnTab(db, leads, InboxTab.Unread, userId, now).Where(lead => lead.LastActivityAt >= since), cancellationToken),
                await CountToLimitAsync(OnTab(db, leads, InboxTab.Hot, userId, now), cancellationToken),
                await CountToLimitAsync(OnTab(db, leads, InboxTab.New, userId, now), cancellationToken),
                await CountToLimitAsync(OnTab(db, leads, InboxTab.Snoozed, userId, now), cancellationToken),
                await CountToLimitAsync(OnTab(db, leads, InboxTab.Done, userId, now), cancellationToken),
                await CountToLimitAsync(leads, cancellationToken));
    }

    /// <summary>The site's members by name.</summary>
    public async Task<IReadOnlyList<Teammate>> ListTeamAsync(Guid siteId, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.Members
            .Where(member => member.SiteId == siteId)
            .Join(db.Users.Named(), member => member.UserId, person => person.Id, (member, person) => person)
            .OrderBy(person => person.Name).ThenBy(person => person.Id)
            .Select(person => new Teammate(person.Id, person.Name ?? "Member"))
            .ToListAsync(cancellationToken);
    }

    /// <summary>The zone in which the site's business keeps its hours; UTC when the site is gone or its zone is not known here.</summary>
    public async Task<TimeZoneInfo> GetZoneAsync(Guid siteId, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var id = await db.Sites.Where(site => site.Id == siteId).Select(site => site.TimeZone).SingleOrDefaultAsync(cancellationToken);
        return id is null ? TimeZoneInfo.Utc : SiteTime.FindZone(id);
    }

    /// <summary>The leads that a filter lists, in no order.</summary>
    internal static Task<IQueryable<Lead>> FilterAsync(
        LeadAlertsDbContext db, Guid siteId, Guid userId, InboxFilter filter, DateTimeOffset now, CancellationToken cancellationToken) =>
        FilterAsync(db, siteId, userId, filter, SearchWords.Parse(siteId, filter.Text), now, cancellationToken);

    /// <summary>Counts leads, no further than <see cref="InboxCounts.Limit"/>: in order, so that it is counted in the index of the tab's few rather than in that of all.</summary>
    internal static Task<int> CountToLimitAsync(IQueryable<Lead> leads, CancellationToken cancellationToken) =>
        leads.OrderByDescending(lead => lead.LastActivityAt).ThenByDescending(lead => lead.Id).Take(InboxCounts.Limit).CountAsync(cancellationToken);

    private static async Task<IQueryable<Lead>> FilterAsync(
        LeadAlertsDbContext db, Guid siteId, Guid userId, InboxFilter filter, SearchWords? search, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var (leads, _) = await MatchingAsync(db, siteId, filter, search, cancellationToken);
        leads = OnTab(db, leads, filter.Tab, userId, now);
        return filter.Tab == InboxTab.Unread && await FindUnreadSinceAsync(db, siteId, cancellationToken) is { } since
            ? leads.Where(lead => lead.LastActivityAt >= since)
            : leads;
    }

    /// <summary>One reading for all tabs: finding the leads is what a search costs.</summary>
    private static async Task<InboxCounts> CountFoundAsync(
        LeadAlertsDbContext db, IQueryable<Lead> leads, Guid userId, DateTimeOffset since, DateTimeOffset now, bool many, CancellationToken cancellationToken)
    {
        if (many)
        {
            leads = leads.OrderByDescending(lead => lead.LastActivityAt).ThenByDescending(lead => lead.Id).Take(InboxCounts.Limit);
        }

        var found = await leads
            .Select(lead => new
            {
                lead.Status,
                lead.Score,
                lead.SnoozedUntil,
                Seen = lead.LastActivityAt < since || db.LeadViews.Any(view => view.LeadId == lead.Id && view.UserId == userId && view.SeenAt >= lead.LastActivityAt),
            })
            .ToListAsync(cancellationToken);
        var awake = found.Where(lead => lead.SnoozedUntil is not { } until || until <= now).ToList();
        var news = awake.Where(lead => lead.Status == LeadStatus.New).ToList();
        return new InboxCounts(
            awake.Count(lead => !lead.Seen),
            news.Count(lead => lead.Score >= HeatScale.HotFrom),
            news.Count,
            found.Count - awake.Count,
            awake.Count - news.Count,
            found.Count) { AtLeast = many && found.Count >= InboxCounts.Limit };
    }

    /// <summary>The leads that the filter asks for on whatever tab, and whether the search finds many.</summary>
    private static async Task<(IQueryable<Lead> Leads, bool Many)> MatchingAsync(
        LeadAlertsDbContext db, Guid siteId, InboxFilter filter, SearchWords? search, CancellationToken cancellationToken)
    {
        var (leads, many) = search switch
        {
            null => (db.Leads.Where(lead => lead.SiteId == siteId), false),
            { Match: { } match } => await db.FindLeadsAsync(siteId, match, cancellationToken),
            _ => (db.Leads.Where(_ => false), false),
        };
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

        return (leads, many);
    }

    /// <summary>The activity from which on a lead can be unread; null when the site's leads are few enough for all of them.</summary>
    private static Task<DateTimeOffset?> FindUnreadSinceAsync(LeadAlertsDbContext db, Guid siteId, CancellationToken cancellationToken) =>
        db.Leads.Where(lead => lead.SiteId == siteId)
            .OrderByDescending(lead => lead.LastActivityAt).ThenByDescending(lead => lead.Id)
            .Skip(InboxCounts.UnreadAmong - 1)
            .Select(lead => (DateTimeOffset?)lead.LastActivityAt)
            .FirstOrDefaultAsync(cancellationToken);

    private static async Task<List<InboxRow>> WithSnippetsAsync(
        LeadAlertsDbContext db, Guid siteId, SearchWords search, List<InboxRow> rows, CancellationToken cancellationToken)
    {
        var ids = rows.ConvertAll(row => (Guid?)row.Id);
        var documents = await db.SearchDocuments
            .Where(document => ids.Contains(document.LeadId) && document.SiteId == siteId)
            .OrderByDescending(document => document.Id)
            .Take(SnippetDocumentsMax * PageSize)
            .Select(document => new { document.LeadId, IsNote = document.NoteId != null, Body = document.Body.Substring(0, SnippetBodyMax) })
            .ToListAsync(cancellationToken);
        var byLead = documents.ToLookup(document => document.LeadId);
        return rows.ConvertAll(row => row with
        {
            Snippet = byLead[row.Id].Take(SnippetDocumentsMax)
                .Select(document => SearchSnippet.Find(document.Body, search, document.IsNote, row.Headline, row.Name, row.Email, row.Phone))
                .OfType<SearchSnippet>()
                .MaxBy(snippet => snippet.Parts.Where(part => part.Marked).Select(part => part.Text).Distinct(StringComparer.OrdinalIgnoreCase).Count()),
        });
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
