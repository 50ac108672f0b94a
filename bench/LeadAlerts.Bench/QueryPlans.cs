using System.Data.Common;
using System.Diagnostics;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace LeadAlerts.Bench;

/// <summary>Asks SQLite for the plan of every statement before it runs, and prints each plan once.</summary>
internal sealed class QueryPlans : IObserver<DiagnosticListener>, IObserver<KeyValuePair<string, object?>>
{
    private readonly HashSet<string> _told = [];

    /// <summary>What the statements are for; null while none is of interest.</summary>
    public string? Topic { get; set; }

    public void OnNext(DiagnosticListener value)
    {
        if (value.Name == "Microsoft.EntityFrameworkCore")
        {
            value.Subscribe(this);
        }
    }

    public void OnNext(KeyValuePair<string, object?> value)
    {
        if (Topic is null || value.Key != RelationalEventId.CommandExecuting.Name || value.Value is not CommandEventData told)
        {
            return;
        }

        using var command = told.Command.Connection!.CreateCommand();
        command.CommandText = "EXPLAIN QUERY PLAN " + told.Command.CommandText;
        foreach (DbParameter parameter in told.Command.Parameters)
        {
            var copy = command.CreateParameter();
            (copy.ParameterName, copy.Value) = (parameter.ParameterName, parameter.Value);
            command.Parameters.Add(copy);
        }

        var lines = new List<string>();
        using (var reader = command.ExecuteReader())
        {
            while (reader.Read())
            {
                lines.Add("      " + reader.GetString(3));
            }
        }

        var plan = string.Join('\n', lines);
        if (_told.Add(Topic + plan))
        {
            Console.WriteLine($"   {Topic}\n{plan}");
        }
    }

    public void OnCompleted()
    {
    }

    public void OnError(Exception error)
    {
    }
}
