using LeadAlerts.Core.Alerts.Recipients;
using LeadAlerts.Core.Alerts.Settings;
using LeadAlerts.Core.Sites;

namespace LeadAlerts.Core.Alerts.Deciding;

/// <summary>What keeps every alert of a site from going out, in the order in which one has to be put right before the next matters.</summary>
public enum AlertStopCause
{
    /// <summary>An administrator closed the site.</summary>
    SiteDisabled,

    /// <summary>The site's plan has no alert e-mails.</summary>
    NotFreePlan,

    /// <summary>The alerts are switched off.</summary>
    AlertsOff,

    /// <summary>There is no recipient.</summary>
    NoRecipient,

    /// <summary>No recipient has confirmed the address.</summary>
    NobodyConfirmed,

    /// <summary>Every recipient was stopped.</summary>
    EverybodyStopped,

    /// <summary>The mails to every recipient come back.</summary>
    EverybodyBounced,

    /// <summary>No recipient gets mails, each for a reason of its own.</summary>
    NobodyReachable,

    /// <summary>Whoever gets mails gets the digest alone, and there is none.</summary>
    DigestAloneAndOff,

    /// <summary>The site is muted: what comes waits.</summary>
    SiteMuted,

    /// <summary>Every recipient muted the mails: what comes waits.</summary>
    EverybodyMuted,
}

/// <summary>Why nobody gets a site's alerts at the moment, though nothing is out of order.</summary>
/// <param name="Cause">The first thing to put right.</param>
/// <param name="Until">When it ends by itself, UTC; null when it does not.</param>
public sealed record AlertStop(AlertStopCause Cause, DateTimeOffset? Until = null)
{
    /// <summary>Finds it; null when somebody gets them. Pure.</summary>
    /// <param name="site">The site.</param>
    /// <param name="settings">Its settings in force; null for those of a new site.</param>
    /// <param name="recipients">All its recipients.</param>
    /// <param name="now">When, UTC.</param>
    public static AlertStop? Find(Site site, AlertSettings? settings, IReadOnlyCollection<AlertRecipient> recipients, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(site);
        if (site.Disabled)
        {
            return new AlertStop(AlertStopCause.SiteDisabled);
        }

        if (site.Plan != SitePlan.Free)
        {
            return new AlertStop(AlertStopCause.NotFreePlan);
        }

        if (settings is { Enabled: false })
        {
            return new AlertStop(AlertStopCause.AlertsOff);
        }

        if (!recipients.Any(recipient => recipient.IsActive))
        {
            return new AlertStop(WhyNobody(recipients));
        }

        var hasDigest = settings is { Digest.Rhythm: not DigestRhythm.Off };
        var getters = recipients.Where(recipient => recipient.IsActive && (hasDigest || recipient.Role != RecipientRole.DigestOnly)).ToList();
        if (getters.Count == 0)
        {
            return new AlertStop(AlertStopCause.DigestAloneAndOff);
        }

        return site.AlertsMutedUntil > now ? new AlertStop(AlertStopCause.SiteMuted, site.AlertsMutedUntil)
            : getters.TrueForAll(recipient => recipient.MutedUntil > now) ? new AlertStop(AlertStopCause.EverybodyMuted, getters.Min(recipient => recipient.MutedUntil))
            : null;
    }

    private static AlertStopCause WhyNobody(IReadOnlyCollection<AlertRecipient> recipients) =>
        recipients.Select(recipient => recipient.WhyUnreachable).Distinct().ToList() switch
        {
            [] => AlertStopCause.NoRecipient,
            [AlertReason.NotConfirmed] => AlertStopCause.NobodyConfirmed,
            [AlertReason.RecipientStopped] => AlertStopCause.EverybodyStopped,
            [AlertReason.RecipientBounced] => AlertStopCause.EverybodyBounced,
            _ => AlertStopCause.NobodyReachable,
        };
}
