using LeadAlerts.Core.Alerts;
using LeadAlerts.Core.Audit;
using LeadAlerts.Core.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace LeadAlerts.Core.Privacy;

/// <summary>Deletes what is older than its site keeps conversations, a little at a time. Safe for use by several threads.</summary>
/// <remarks>
/// A conversation goes when its last message is older. A lead goes with its last conversation; one that has newer chats stays, and its
/// older mails are emptied. Mails that tell of several leads, tests, and deliveries of webhooks go when they are older themselves.
/// </remarks>
public sealed partial class RetentionSweep(IDbContextFactory<LeadAlertsDbContext> contexts, TimeProvider clock, ILogger<RetentionSweep> logger)
{
    private const int AtOnce = 50;

    private static readonly AlertState[] Ended =
        [AlertState.Accepted, AlertState.Failed, AlertState.Unknown, AlertState.Suppressed, AlertState.Bundled];

    /// <summary>Goes through all sites.</summary>
    /// <returns>What went.</returns>
    public async Task<ErasedRows> RunAsync(CancellationToken cancellationToken)
    {
        List<(Guid Id, int Days)> sites;
        await using (var db = await contexts.CreateDbContextAsync(cancellationToken))
        {
            var rows = await db.Sites
                .Where(site => site.RetentionDays != null)
                .OrderBy(site => site.Id)
                .Select(site => new { site.Id, Days = site.RetentionDays!.Value })
                .ToListAsync(cancellationToken);
            sites = rows.ConvertAll(row => (row.Id, row.Days));
        }

        var all = new ErasedRows();
        foreach (var (siteId, days) in sites)
        {
            var gone = await SweepAsync(siteId, days, cancellationToken);
            if (!gone.IsNone)
            {
                Log.Swept(logger, siteId, gone.Conversations, gone.Leads, gone.Mails);
                all += gone;
            }
        }

        return all;
    }

    private async Task<ErasedRows> SweepAsync(Guid siteId, int days, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var before = now.AddDays(-days);
        var all = new ErasedRows();
        ErasedRows some;
        do
        {
            some = await SweepSomeAsync(siteId, before, now, cancellationToken);
            all += some;
        }
        while (!some.IsNone);

        if (!all.IsNone)
        {
            await using var db = await contexts.CreateDbContextAsync(cancellationToken);
            db.Note(siteId, actorId: null, AuditArea.Privacy, $"Older than {days} days, deleted: {VisitorErasure.Words(all)}", now);
            db.Erasures.Add(new Erasure(siteId, ErasureKind.Retention, actorId: null, all, now));
            await db.SaveChangesAsync(cancellationToken);
        }

        return all;
    }

    /// <summary>A few in one transaction, so that no visitor's message waits long for its turn.</summary>
    private async Task<ErasedRows> SweepSomeAsync(Guid siteId, DateTimeOffset before, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        await using var write = await db.BeginWriteAsync(cancellationToken);
        var chats = await db.Conversations
            .Where(chat => chat.SiteId == siteId && chat.LastMessageAt < before)
            .OrderBy(chat => chat.LastMessageAt)
            .Take(AtOnce)
            .Select(chat => new { chat.Id, chat.LeadId })
            .ToListAsync(cancellationToken);
        var touched = chats.Select(chat => chat.LeadId).OfType<Guid>().Distinct().ToList();
        var leads = await db.Leads
            .Where(lead => lead.SiteId == siteId && touched.Contains(lead.Id)
                && !db.Conversations.Any(chat => chat.SiteId == siteId && chat.LeadId == lead.Id && chat.LastMessageAt >= before))
            .Select(lead => lead.Id)
            .ToListAsync(cancellationToken);
        var others = await db.Conversations
            .Where(chat => chat.SiteId == siteId && leads.Contains(chat.LeadId!.Value))
            .Select(chat => chat.Id)
            .ToListAsync(cancellationToken);
        var gone = await ErasingRows.EraseAsync(
            db, siteId, [.. chats.Select(chat => chat.Id).Union(others)], leads, sharedMails: [], now, cancellationToken);
        gone += new ErasedRows(Mails: await SweepMailsAsync(db, siteId, before, cancellationToken));
        await db.WebhookDeliveries.Where(row => row.SiteId == siteId && row.FinishedAt < before).ExecuteDeleteAsync(cancellationToken);
        await write.CommitAsync(cancellationToken);
        return gone;
    }

    private static async Task<int> SweepMailsAsync(LeadAlertsDbContext db, Guid siteId, DateTimeOffset before, CancellationToken cancellationToken)
    {
        var old = await db.Alerts
            .Where(row => row.SiteId == siteId && row.RaisedAt < before && Ended.Contains(row.State)
                && (row.LeadId == null || (row.Subject != ErasingRows.ErasedSubject && row.Subject != "")))
            .OrderBy(row => row.RaisedAt)
            .Take(AtOnce)
            .Select(row => new { row.Id, row.LeadId })
            .ToListAsync(cancellationToken);

        // A living lead's mails stay on record: they are the promise that nobody is told twice.
        return await ErasingRows.DeleteAlertsAsync(db, siteId, [.. old.Where(row => row.LeadId is null).Select(row => row.Id)], cancellationToken)
            + await ErasingRows.EmptyAlertsAsync(db, siteId, [.. old.Where(row => row.LeadId is not null).Select(row => row.Id)], cancellationToken);
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Information, "Retention of site {SiteId}: {Conversations} conversations, {Leads} leads and {Mails} mails deleted or emptied")]
        public static partial void Swept(ILogger logger, Guid siteId, int conversations, int leads, int mails);
    }
}
