using System.Reflection;
using LeadAlerts.Core.Alerts;
using LeadAlerts.Core.Health;
using LeadAlerts.Core.LanguageModel;
using LeadAlerts.Core.Leads.Notes;
using LeadAlerts.Core.Members;
using LeadAlerts.Core.Refinement;
using LeadAlerts.Core.Storage;
using LeadAlerts.Core.Webhooks;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace LeadAlerts.Core.Operations;

/// <summary>Tells administrators how the installation does. Safe for use by several threads.</summary>
public sealed class InstallationQueries(
    IDbContextFactory<LeadAlertsDbContext> contexts,
    AlertsHealth health,
    DataFolder folder,
    IOptions<LanguageModelOptions> model,
    TimeProvider clock)
{
    private const int LatenciesMax = 20_000;

    private static readonly (string Name, double Seconds)[] Spans =
    [
        ("up to 2 s", 2), ("to 5 s", 5), ("to 10 s", 10), ("to 30 s", 30), ("to 1 min", 60), ("to 2 min", 120), ("to 5 min", 300),
        ("to 15 min", 900), ("longer", double.PositiveInfinity),
    ];

    private readonly DateTimeOffset _startedAt = clock.GetUtcNow();

    /// <summary>Reads it; null for those who are no administrator.</summary>
    public async Task<InstallationReport?> ReadAsync(Guid actorId, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        if (!await db.IsAdminAsync(actorId, cancellationToken))
        {
            return null;
        }

        var latencies = await ReadLatenciesAsync(db, now, cancellationToken);
        return new InstallationReport
        {
            Health = await health.JudgeAsync(cancellationToken),
            Work = await ReadWorkAsync(db, now, cancellationToken),
            Latencies = Group(latencies),
            MedianLatency = At(latencies, 0.5),
            SlowLatency = At(latencies, 0.95),
            Senders = await ReadSendersAsync(db, cancellationToken),
            Model = await ReadModelAsync(db, now, cancellationToken),
            DatabaseBytes = Size(folder.DatabaseFile),
            LogBytes = Size(folder.DatabaseFile + "-wal"),
            FreeBytes = new DriveInfo(folder.Path).AvailableFreeSpace,
            Version = VersionOf(typeof(InstallationQueries).Assembly),
            SqliteVersion = await db.Database.SqlQueryRaw<string>("SELECT sqlite_version() AS Value").SingleAsync(cancellationToken),
            StartedAt = _startedAt,
        };
    }

    /// <summary>Counts latencies by spans. Pure.</summary>
    /// <param name="latencies">Not negative.</param>
    public static IReadOnlyList<LatencySpan> Group(IReadOnlyList<TimeSpan> latencies)
    {
        var counts = new int[Spans.Length];
        foreach (var latency in latencies)
        {
            counts[Array.FindIndex(Spans, span => latency.TotalSeconds <= span.Seconds)]++;
        }

        return [.. Spans.Select((span, index) => new LatencySpan(span.Name, counts[index]))];
    }

    private static async Task<List<WaitingWork>> ReadWorkAsync(LeadAlertsDbContext db, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var alerts = db.Alerts.Where(row => row.State == AlertState.Due || row.State == AlertState.Sending);
        var held = db.Alerts.Where(row => row.State == AlertState.Held);
        return
        [
            await Of(
                "Chats to judge",
                db.Conversations.Where(row => row.ReviewDueAt <= now).Select(row => row.ReviewDueAt),
                db.Conversations.Where(row => row.ReviewDueAt > now).Select(row => row.ReviewDueAt)),
            await Of(
                "Alerts to send",
                alerts.Where(row => row.DueAt <= now).Select(row => (DateTimeOffset?)row.DueAt),
                alerts.Where(row => row.DueAt > now).Select(row => (DateTimeOffset?)row.DueAt)),
            await Of(
                "Held alerts to release",
                held.Where(row => row.DueAt <= now).Select(row => (DateTimeOffset?)row.DueAt),
                held.Where(row => row.DueAt > now).Select(row => (DateTimeOffset?)row.DueAt)),
            await Of(
                "Escalations",
                db.Leads.Where(row => row.EscalateAt <= now).Select(row => row.EscalateAt),
                db.Leads.Where(row => row.EscalateAt > now).Select(row => row.EscalateAt)),
            await Of(
                "Digests",
                db.Sites.Where(row => row.DigestDueAt <= now).Select(row => row.DigestDueAt),
                db.Sites.Where(row => row.DigestDueAt > now).Select(row => row.DigestDueAt)),
            await Of(
                "Webhooks",
                db.WebhookDeliveries
                    .Where(row => (row.State == WebhookState.Due || row.State == WebhookState.Sending) && row.DueAt <= now)
                    .Select(row => (DateTimeOffset?)row.DueAt),
                db.WebhookDeliveries.Where(row => row.State == WebhookState.Due && row.DueAt > now).Select(row => (DateTimeOffset?)row.DueAt)),
            await Of(
                "Mails to members",
                db.TeamNotices.Where(row => row.State == TeamNoticeState.Due && row.DueAt <= now).Select(row => (DateTimeOffset?)row.DueAt),
                db.TeamNotices.Where(row => row.State == TeamNoticeState.Due && row.DueAt > now).Select(row => (DateTimeOffset?)row.DueAt)),
            await Of(
                "Erasures to finish",
                db.Erasures.Where(row => row.CleanedAt == null).Select(row => (DateTimeOffset?)row.At),
                null),
        ];

        async Task<WaitingWork> Of(string kind, IQueryable<DateTimeOffset?> due, IQueryable<DateTimeOffset?>? later) => new(
            kind,
            await due.CountAsync(cancellationToken),
            now - await due.MinAsync(cancellationToken),
            later is null ? 0 : await later.CountAsync(cancellationToken));
    }

    private static async Task<List<TimeSpan>> ReadLatenciesAsync(LeadAlertsDbContext db, DateTimeOffset now, CancellationToken cancellationToken)
    {
        // The due time of what was accepted is when it was to go: an index finds the last day by it.
        var since = now.AddHours(-24);
        var rows = await db.Alerts
            .Where(row => row.State == AlertState.Accepted && row.DueAt >= since && row.AcceptedAt >= since
                && row.LeadId != null && row.Reason == AlertReason.None && row.Kind == AlertKind.New)
            .OrderByDescending(row => row.DueAt)
            .Take(LatenciesMax)
            .Select(row => new { row.QualifiedAt, AcceptedAt = row.AcceptedAt!.Value })
            .ToListAsync(cancellationToken);
        return [.. rows.Select(row => row.AcceptedAt - row.QualifiedAt).Order()];
    }

    private static async Task<List<SenderState>> ReadSendersAsync(LeadAlertsDbContext db, CancellationToken cancellationToken) =>
        await db.MailSenders
            .OrderBy(row => row.SiteId != null).ThenBy(row => row.PausedSince == null).ThenBy(row => row.Sender)
            .Take(100)
            .Select(row => new SenderState(
                row.SiteId == null ? null : db.Sites.Where(site => site.Id == row.SiteId).Select(site => site.Name).FirstOrDefault() ?? "A deleted site",
                row.PausedSince,
                row.NextTryAt,
                row.Reason,
                row.LastAcceptedAt))
            .ToListAsync(cancellationToken);

    private static string VersionOf(Assembly assembly) =>
        assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0] ?? "unknown";

    private static TimeSpan? At(List<TimeSpan> sorted, double share) =>
        sorted.Count == 0 ? null : sorted[Math.Min(sorted.Count - 1, (int)(sorted.Count * share))];

    private static long Size(string file) => new FileInfo(file) is { Exists: true } found ? found.Length : 0;

    private async Task<ModelSpend?> ReadModelAsync(LeadAlertsDbContext db, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (!model.Value.IsOn)
        {
            return null;
        }

        // Each site counts by its own day, and somewhere it is already tomorrow or still yesterday.
        var utcDay = DateOnly.FromDateTime(now.UtcDateTime);
        var (first, last) = (utcDay.AddDays(-1), utcDay.AddDays(1));
        var around = await (
            from usage in db.LanguageModelUsages.AsNoTracking()
            join site in db.Sites on usage.SiteId equals site.Id
            where usage.UsedOn >= first && usage.UsedOn <= last
            select new { Usage = usage, site.TimeZone }).ToListAsync(cancellationToken);
        var rows = around.Where(row => row.Usage.UsedOn == LanguageModelQuota.Today(row.TimeZone, now)).Select(row => row.Usage).ToList();
        return new ModelSpend(
            model.Value.Model!, rows.Sum(row => row.Reviews), rows.Sum(row => row.Failures), rows.Sum(row => row.InputTokens), rows.Sum(row => row.OutputTokens));
    }
}
