using LeadAlerts.Core.Email;
using LeadAlerts.Core.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace LeadAlerts.Core.Alerts.Delivery;

/// <summary>What became of the wish to send an alert once more.</summary>
public abstract record ResendOutcome
{
    private ResendOutcome()
    {
    }

    /// <summary>It is due: signal that work is due.</summary>
    public sealed record Queued : ResendOutcome;

    /// <summary>It waits or is being sent at this moment.</summary>
    public sealed record InFlight : ResendOutcome;

    /// <summary>It must not go out: the recipient stopped or was removed, or the site's plan has changed.</summary>
    /// <param name="Words">Why, as a sentence.</param>
    public sealed record NotAllowed(string Words) : ResendOutcome;

    /// <summary>There is no such alert at this site, or it never had a mail.</summary>
    public sealed record NothingToSend : ResendOutcome;
}

/// <summary>Sends alerts once more because a person asked for it: the same bytes, a new attempt. Safe for use by several threads.</summary>
/// <remarks>One that was refused goes out in the name of the address that the site sends in now: perhaps the old one was what was refused.</remarks>
public sealed class AlertResend(SharedCommits commits, IOptions<EmailOptions> options, TimeProvider clock)
{
    /// <summary>Makes an alert that was accepted, failed or stayed unknown due again.</summary>
    /// <param name="siteId">The site.</param>
    /// <param name="alertId">The alert.</param>
    /// <param name="userId">Who asks; it is recorded with the attempt.</param>
    public Task<ResendOutcome> QueueAsync(Guid siteId, Guid alertId, Guid userId) => commits.RunAsync<ResendOutcome>(async db =>
    {
        var alert = await db.Alerts.AsNoTracking().FirstOrDefaultAsync(row => row.SiteId == siteId && row.Id == alertId);
        switch (alert)
        {
            case { State: AlertState.Due or AlertState.Sending or AlertState.Held }:
                return new ResendOutcome.InFlight();
            case null or { Mime.Length: 0 } or { State: AlertState.Suppressed or AlertState.Bundled }:
                return new ResendOutcome.NothingToSend();
        }

        if (AlertWords.Reason((await AlertStandings.FindAsync(db, alert)).FindObstacle(alert, byPerson: true)) is { } words)
        {
            return new ResendOutcome.NotAllowed(words);
        }

        var mime = alert.Mime;
        if (alert is { State: AlertState.Failed, ResentAfterUnknown: false })
        {
            var own = await db.SiteMailSettings.Where(settings => settings.SiteId == siteId).Select(settings => settings.From).FirstOrDefaultAsync();
            mime = FrozenMail.WithSender(mime, own ?? options.Value.From) ?? mime;
        }

        var now = clock.GetUtcNow();
        await db.Alerts.Where(row => row.Id == alertId && row.State == alert.State).ExecuteUpdateAsync(set => set
            .SetProperty(row => row.State, AlertState.Due)
            .SetProperty(row => row.DueAt, now)
            .SetProperty(row => row.Mime, mime)
            .SetProperty(row => row.Attempts, 0)
            .SetProperty(row => row.FinishedAt, (DateTimeOffset?)null)
            .SetProperty(row => row.ResendAt, now)
            .SetProperty(row => row.ResendBy, userId));
        return new ResendOutcome.Queued();
    });
}
