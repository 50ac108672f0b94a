using System.Data.Common;
using LeadAlerts.Core.Conversations;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace LeadAlerts.Core.Storage;

/// <summary>Gives every connection the SQL function <c>search_terms(site, text)</c>, with which the triggers of full-text search write.</summary>
internal sealed class SearchTermsFunction : DbConnectionInterceptor
{
    /// <summary>The only one that is needed: it keeps nothing.</summary>
    public static readonly SearchTermsFunction Instance = new();

    private static readonly Func<string?, string?, string> Write = (site, text) => SearchTerms.Write(site ?? "", text ?? "");

    /// <summary>Adds it to an open connection.</summary>
    public static void AddTo(SqliteConnection connection) => connection.CreateFunction("search_terms", Write, isDeterministic: true);

    /// <inheritdoc />
    public override void ConnectionOpened(DbConnection connection, ConnectionEndEventData eventData)
    {
        if (connection is SqliteConnection sqlite)
        {
            AddTo(sqlite);
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
