using System.Data.Common;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace LeadAlerts.Core.Storage;

/// <summary>
/// Has every connection overwrite what it deletes. Not only the one that erases: a text that was replaced earlier must not be left in the
/// file either.
/// </summary>
internal sealed class SecureDelete : DbConnectionInterceptor
{
    /// <summary>The only one that is needed: it keeps nothing.</summary>
    public static readonly SecureDelete Instance = new();

    /// <inheritdoc />
    public override void ConnectionOpened(DbConnection connection, ConnectionEndEventData eventData)
    {
        if (connection is SqliteConnection)
        {
            using var command = connection.CreateCommand();
            command.CommandText = "PRAGMA secure_delete = ON";
            command.ExecuteScalar();
        }
    }

    /// <inheritdoc />
    public override Task ConnectionOpenedAsync(
        DbConnection connection, ConnectionEndEventData eventData, CancellationToken cancellationToken = default)
    {
        ConnectionOpened(connection, eventData);
        return Task.CompletedTask;
    }
}
