using LeadAlerts.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace LeadAlerts.Core.Alerts.Delivery;

/// <summary>Whether mail can go out at all; one row per sender.</summary>
public sealed class MailSenderStatus
{
    /// <summary>The installation's own sender.</summary>
    public const string Installation = "installation";

    /// <summary>The greatest length of a sender's name, in characters.</summary>
    public const int SenderMaxLength = 60;

    /// <summary>Finds a sender's row by its name, to be changed; null when it never sent. Asked for each mail.</summary>
    internal static readonly Func<LeadAlertsDbContext, string, Task<MailSenderStatus?>> FindAsync = EF.CompileAsyncQuery(
        (LeadAlertsDbContext db, string sender) => db.MailSenders.FirstOrDefault(row => row.Sender == sender));

    /// <summary>How the sender of a site's mails stands, to be read.</summary>
    /// <returns>Null while it never sent; and whether it is a mail server of the site's own.</returns>
    internal static async Task<(MailSenderStatus? Status, bool IsOwn)> FindOfSiteAsync(
        LeadAlertsDbContext db, Guid siteId, CancellationToken cancellationToken)
    {
        var isOwn = await db.SiteMailSettings.AnyAsync(settings => settings.SiteId == siteId, cancellationToken);
        var name = NameOf(isOwn ? siteId : null);
        return (await db.MailSenders.AsNoTracking().FirstOrDefaultAsync(status => status.Sender == name, cancellationToken), isOwn);
    }

    private MailSenderStatus()
    {
    }

    /// <summary>A sender that works as far as is known.</summary>
    /// <param name="siteId">The site whose own mail server it is; null for the installation's.</param>
    public MailSenderStatus(Guid? siteId)
    {
        SiteId = siteId;
        Sender = NameOf(siteId);
    }

    /// <summary>What a sender is called.</summary>
    /// <param name="siteId">The site whose own mail server it is; null for the installation's.</param>
    public static string NameOf(Guid? siteId) => siteId is { } id ? $"site:{id:N}" : Installation;

    /// <summary>The site whose own mail server it is; null for the installation's.</summary>
    public Guid? SiteId { get; private set; }

    /// <summary>Which sender.</summary>
    public string Sender { get; private set; } = "";

    /// <summary>Since when nothing can go out, UTC; null while it works.</summary>
    public DateTimeOffset? PausedSince { get; private set; }

    /// <summary>When it is tried again, UTC; null while it works.</summary>
    public DateTimeOffset? NextTryAt { get; private set; }

    /// <summary>Tries in a row that failed.</summary>
    public int Failures { get; private set; }

    /// <summary>Why nothing can go out, in words an administrator can act on; null while it works.</summary>
    public string? Reason { get; private set; }

    /// <summary>When a server last accepted a mail, UTC; null when none ever did.</summary>
    public DateTimeOffset? LastAcceptedAt { get; private set; }

    /// <summary>When the site's owners were last told that it is paused, UTC; null when they know that it works, and for the installation's.</summary>
    public DateTimeOffset? PauseToldAt { get; private set; }

    /// <summary>Until when one server has time to tell the owners, UTC; null while none does.</summary>
    public DateTimeOffset? TellingUntil { get; private set; }

    /// <summary>Gives one server time to tell the owners how it stands; the others, and the next try, wait until then.</summary>
    public void BeginTelling(DateTimeOffset until) => TellingUntil = until;

    /// <summary>Notes that the owners know how it stands.</summary>
    /// <param name="pauseToldAt">When they were told that it is paused, UTC; null when they were told that it works.</param>
    public void RecordTold(DateTimeOffset? pauseToldAt)
    {
        PauseToldAt = pauseToldAt;
        TellingUntil = null;
    }

    /// <summary>Lets one alert try; until <paramref name="nextTryAt"/> no other may.</summary>
    public void ReserveTry(DateTimeOffset nextTryAt) => NextTryAt = nextTryAt;

    /// <summary>Notes that the server answered, though it accepted nothing.</summary>
    public void Reach()
    {
        PausedSince = null;
        NextTryAt = null;
        Failures = 0;
        Reason = null;
    }

    /// <summary>Pauses the sender, or pauses it longer.</summary>
    public void Pause(string reason, DateTimeOffset nextTryAt, DateTimeOffset now)
    {
        PausedSince ??= now;
        NextTryAt = nextTryAt;
        Failures++;
        Reason = reason;
    }

    /// <summary>Notes that a mail was accepted: the sender works.</summary>
    public void Resume(DateTimeOffset now)
    {
        Reach();
        LastAcceptedAt = now;
    }
}
