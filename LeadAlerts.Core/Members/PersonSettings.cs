using LeadAlerts.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace LeadAlerts.Core.Members;

/// <summary>What a person sets for themselves. Safe for use by several threads.</summary>
public sealed class PersonSettings(IDbContextFactory<LeadAlertsDbContext> contexts, TimeProvider clock)
{
    /// <summary>Which mails about colleagues' doings a person does not want.</summary>
    public async Task<PersonNotices> FindMutedAsync(Guid userId, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.Users.Where(user => user.Id == userId).Select(user => user.MutedNotices).SingleOrDefaultAsync(cancellationToken);
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
