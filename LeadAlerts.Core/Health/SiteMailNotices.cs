using LeadAlerts.Core.Alerts;
using LeadAlerts.Core.Alerts.Delivery;
using LeadAlerts.Core.Email;
using LeadAlerts.Core.Members;
using LeadAlerts.Core.Sites;
using LeadAlerts.Core.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace LeadAlerts.Core.Health;

/// <summary>Tells a site's owners when nothing goes out through the site's own mail server for long, and when mail goes out through it again.</summary>
/// <remarks>
/// The mails go through the installation's server. What was told stands in the sender's row: several servers, and one that starts anew, tell it
/// once. Safe for use by several threads.
/// </remarks>
public sealed partial class SiteMailNotices(
    IDbContextFactory<LeadAlertsDbContext> contexts,
    NoticeMail mail,
    PublicUrl publicUrl,
    IOptions<HealthOptions> options,
    TimeProvider clock,
    ILogger<SiteMailNotices> logger)
{
    private const int SitesAtOnce = 20;
    private const int OwnersMax = 20;

    // Longer than the mails take: what could not be told is tried again so much later.
    private static readonly TimeSpan TryPause = TimeSpan.FromMinutes(10);

    /// <summary>Sends what is due.</summary>
    public async Task TellAsync(CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        foreach (var status in await TakeAsync(now, cancellationToken))
        {
            await TellAsync(status, now, cancellationToken);
        }
    }

    /// <returns>The senders of which this server is to tell.</returns>
    private async Task<IReadOnlyList<MailSenderStatus>> TakeAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var since = now - options.Value.SiteMailPausedAfter;

        // One that answered and accepted nothing since has not shown yet that it works.
        var due = db.MailSenders
            .Where(status => status.SiteId != null && (status.TellingUntil == null || status.TellingUntil <= now)
                && ((status.PausedSince <= since && (status.PauseToldAt == null || status.PauseToldAt < status.PausedSince))
                    || (status.PausedSince == null && status.LastAcceptedAt > status.PauseToldAt))
                && db.Sites.Any(site => site.Id == status.SiteId && !site.Disabled))
            .OrderBy(status => status.Sender)
            .Take(SitesAtOnce);
        if (!await due.AnyAsync(cancellationToken))
        {
            return [];
        }

        await using var write = await db.BeginWriteAsync(cancellationToken);
        var taken = await due.ToListAsync(cancellationToken);
        taken.ForEach(status => status.BeginTelling(now + TryPause));
        await db.SaveChangesAsync(cancellationToken);
        await write.CommitAsync(cancellationToken);
        return taken;
    }

    private async Task TellAsync(MailSenderStatus status, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var (subject, text, owners) = await WriteAsync(status, cancellationToken);
        var (isTold, isPutOff) = (false, false);
        foreach (var owner in owners)
        {
            var outcome = await mail.SendNoticeAsync(
                owner, subject, subject, text, "Open the site’s settings", publicUrl.Link($"sites/{status.SiteId}"), cancellationToken);
            isTold |= outcome is MailOutcome.Accepted or MailOutcome.Ambiguous;
            isPutOff |= outcome is MailOutcome.Deferred or MailOutcome.Unavailable;
        }

        if (!isTold && isPutOff)
        {
            Log.NotTold(logger, status.Sender);
            return;
        }

        // The mails have left, or nobody is there to get them: record it even while the server is stopping.
        await using var db = await contexts.CreateDbContextAsync(CancellationToken.None);
        (await db.MailSenders.SingleAsync(row => row.Sender == status.Sender, CancellationToken.None)).RecordTold(status.PausedSince is null ? null : now);
        await db.SaveChangesAsync(CancellationToken.None);
        Log.Told(logger, status.Sender, status.PausedSince is not null);
    }

    private async Task<(string Subject, string Text, IReadOnlyList<string> Owners)> WriteAsync(MailSenderStatus status, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var site = await db.Sites.AsNoTracking().SingleAsync(row => row.Id == status.SiteId, cancellationToken);
        var owners = await (
            from member in db.Members
            join user in db.Users on member.UserId equals user.Id
            where member.SiteId == status.SiteId && member.Role == MemberRole.Owner && user.Email != null && user.EmailConfirmed
                && (user.LockoutEnd == null || user.LockoutEnd < ApplicationUser.DisabledUntil)
            orderby user.Email
            select user.Email).Take(OwnersMax).ToListAsync(cancellationToken);
        if (status.PausedSince is not { } since)
        {
            return ($"Lead alerts of {site.Name} go out again", "The site’s own mail server takes mails again. What waited meanwhile has been sent or is on its way.", owners);
        }

        var waiting = await db.Alerts.CountAsync(
            alert => alert.SiteId == status.SiteId && (alert.State == AlertState.Due || alert.State == AlertState.Sending), cancellationToken);
        return (
            $"Lead alerts of {site.Name} cannot go out",
            $"Since {SiteTime.Write(since, site.TimeZone, clock.GetUtcNow())} nothing goes out through the site’s own mail server: {status.Reason}"
            + $"\n\n{(waiting == 1 ? "One mail waits" : $"{waiting} mails wait")}. New leads are in the inbox meanwhile; who reads mail only does not hear of them."
            + "\n\nOpen the site’s settings to mend the mail server, or let the alerts go through the installation’s. You get one more mail when it works again.",
            owners);
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Information, "The owners were told how {Sender} stands; paused: {Paused}")]
        public static partial void Told(ILogger logger, string sender, bool paused);

        [LoggerMessage(LogLevel.Warning, "The owners could not be told how {Sender} stands; it is tried again")]
        public static partial void NotTold(ILogger logger, string sender);
    }
}
