using LeadAlerts.Core.Email;
using LeadAlerts.Core.Members;
using LeadAlerts.Core.Sites;
using LeadAlerts.Core.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace LeadAlerts.Core.Health;

/// <summary>Tells administrators by mail when alerts can no longer be relied upon, and when they can again.</summary>
/// <remarks>
/// The mails go past the outbox, which may be what fails. When mail itself fails they are tried again, ever more slowly; of an incident
/// that ended before they came through, the end alone is told. Several servers tell once. Safe for use by several threads.
/// </remarks>
public sealed partial class HealthIncidents(
    IDbContextFactory<LeadAlertsDbContext> contexts,
    NoticeMail mail,
    PublicUrl publicUrl,
    IOptions<HealthOptions> options,
    TimeProvider clock,
    ILogger<HealthIncidents> logger)
{
    private const int RecipientsMax = 20;

    /// <summary>Opens, keeps or closes an incident by what was judged, and sends the mail that is due.</summary>
    public async Task RecordAsync(HealthReport report, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        if (await TakeAsync(report, now, cancellationToken) is { } due)
        {
            await TellAsync(due, report, now, cancellationToken);
        }
    }

    /// <returns>The incident whose mail this server is to send; null for none.</returns>
    private async Task<HealthIncident?> TakeAsync(HealthReport report, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        await using var write = await db.BeginWriteAsync(cancellationToken);
        var last = await db.HealthIncidents.OrderByDescending(row => row.Number).FirstOrDefaultAsync(cancellationToken);
        var codes = string.Join(' ', report.Problems.Select(problem => problem.Code));
        if (last is null or { ClosedAt: not null })
        {
            if (!report.IsHealthy)
            {
                last = new HealthIncident((last?.Number ?? 0) + 1, codes, now + options.Value.TellAfter, now);
                db.Add(last);
                Log.Opened(logger, last.Number, codes);
            }
        }
        else if (!report.IsHealthy)
        {
            last.See(codes, now + options.Value.TellAfter, now);
        }
        else if (now - last.LastBadAt >= options.Value.WellAfter)
        {
            last.Close(now);
            Log.Closed(logger, last.Number);
        }

        // While it looks well, nobody is told that it is not.
        var isDue = last?.TellAt <= now && (last.ClosedAt is not null || !report.IsHealthy);
        if (isDue)
        {
            last!.BeginTelling(now + TimeSpan.FromMinutes(Math.Min(Math.Pow(2, last.TellFailures), 30)));
        }

        await db.SaveChangesAsync(cancellationToken);
        await write.CommitAsync(cancellationToken);
        return isDue ? last : null;
    }

    private async Task TellAsync(HealthIncident incident, HealthReport report, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var addresses = await FindAdministratorsAsync(cancellationToken);

        // What is over need not wait for somebody who could be told of it.
        var told = addresses.Count == 0 && incident.ClosedAt is not null;
        foreach (var address in addresses)
        {
            var (subject, text) = incident.ClosedAt is null ? Bad(incident, report) : Well(incident);
            var outcome = await mail.SendNoticeAsync(
                address, subject, subject, text, "Open Lead Alerts", publicUrl.Link("/"), cancellationToken);
            told |= outcome is MailOutcome.Accepted;
        }

        if (!told)
        {
            Log.NotTold(logger, incident.Number);
            return;
        }

        await using var db = await contexts.CreateDbContextAsync(CancellationToken.None);
        (await db.HealthIncidents.SingleAsync(row => row.Id == incident.Id, CancellationToken.None)).RecordTold(incident.Codes, now);
        await db.SaveChangesAsync(CancellationToken.None);
    }

    private async Task<List<string>> FindAdministratorsAsync(CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await (
            from userRole in db.UserRoles
            join role in db.Roles on userRole.RoleId equals role.Id
            join user in db.Users on userRole.UserId equals user.Id
            where role.Name == Roles.Admin && user.Email != null && user.EmailConfirmed
                && (user.LockoutEnd == null || user.LockoutEnd < ApplicationUser.DisabledUntil)
            orderby user.Email
            select user.Email).Take(RecipientsMax).ToListAsync(cancellationToken);
    }

    private static (string Subject, string Text) Bad(HealthIncident incident, HealthReport report) => (
        "Lead alerts cannot be relied upon at the moment",
        string.Join("\n\n", report.Problems.Select(problem => $"{problem.Words} {problem.Detail}".TrimEnd()))
        + $"\n\nSince {incident.OpenedAt.UtcDateTime:yyyy-MM-dd HH:mm} UTC. You get one more mail when all is well again. The same is told at /health/ready.");

    private static (string Subject, string Text) Well(HealthIncident incident) => (
        "Lead alerts are well again",
        $"From {incident.OpenedAt.UtcDateTime:yyyy-MM-dd HH:mm} to {incident.LastBadAt.UtcDateTime:yyyy-MM-dd HH:mm} UTC they could not be relied upon "
        + $"({incident.Codes.Replace(" ", ", ", StringComparison.Ordinal)}). What waited meanwhile goes out by itself.");

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Error, "Alerts cannot be relied upon (incident {Number}): {Codes}")]
        public static partial void Opened(ILogger logger, int number, string codes);

        [LoggerMessage(LogLevel.Information, "Alerts are well again (incident {Number})")]
        public static partial void Closed(ILogger logger, int number);

        [LoggerMessage(LogLevel.Warning, "No administrator could be told of incident {Number} by mail; it is tried again")]
        public static partial void NotTold(ILogger logger, int number);
    }
}
