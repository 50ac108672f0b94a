using LeadAlerts.Core.Audit;
using LeadAlerts.Core.Email;
using LeadAlerts.Core.Members;
using LeadAlerts.Core.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace LeadAlerts.Core.Alerts.Delivery;

/// <summary>A site's own mail server as its owners see it; the password is not among it.</summary>
/// <param name="Host">The mail server's name.</param>
/// <param name="Port">Its port.</param>
/// <param name="Security">How the connection is encrypted.</param>
/// <param name="UserName">The name to sign in with; null for none.</param>
/// <param name="HasPassword">True when a password is stored.</param>
/// <param name="From">The address in whose name the alerts go out.</param>
/// <param name="SavedAt">When it was saved, UTC.</param>
/// <param name="PausedSince">Since when nothing goes out through it, UTC; null while it works.</param>
/// <param name="Problem">Why nothing goes out; null while it works.</param>
public sealed record SiteMailView(
    string Host, int Port, MailSecurity Security, string? UserName, bool HasPassword, string From,
    DateTimeOffset SavedAt, DateTimeOffset? PausedSince, string? Problem);

/// <summary>What became of a trial or a save.</summary>
public abstract record SiteMailOutcome
{
    private SiteMailOutcome()
    {
    }

    /// <summary>The server would take the site's alerts.</summary>
    /// <param name="Saved">True when the settings are stored and in use.</param>
    public sealed record Works(bool Saved) : SiteMailOutcome;

    /// <summary>It would not; nothing was changed.</summary>
    /// <param name="Step">Where it failed.</param>
    /// <param name="Problem">What the server said, or what went wrong.</param>
    public sealed record Broken(MailStep Step, string Problem) : SiteMailOutcome;

    /// <summary>What was typed cannot be.</summary>
    /// <param name="Problem">What is wrong, for the one who typed it.</param>
    public sealed record Invalid(string Problem) : SiteMailOutcome;

    /// <summary>The person is no owner of the site.</summary>
    public sealed record NotOwner : SiteMailOutcome;
}

/// <summary>Lets owners try and save a mail server of their own. Safe for use by several threads.</summary>
public sealed class SiteMailDesk(
    IDbContextFactory<LeadAlertsDbContext> contexts,
    SiteMembership membership,
    SiteMailServers servers,
    IOptions<EmailOptions> options,
    TimeProvider clock)
{
    /// <summary>The site's own mail server; null when it has none, or when the person is no owner.</summary>
    public async Task<SiteMailView?> FindAsync(Guid siteId, Guid userId, CancellationToken cancellationToken)
    {
        if (await membership.FindRoleAsync(siteId, userId, cancellationToken) != MemberRole.Owner)
        {
            return null;
        }

        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var name = MailSenderStatus.NameOf(siteId);
        var settings = await db.SiteMailSettings.AsNoTracking().FirstOrDefaultAsync(row => row.SiteId == siteId, cancellationToken);
        var status = await db.MailSenders.AsNoTracking().FirstOrDefaultAsync(row => row.Sender == name, cancellationToken);
        return settings is null
            ? null
            : new SiteMailView(
                settings.Host, settings.Port, settings.Security, settings.UserName, settings.Password is not null, settings.From,
                settings.SavedAt, status?.PausedSince, status?.Reason);
    }

    /// <summary>Tries a mail server as far as it goes without a mail and, where asked, stores it when it works.</summary>
    /// <remarks>The stored password is only used with the stored server: another one gets only what is typed for it.</remarks>
    public async Task<SiteMailOutcome> TryAsync(Guid siteId, Guid userId, SiteMailDraft draft, bool save, CancellationToken cancellationToken)
    {
        if (await membership.FindRoleAsync(siteId, userId, cancellationToken) != MemberRole.Owner)
        {
            return new SiteMailOutcome.NotOwner();
        }

        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var stored = await db.SiteMailSettings.FirstOrDefaultAsync(row => row.SiteId == siteId, cancellationToken);
        var keeps = draft.Password is null && stored?.Password is not null && draft.UserName is not null;
        if (FindMistake(draft, keeps && !string.Equals(stored!.Host, draft.Host, StringComparison.OrdinalIgnoreCase)) is { } mistake)
        {
            return new SiteMailOutcome.Invalid(mistake);
        }

        var password = keeps ? servers.Open(stored!).Options?.Password : draft.Password;
        if (keeps && password is null)
        {
            return new SiteMailOutcome.Invalid("The stored password cannot be read any more: type it again.");
        }

        var tried = servers.OptionsOf(draft.Host, draft.Port, draft.Security, draft.UserName, password, draft.From);
        await using var sender = new SmtpMailSender(tried, publicOnly: !options.Value.AllowPrivateSiteServers, clock);
        if (await sender.TryOutAsync(cancellationToken) is { } trouble)
        {
            return new SiteMailOutcome.Broken(trouble.Step, trouble.Reply);
        }

        if (save)
        {
            await using var write = await db.BeginWriteAsync(cancellationToken);
            var before = stored is null ? null : $"{stored.Host}:{stored.Port}, from {stored.From}";
            var settings = stored ?? new SiteMailSettings(siteId);
            settings.Change(
                draft, draft.UserName is null || password is null ? null : servers.Close(siteId, password), userId, clock.GetUtcNow());
            if (stored is null)
            {
                db.Add(settings);
            }

            var was = before is null ? "" : $" (before: {before})";
            db.Note(siteId, userId, AuditArea.Mail, $"Mail server {settings.Host}:{settings.Port}, from {settings.From}{was}", clock.GetUtcNow());
            await LetGoAsync(db, siteId, settings.From, cancellationToken);
            await db.SaveChangesAsync(cancellationToken);
            await write.CommitAsync(cancellationToken);
        }

        return new SiteMailOutcome.Works(save);
    }

    /// <summary>Lets the site's alerts go through the installation's mail server again; false when the person is no owner.</summary>
    public async Task<bool> RemoveAsync(Guid siteId, Guid userId, CancellationToken cancellationToken)
    {
        if (await membership.FindRoleAsync(siteId, userId, cancellationToken) != MemberRole.Owner)
        {
            return false;
        }

        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        await using var write = await db.BeginWriteAsync(cancellationToken);
        if (await db.SiteMailSettings.FirstOrDefaultAsync(row => row.SiteId == siteId, cancellationToken) is { } settings)
        {
            db.Remove(settings);
            db.Note(siteId, userId, AuditArea.Mail, $"Mail server {settings.Host}:{settings.Port} removed", clock.GetUtcNow());
        }

        await LetGoAsync(db, siteId, options.Value.From, cancellationToken);
        await db.SaveChangesAsync(cancellationToken);
        await write.CommitAsync(cancellationToken);
        servers.Forget(siteId);
        return true;
    }

    /// <summary>What waited for the old settings is tried at once, in the name that the new server lets pass.</summary>
    private static async Task LetGoAsync(LeadAlertsDbContext db, Guid siteId, string from, CancellationToken cancellationToken)
    {
        var name = MailSenderStatus.NameOf(siteId);
        var status = await db.MailSenders.FirstOrDefaultAsync(row => row.Sender == name, cancellationToken);
        status?.Reach();

        // Of which something may have arrived: those stay as they are, byte for byte.
        var waiting = db.Alerts.Where(alert => alert.SiteId == siteId
            && (alert.State == AlertState.Due || alert.State == AlertState.Held) && !alert.ResentAfterUnknown);
        foreach (var id in await waiting.Select(alert => alert.Id).ToListAsync(cancellationToken))
        {
            var alert = waiting.Where(row => row.Id == id);
            if (FrozenMail.WithSender(await alert.Select(row => row.Mime).SingleAsync(cancellationToken), from) is { } mime)
            {
                await alert.ExecuteUpdateAsync(set => set.SetProperty(row => row.Mime, mime), cancellationToken);
            }
        }
    }

    private static string? FindMistake(SiteMailDraft draft, bool otherHost) => draft switch
    {
        { Port: < 1 or > 65535 } => "A port is a number from 1 to 65535; most mail servers use 587 or 465.",
        { Host: var host } when Uri.CheckHostName(host) == UriHostNameType.Unknown || host.Length > 253 => "Type the mail server's name, such as smtp.example.com.",
        _ when !Enum.IsDefined(draft.Security) => "Choose how the connection is encrypted.",
        { From: var from } when !EmailAddress.TryParse(from, out _, out _) => "Type the address in whose name the alerts go out, such as alerts@example.com.",
        { UserName.Length: > 320 } or { Password.Length: > 500 } => "The name or the password is too long.",
        { UserName: null, Password: not null } => "Type the name that belongs to the password.",
        { Security: MailSecurity.None, Password: not null } => "Without encryption the password would travel in the open: choose another way to connect.",
        _ when otherHost => "Type the password again: the stored one is only used with the server it was typed for.",
        _ => null,
    };
}
