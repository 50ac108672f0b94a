using System.Data.Common;
using System.Globalization;
using LeadAlerts.Core.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.Extensions.DependencyInjection;

namespace LeadAlerts.Tests.Isolation;

/// <summary>Every row of a site, as it stands in the tables: to see that nothing of it changed, and that nothing is missing.</summary>
internal sealed record SiteRows(IReadOnlyDictionary<string, IReadOnlyList<string>> Tables)
{
    // Tables that hold rows of no site, or of all.
    private static readonly HashSet<string> Shared =
    [
        "Announcements", "AspNetRoleClaims", "AspNetRoles", "AspNetUserClaims", "AspNetUserLogins", "AspNetUserPasskeys", "AspNetUserRoles",
        "AspNetUserTokens", "CanaryRuns", "DataProtectionKeys", "HealthIncidents",
    ];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static async Task<SiteRows> ReadAsync(IServiceProvider services, Guid siteId)
    {
        await using var db = await services.GetRequiredService<IDbContextFactory<LeadAlertsDbContext>>().CreateDbContextAsync(Cancel);
        await db.Database.OpenConnectionAsync(Cancel);
        var tables = new SortedDictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal);
        foreach (var entity in db.Model.GetEntityTypes().Where(entity => !entity.IsOwned() && entity.GetTableName() is { } name && !Shared.Contains(name)))
        {
            tables[entity.GetTableName()!] = await ReadAsync(db.Database.GetDbConnection(), entity.GetTableName()!, Condition(entity), siteId);
        }

        return new SiteRows(tables);
    }

    /// <summary>What differs between two readings, by table; empty when nothing does.</summary>
    public IReadOnlyList<string> Differences(SiteRows before) =>
    [
        .. from table in Tables.Keys
           from line in Tables[table].Except(before.Tables[table]).Select(row => $"{table} now: {row}")
               .Concat(before.Tables[table].Except(Tables[table]).Select(row => $"{table} before: {row}"))
           select line,
    ];

    private static string Condition(IEntityType entity) => entity.GetTableName() switch
    {
        "Sites" => "\"Id\" = @site",
        "AspNetUsers" => "\"Id\" IN (SELECT \"UserId\" FROM \"Members\" WHERE \"SiteId\" = @site)",
        "LeadViews" => "\"LeadId\" IN (SELECT \"Id\" FROM \"Leads\" WHERE \"SiteId\" = @site)",
        var name => entity.FindProperty("SiteId") is not null
            ? "\"SiteId\" = @site"
            : throw new InvalidOperationException($"Say how the rows of a site are found in {name}, or that they belong to no site."),
    };

    private static async Task<IReadOnlyList<string>> ReadAsync(DbConnection connection, string table, string condition, Guid siteId)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = $"SELECT * FROM \"{table}\" WHERE {condition}";
        var parameter = command.CreateParameter();
        (parameter.ParameterName, parameter.Value) = ("@site", siteId);
        command.Parameters.Add(parameter);

        var rows = new List<string>();
        await using var reader = await command.ExecuteReaderAsync(Cancel);
        while (await reader.ReadAsync(Cancel))
        {
            rows.Add(string.Join(" | ", Enumerable.Range(0, reader.FieldCount).Select(field => $"{reader.GetName(field)}={Write(reader.GetValue(field))}")));
        }

        return [.. rows.Order(StringComparer.Ordinal)];
    }

    private static string Write(object value) => value is byte[] bytes
        ? Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(bytes))[..12]
        : Convert.ToString(value, CultureInfo.InvariantCulture) ?? "";
}
