using System.Collections.Concurrent;
using LeadAlerts.Core.Alerts.Deciding;
using LeadAlerts.Core.Alerts.Delivery;
using LeadAlerts.Core.Alerts.Digests;
using LeadAlerts.Core.Alerts.Raising;
using LeadAlerts.Core.Audit;
using LeadAlerts.Core.Members;
using LeadAlerts.Core.Qualification;
using LeadAlerts.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace LeadAlerts.Core.Alerts.Settings;

/// <summary>What became of an attempt to save alert settings.</summary>
public abstract record SettingsSaveOutcome
{
    private SettingsSaveOutcome()
    {
    }

    /// <summary>A new version is in force.</summary>
    public sealed record Saved(AlertSettings Settings) : SettingsSaveOutcome;

    /// <summary>The draft equals the version in force: nothing was written.</summary>
    public sealed record Unchanged(AlertSettings Settings) : SettingsSaveOutcome;

    /// <summary>Somebody saved in between: nothing was written.</summary>
    /// <param name="Current">The version in force.</param>
    /// <param name="SavedBy">Who saved it, as members call that person.</param>
    public sealed record Conflict(AlertSettings Current, string SavedBy) : SettingsSaveOutcome;

    /// <summary>The person does not own the site: nothing was written.</summary>
    public sealed record NotOwner : SettingsSaveOutcome;

    /// <summary>A number is out of its range, or a version to go back to is not there: nothing was written.</summary>
    /// <param name="Problem">What is wrong, in words.</param>
    public sealed record Invalid(string Problem) : SettingsSaveOutcome;
}

/// <summary>One version in the history of a site's alert settings.</summary>
/// <param name="Version">Its number, from 1.</param>
/// <param name="SavedBy">Who saved it, as members call that person; null for the first version.</param>
/// <param name="SavedAt">When, UTC.</param>
/// <param name="Changes">What it changed against the one before, in words; empty for the first.</param>
public sealed record SettingsVersion(int Version, string? SavedBy, DateTimeOffset SavedAt, IReadOnlyList<string> Changes);

/// <summary>What else decides whether a site's alerts go out.</summary>
/// <param name="Stop">Why nobody gets them, though nothing is out of order; null when somebody does.</param>
/// <param name="MailPausedSince">Since when the site's mail cannot go out, UTC; null while it can.</param>
/// <param name="MailNextTryAt">When it is tried again, UTC; null while it works.</param>
/// <param name="MailProblem">Why it cannot; null while it can.</param>
/// <param name="HasOwnServer">True when the site sends through a mail server of its own.</param>
public sealed record AlertStanding(
    AlertStop? Stop, DateTimeOffset? MailPausedSince, DateTimeOffset? MailNextTryAt, string? MailProblem, bool HasOwnServer)
{
    /// <summary>How many alerts wait on purpose.</summary>
    public int Held { get; init; }

    /// <summary>When the first of them is released, UTC; null when none waits.</summary>
    public DateTimeOffset? NextReleaseAt { get; init; }
}

/// <summary>Reads and saves the versions of a site's alert settings. Safe for use by several threads.</summary>
public sealed class AlertSettingsStore(IDbContextFactory<LeadAlertsDbContext> contexts, TimeProvider clock)
{
    // Compiled: every review asks for them.
    private static readonly Func<LeadAlertsDbContext, Guid, CancellationToken, Task<AlertSettings?>> FindCurrentAsync = EF.CompileAsyncQuery(
        (LeadAlertsDbContext db, Guid siteId, CancellationToken _) => db.AlertSettings.AsNoTracking()
            .Where(settings => settings.SiteId == siteId)
            .OrderByDescending(settings => settings.Version)
            .FirstOrDefault());

    // Only of sites with criteria of their own: what is costly is to take those apart.
    private readonly ConcurrentDictionary<Guid, (Guid SettingsId, SiteCriteria Criteria)> _criteria = new();

    /// <summary>The criteria of a saved version, ready to be compared; made once for each version in force.</summary>
    public SiteCriteria CriteriaOf(AlertSettings settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        if (settings.OwnCriteria.Count == 0)
        {
            return new SiteCriteria(settings.Criteria, []);
        }

        if (!_criteria.TryGetValue(settings.SiteId, out var kept) || kept.SettingsId != settings.Id)
        {
            kept = (settings.Id, new SiteCriteria(settings.Criteria, settings.OwnCriteria));
            _criteria[settings.SiteId] = kept;
        }

        return kept.Criteria;
    }

    /// <summary>The settings in force; makes the first version where there is none.</summary>
    public async Task<AlertSettings> GetAsync(Guid siteId, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var current = await FindCurrentAsync(db, siteId, cancellationToken);
        if (current is not null)
        {
            return current;
        }

        var first = AlertSettings.CreateFirst(siteId, clock.GetUtcNow());
        db.AlertSettings.Add(first);
        try
        {
            await db.SaveChangesAsync(cancellationToken);
            return first;
        }
        catch (DbUpdateException) when (!cancellationToken.IsCancellationRequested)
        {
            // A review made it at the same time; anything else is thrown on.
            db.ChangeTracker.Clear();
            if (await FindCurrentAsync(db, siteId, cancellationToken) is { } made)
            {
                return made;
            }

            throw;
        }
    }

    /// <summary>Saves a new version.</summary>
    /// <param name="siteId">The site.</param>
    /// <param name="userId">Who saves; must own the site.</param>
    /// <param name="expectedVersion">The version the draft was made from.</param>
    /// <param name="draft">What is wanted.</param>
    /// <param name="cancellationToken">Ends the attempt; nothing is written then.</param>
    public async Task<SettingsSaveOutcome> SaveAsync(
        Guid siteId, Guid userId, int expectedVersion, AlertSettingsDraft draft, CancellationToken cancellationToken)
    {
        await GetAsync(siteId, cancellationToken);
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        await using var write = await db.BeginWriteAsync(cancellationToken);
        if (!await db.IsOwnerAsync(siteId, userId, cancellationToken))
        {
            return new SettingsSaveOutcome.NotOwner();
        }

        var current = await FindCurrentAsync(db, siteId, cancellationToken)
            ?? throw new InvalidOperationException("The site has no settings.");
        if (current.Version != expectedVersion)
        {
            return new SettingsSaveOutcome.Conflict(current, await NameAsync(db, current.SavedBy, cancellationToken) ?? "Somebody");
        }

        draft = draft.Tidied();
        if (draft.FindProblem() is { } problem)
        {
            return new SettingsSaveOutcome.Invalid(problem);
        }

        var now = clock.GetUtcNow();
        var next = current.Next(draft, userId, now);
        var changes = AlertSettingsChanges.Describe(current, next);
        if (changes.Count == 0)
        {
            return new SettingsSaveOutcome.Unchanged(current);
        }

        db.Note(siteId, userId, AuditArea.Alerts, $"Version {next.Version}: {string.Join(" · ", changes)}", now);

        db.AlertSettings.Add(next);
        if (current.Digest != next.Digest)
        {
            var site = await db.Sites.SingleAsync(row => row.Id == siteId, cancellationToken);
            DigestTimes.Replan(site, current.Digest, next.Digest, now);
        }

        await db.SaveChangesAsync(cancellationToken);

        // What waits may wait no longer by the new settings, or another time.
        await HeldAlerts.ReconsiderAsync(db, siteId, recipientId: null, next.SavedAt, cancellationToken);
        await write.CommitAsync(cancellationToken);
        return new SettingsSaveOutcome.Saved(next);
    }

    /// <summary>Saves an old version once more, as the newest.</summary>
    /// <param name="siteId">The site.</param>
    /// <param name="userId">Who saves; must own the site.</param>
    /// <param name="expectedVersion">The version that the person sees as the one in force.</param>
    /// <param name="version">The version to go back to.</param>
    /// <param name="cancellationToken">Ends the attempt; nothing is written then.</param>
    public async Task<SettingsSaveOutcome> RevertAsync(
        Guid siteId, Guid userId, int expectedVersion, int version, CancellationToken cancellationToken)
    {
        var old = await FindVersionAsync(siteId, version, cancellationToken);
        return old is null
            ? new SettingsSaveOutcome.Invalid($"There is no version {version}.")
            : await SaveAsync(
                siteId, userId, expectedVersion, AlertSettingsDraft.Of(old), cancellationToken);
    }

    /// <summary>One version of a site's settings; null when there is none of that number.</summary>
    public async Task<AlertSettings?> FindVersionAsync(Guid siteId, int version, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.AlertSettings.AsNoTracking()
            .FirstOrDefaultAsync(settings => settings.SiteId == siteId && settings.Version == version, cancellationToken);
    }

    /// <summary>The latest versions, newest first, with what each changed.</summary>
    public async Task<IReadOnlyList<SettingsVersion>> ListVersionsAsync(Guid siteId, int take, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);

        // One more than asked for, so that the last one shown knows what it changed.
        var versions = await db.AlertSettings.AsNoTracking()
            .Where(settings => settings.SiteId == siteId)
            .OrderByDescending(settings => settings.Version)
            .Take(take + 1)
            .ToListAsync(cancellationToken);
        var savers = versions.Select(settings => settings.SavedBy).OfType<Guid>().Distinct().ToList();
        var names = await db.Users.Named()
            .Where(person => savers.Contains(person.Id))
            .ToDictionaryAsync(person => person.Id, person => person.Name, cancellationToken);

        return
        [
            .. versions.Take(take).Select((settings, index) => new SettingsVersion(
                settings.Version,
                settings.SavedBy is { } saver ? names.GetValueOrDefault(saver) ?? "A former member" : null,
                settings.SavedAt,
                index + 1 < versions.Count ? AlertSettingsChanges.Describe(versions[index + 1], settings) : [])),
        ];
    }

    /// <summary>Whether anybody gets the site's alerts, and whether its mail can go out.</summary>
    public async Task<AlertStanding> GetStandingAsync(Guid siteId, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var site = await db.Sites.AsNoTracking().SingleAsync(row => row.Id == siteId, cancellationToken);
        var recipients = await db.AlertRecipients.AsNoTracking().Where(recipient => recipient.SiteId == siteId).ToListAsync(cancellationToken);
        var stop = AlertStop.Find(site, await FindCurrentAsync(db, siteId, cancellationToken), recipients, clock.GetUtcNow());
        var (sender, own) = await MailSenderStatus.FindOfSiteAsync(db, siteId, cancellationToken);
        var held = db.Alerts.Where(alert => alert.SiteId == siteId && alert.State == AlertState.Held);
        return new AlertStanding(stop, sender?.PausedSince, sender?.NextTryAt, sender?.Reason, own)
        {
            Held = await held.CountAsync(cancellationToken),
            NextReleaseAt = await held.MinAsync(alert => (DateTimeOffset?)alert.DueAt, cancellationToken),
        };
    }

    private static async Task<string?> NameAsync(LeadAlertsDbContext db, Guid? userId, CancellationToken cancellationToken) =>
        userId is null
            ? null
            : await db.Users.Named().Where(person => person.Id == userId)
                .Select(person => person.Name)
                .FirstOrDefaultAsync(cancellationToken);
}
