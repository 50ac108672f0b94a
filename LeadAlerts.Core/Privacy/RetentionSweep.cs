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

    /// <summary>Goes through all sites; one at which it fails does not keep the others from theirs.</summary>
    public async Task<SweepOutcome> RunAsync(CancellationToken cancellationToken)
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

        var outcome = new SweepOutcome(new ErasedRows(), [], FailedSites: 0);
        foreach (var (siteId, days) in sites)
        {
            try
            {
                var gone = await SweepAsync(siteId, days, cancellationToken);
                if (!gone.IsNone)
                {
                    Log.Swept(logger, siteId, gone.Conversations, gone.Leads, gone.Mails);
                    outcome = outcome with { Gone = outcome.Gone + gone, Touched = [.. outcome.Touched, siteId] };
                }
            }
            catch (Exception problem) when (!cancellationToken.IsCancellationRequested)
            {
                Log.SiteFailed(logger, siteId, problem);
                outcome = outcome with { Touched = [.. outcome.Touched, siteId], FailedSites = outcome.FailedSites + 1 };
            }
        }

        return outcome;
    }

    private async Task<ErasedRows> SweepAsync(Guid siteId, int days, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var before = now.AddDays(-days);
        var webhooks = await ReadWebhooksAsync(siteId, before, now, cancellationToken);
        var all = new ErasedRows();
        try
        {
            ErasedRows some;
            do
            {
                some = await SweepSomeAsync(siteId, webhooks, before, now, cancellationToken);
                all += some;
            }
            while (!some.IsNone);

            while (await SweepWebhooksAsync(siteId, before, cancellationToken) == AtOnce)
            {
            }
        }
        finally
        {
            await RecordAsync(siteId, days, all, now);
        }

        return all;
    }

    private async Task RecordAsync(Guid siteId, int days, ErasedRows gone, DateTimeOffset now)
    {
        if (gone.IsNone)
        {
            return;
        }

        // These rows are gone, even while the server is stopping or what came next failed.
        await using var db = await contexts.CreateDbContextAsync(CancellationToken.None);
        db.Note(siteId, actorId: null, AuditArea.Privacy, $"Older than {days} days, deleted: {gone.ToWords()}", now);
        db.Erasures.Add(new Erasure(siteId, ErasureKind.Retention, actorId: null, gone, now));
        await db.SaveChangesAsync(CancellationToken.None);
    }

    /// <summary>A few in one transaction, so that no visitor's message waits long for its turn.</summary>
    private async Task<ErasedRows> SweepSomeAsync(
        Guid siteId, WebhookTraces? webhooks, DateTimeOffset before, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        await using var write = await db.BeginWriteAsync(cancellationToken);
        var gone = webhooks is null ? new ErasedRows() : await SweepChatsAsync(db, siteId, webhooks, before, now, cancellationToken);
        gone += new ErasedRows(Mails: await SweepMailsAsync(db, siteId, before, cancellationToken));
        await write.CommitAsync(cancellationToken);
        return gone;
    }

    private static async Task<ErasedRows> SweepChatsAsync(
        LeadAlertsDbContext db, Guid siteId, WebhookTraces webhooks, DateTimeOffset before, DateTimeOffset now, CancellationToken cancellationToken)
    {
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
        return await ErasingRows.EraseAsync(
            db, siteId, [.. chats.Select(chat => chat.Id).Union(others)], leads, sharedMails: [], webhooks, now, cancellationToken);
    }

    /// <summary>What the site's deliveries name; null when no conversation is old enough for it to matter.</summary>
    private async Task<WebhookTraces?> ReadWebhooksAsync(Guid siteId, DateTimeOffset before, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.Conversations.AnyAsync(chat => chat.SiteId == siteId && chat.LastMessageAt < before, cancellationToken)
            ? await WebhookTraces.ReadAsync(db, siteId, now, cancellationToken)
            : null;
    }

    private async Task<int> SweepWebhooksAsync(Guid siteId, DateTimeOffset before, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        await using var write = await db.BeginWriteAsync(cancellationToken);
        var gone = await db.WebhookDeliveries
            .Where(row => row.SiteId == siteId && row.FinishedAt < before)
            .OrderBy(row => row.FinishedAt)
            .Take(AtOnce)
            .ExecuteDeleteAsync(cancellationToken);
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

        [LoggerMessage(LogLevel.Error, "Retention of site {SiteId} failed; it is tried again")]
        public static partial void SiteFailed(ILogger logger, Guid siteId, Exception problem);
    }
}

/// <summary>What came of a sweep.</summary>
/// <param name="Gone">What went.</param>
/// <param name="Touched">The sites of which something went, or may have gone before it failed.</param>
/// <param name="FailedSites">How many sites still wait for it: sweep again soon.</param>
public sealed record SweepOutcome(ErasedRows Gone, IReadOnlyList<Guid> Touched, int FailedSites);
