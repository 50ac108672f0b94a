using LeadAlerts.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace LeadAlerts.Core.Members;

/// <summary>Remembers which keys a person wants to work the pages. Safe for use by several threads.</summary>
public sealed class KeyChoices(IDbContextFactory<LeadAlertsDbContext> contexts)
{
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
}
