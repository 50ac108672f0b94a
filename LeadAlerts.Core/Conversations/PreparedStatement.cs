using System.Data.Common;
using System.Globalization;

namespace LeadAlerts.Core.Conversations;

/// <summary>A statement that is parsed once and run with values in the order of its parameters.</summary>
internal sealed class PreparedStatement
{
    public PreparedStatement(DbConnection connection, string sql, ReadOnlySpan<string> parameters)
    {
        Command = connection.CreateCommand();
        Command.CommandText = sql;
        foreach (var name in parameters)
        {
            var parameter = Command.CreateParameter();
            parameter.ParameterName = name;
            Command.Parameters.Add(parameter);
        }
    }

    public DbCommand Command { get; }

    public int Run(params ReadOnlySpan<object?> values)
    {
        Bind(values);
        return Command.ExecuteNonQuery();
    }

    public DbDataReader Read(params ReadOnlySpan<object?> values)
    {
        Bind(values);
        return Command.ExecuteReader();
    }

    private void Bind(ReadOnlySpan<object?> values)
    {
        if (values.Length != Command.Parameters.Count)
        {
            throw new ArgumentException(
                string.Create(CultureInfo.InvariantCulture, $"{values.Length} values for {Command.Parameters.Count} parameters."),
                nameof(values));
        }

        for (var index = 0; index < values.Length; index++)
        {
            Command.Parameters[index].Value = values[index] ?? DBNull.Value;
        }
    }
}
