using LeadAlerts.Core.Audit;
using LeadAlerts.Core.Sites;
using LeadAlerts.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace LeadAlerts.Core.Members;

/// <summary>The keys with which servers post a site's conversations. For owners only. Safe for use by several threads.</summary>
public sealed class SiteKeys(IDbContextFactory<LeadAlertsDbContext> contexts, SiteDirectory directory, TimeProvider clock)
{
    /// <summary>The greatest number of keys of one site.</summary>
    public const int MaxKeys = 20;

    /// <summary>Lists a site's keys, newest first; empty for those who are no owner of it.</summary>
    public async Task<IReadOnlyList<SiteKeyRow>> ListAsync(Guid siteId, Guid actorId, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        if (!await db.IsOwnerAsync(siteId, actorId, cancellationToken))
        {
            return [];
        }

        return await db.ApiKeys
            .Where(key => key.SiteId == siteId)
            .OrderByDescending(key => key.CreatedAt).ThenByDescending(key => key.Id)
            .Take(MaxKeys)
            .Select(key => new SiteKeyRow(
                key.Id,
                key.Name,
                key.Prefix,
                key.CreatedAt,
                db.Users.Where(user => user.Id == key.CreatedBy).Select(user => user.DisplayName == "" ? user.Email : user.DisplayName).FirstOrDefault(),
                key.LastUsedAt))
            .ToListAsync(cancellationToken);
    }

    /// <summary>Makes a key.</summary>
    /// <param name="siteId">The site.</param>
    /// <param name="actorId">Who wants it; must own the site.</param>
    /// <param name="name">What the key is called; 1 to <see cref="ApiKey.NameMaxLength"/> characters.</param>
    /// <param name="cancellationToken">Ends the attempt; nothing is written then.</param>
    public async Task<KeyOutcome> AddAsync(Guid siteId, Guid actorId, string name, CancellationToken cancellationToken)
    {
        name = (name ?? "").Trim();
        if (name.Length is 0 or > ApiKey.NameMaxLength)
        {
            return new KeyOutcome.Refused($"Give the key a name of 1 to {ApiKey.NameMaxLength} characters.");
        }

        var now = clock.GetUtcNow();
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        await using var write = await db.BeginWriteAsync(cancellationToken);
        if (!await db.IsOwnerAsync(siteId, actorId, cancellationToken))
        {
            return new KeyOutcome.Refused("Only an owner of this site can make keys.");
        }

        if (await db.ApiKeys.CountAsync(key => key.SiteId == siteId, cancellationToken) >= MaxKeys)
        {
            return new KeyOutcome.Refused($"A site has at most {MaxKeys} keys. Revoke one first.");
        }

        var (key, secret) = ApiKey.Create(siteId, name, actorId, now);
        db.Add(key);
        db.Note(siteId, actorId, AuditArea.Keys, $"Key “{key.Name}” ({key.Prefix}…) made", now);
        await db.SaveChangesAsync(cancellationToken);
        await write.CommitAsync(cancellationToken);
        return new KeyOutcome.Made(secret);
    }

    /// <summary>Ends a key: what comes with it is refused from now on.</summary>
    /// <returns>False when the actor is no owner of the site or the site has no such key.</returns>
    public async Task<bool> RevokeAsync(Guid siteId, Guid actorId, Guid keyId, CancellationToken cancellationToken)
    {
        await using (var db = await contexts.CreateDbContextAsync(cancellationToken))
        {
            await using var write = await db.BeginWriteAsync(cancellationToken);
            if (!await db.IsOwnerAsync(siteId, actorId, cancellationToken)
                || await db.ApiKeys.SingleOrDefaultAsync(key => key.SiteId == siteId && key.Id == keyId, cancellationToken) is not { } key)
            {
                return false;
            }

            db.Remove(key);
            db.Note(siteId, actorId, AuditArea.Keys, $"Key “{key.Name}” ({key.Prefix}…) revoked", clock.GetUtcNow());
            await db.SaveChangesAsync(cancellationToken);
            await write.CommitAsync(cancellationToken);
        }

        directory.Forget(siteId);
        return true;
    }
}

/// <summary>A key as its site's owners see it.</summary>
/// <param name="Id">The key.</param>
/// <param name="Name">What it is called.</param>
/// <param name="Prefix">Its first characters.</param>
/// <param name="CreatedAt">When it was made, UTC.</param>
/// <param name="CreatedBy">Who made it; null when that is not known or the person has left the product.</param>
/// <param name="LastUsedAt">When it was last used, UTC, a few minutes late; null when it never was.</param>
public sealed record SiteKeyRow(
    Guid Id, string Name, string Prefix, DateTimeOffset CreatedAt, string? CreatedBy, DateTimeOffset? LastUsedAt);

/// <summary>What became of the wish for a key.</summary>
public abstract record KeyOutcome
{
    private KeyOutcome()
    {
    }

    /// <summary>It is made.</summary>
    /// <param name="Secret">The key, to be shown once.</param>
    public sealed record Made(string Secret) : KeyOutcome;

    /// <summary>It is not made.</summary>
    /// <param name="Problem">Why, as a sentence for the person.</param>
    public sealed record Refused(string Problem) : KeyOutcome;
}
