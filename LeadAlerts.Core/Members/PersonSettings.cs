using LeadAlerts.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace LeadAlerts.Core.Members;

/// <summary>What a person sets for themselves. Safe for use by several threads.</summary>
public sealed class PersonSettings(IDbContextFactory<LeadAlertsDbContext> contexts, TimeProvider clock)
{
    /// <summary>The greatest length of a name, in characters.</summary>
    public const int NameMaxLength = 120;

    /// <summary>Finds who a person is; null when there is no such account.</summary>
    public async Task<PersonProfile?> FindAsync(Guid userId, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.Users
            .Where(user => user.Id == userId)
            .Select(user => new PersonProfile(user.DisplayName, user.Email!, user.TwoFactorEnabled, user.SingleKeysOff, user.MutedNotices, user.LastSignInAt))
            .SingleOrDefaultAsync(cancellationToken);
    }

    /// <summary>Says how a person is called.</summary>
    /// <param name="userId">The person.</param>
    /// <param name="name">1 to <see cref="NameMaxLength"/> characters.</param>
    /// <param name="cancellationToken">Ends the attempt.</param>
    /// <returns>False when the name is empty or too long, or there is no such account.</returns>
    public async Task<bool> RenameAsync(Guid userId, string name, CancellationToken cancellationToken)
    {
        name = string.Join(' ', (name ?? "").Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        if (name.Length is 0 or > NameMaxLength)
        {
            return false;
        }

        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        await using var write = await db.BeginWriteAsync(cancellationToken);
        var changed = await db.Users
            .Where(user => user.Id == userId)
            .ExecuteUpdateAsync(set => set.SetProperty(user => user.DisplayName, name), cancellationToken);
        await write.CommitAsync(cancellationToken);
        return changed == 1;
    }

    /// <summary>Switches mails of a kind on or off for a person.</summary>
    public async Task SetMutedAsync(Guid userId, PersonNotices notices, bool muted, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        await using var write = await db.BeginWriteAsync(cancellationToken);
        if (await db.Users.SingleOrDefaultAsync(user => user.Id == userId, cancellationToken) is { } person)
        {
            person.MutedNotices = muted ? person.MutedNotices | notices : person.MutedNotices & ~notices;
            await db.SaveChangesAsync(cancellationToken);
            await write.CommitAsync(cancellationToken);
        }
    }

    /// <summary>True when single letters are not to work anything for the person.</summary>
    public async Task<bool> AreSingleKeysOffAsync(Guid userId, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.Users.Where(user => user.Id == userId).Select(user => user.SingleKeysOff).SingleOrDefaultAsync(cancellationToken);
    }

    /// <summary>Switches single letters off or on for the person.</summary>
    public async Task SetSingleKeysOffAsync(Guid userId, bool off, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        await using var write = await db.BeginWriteAsync(cancellationToken);
        await db.Users.Where(user => user.Id == userId).ExecuteUpdateAsync(set => set.SetProperty(user => user.SingleKeysOff, off), cancellationToken);
        await write.CommitAsync(cancellationToken);
    }

    /// <summary>Notes that a person signed in.</summary>
    public async Task NoteSignInAsync(Guid userId, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        await using var write = await db.BeginWriteAsync(cancellationToken);
        await db.Users.Where(user => user.Id == userId).ExecuteUpdateAsync(set => set.SetProperty(user => user.LastSignInAt, now), cancellationToken);
        await write.CommitAsync(cancellationToken);
    }
}

/// <summary>Who a person is and what they chose.</summary>
/// <param name="Name">How the person is called; may be empty.</param>
/// <param name="Email">The address.</param>
/// <param name="TwoFactor">True when signing in takes a code too.</param>
/// <param name="SingleKeysOff">True when single letters are not to work the inbox.</param>
/// <param name="MutedNotices">The mails about colleagues' doings that are not wanted.</param>
/// <param name="LastSignInAt">When the person last signed in, UTC; null when that was never noted.</param>
public sealed record PersonProfile(
    string Name, string Email, bool TwoFactor, bool SingleKeysOff, PersonNotices MutedNotices, DateTimeOffset? LastSignInAt);
