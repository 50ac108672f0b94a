using LeadAlerts.Core.Audit;
using LeadAlerts.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace LeadAlerts.Core.Members;

/// <summary>Shows owners who changed what of their site. Safe for use by several threads.</summary>
public sealed class SiteActivity(IDbContextFactory<LeadAlertsDbContext> contexts)
{
    /// <summary>The entries of one page.</summary>
    public const int PageLength = 30;

    /// <summary>Reads a page, newest first; empty for those who are no owner of the site.</summary>
    /// <param name="siteId">The site.</param>
    /// <param name="actorId">Who looks.</param>
    /// <param name="area">What was changed; null for everything.</param>
    /// <param name="after">The last entry of the page before; null for the first page.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public async Task<ActivityPage> ReadAsync(
        Guid siteId, Guid actorId, AuditArea? area, ActivityCursor? after, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        if (!await db.IsOwnerAsync(siteId, actorId, cancellationToken))
        {
            return new ActivityPage([], null);
        }

        var entries = db.AuditEntries.Where(entry => entry.SiteId == siteId);
        if (area is not null)
        {
            entries = entries.Where(entry => entry.Area == area);
        }

        if (after is not null)
        {
            // The first comparison lets the index find the place; the second settles rows of the same instant.
            var (at, id) = after;
            entries = entries.Where(entry => entry.At <= at && (entry.At < at || entry.Id.CompareTo(id) < 0));
        }

        var rows = await entries
            .OrderByDescending(entry => entry.At).ThenByDescending(entry => entry.Id)
            .Take(PageLength + 1)
            .Select(entry => new ActivityRow(
                entry.Id,
                entry.At,
                entry.Area,
                entry.Text,
                entry.ActorId == null
                    ? null
                    : db.Users.Where(user => user.Id == entry.ActorId).Select(user => user.DisplayName == "" ? user.Email : user.DisplayName).FirstOrDefault()
                        ?? "A former member"))
            .ToListAsync(cancellationToken);
        return rows.Count <= PageLength
            ? new ActivityPage(rows, null)
            : new ActivityPage(rows[..PageLength], new ActivityCursor(rows[PageLength - 1].At, rows[PageLength - 1].Id));
    }
}

/// <summary>Where a page of activity ends.</summary>
/// <param name="At">When the last entry was made, UTC.</param>
/// <param name="Id">That entry.</param>
public sealed record ActivityCursor(DateTimeOffset At, Guid Id);

/// <summary>A page of what was changed.</summary>
/// <param name="Rows">The entries, newest first.</param>
/// <param name="Next">Where the next page begins; null when this is the last one.</param>
public sealed record ActivityPage(IReadOnlyList<ActivityRow> Rows, ActivityCursor? Next);

/// <summary>A change as a site's owners read it.</summary>
/// <param name="Id">The entry.</param>
/// <param name="At">When, UTC.</param>
/// <param name="Area">What was changed.</param>
/// <param name="Text">From what to what.</param>
/// <param name="Actor">Who; null for the product itself.</param>
public sealed record ActivityRow(Guid Id, DateTimeOffset At, AuditArea Area, string Text, string? Actor);
