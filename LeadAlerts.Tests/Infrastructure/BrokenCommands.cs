using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace LeadAlerts.Tests.Infrastructure;

/// <summary>Lets chosen commands fail as a database does that is locked or gone.</summary>
internal sealed class BrokenCommands : DbCommandInterceptor
{
    private int _failed;

    /// <summary>What a command throws, by its text; null lets it through.</summary>
    public Func<string, Exception?> Fault { get; set; } = _ => null;

    public int Failed => _failed;

    public override ValueTask<InterceptionResult<int>> NonQueryExecutingAsync(
        DbCommand command, CommandEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default) =>
        LetThrough(command, result);

    // What a context saves comes this way too: it asks for the numbers of rows.
    public override ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(
        DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result, CancellationToken cancellationToken = default) =>
        LetThrough(command, result);

    private ValueTask<T> LetThrough<T>(DbCommand command, T result)
    {
        if (Fault(command.CommandText) is { } fault)
        {
            Interlocked.Increment(ref _failed);
            throw fault;
        }

        return ValueTask.FromResult(result);
    }
}
