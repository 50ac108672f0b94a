using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace LeadAlerts.Core.Storage;

/// <summary>Registers the database.</summary>
internal static class StorageServices
{
    public static void AddStorage(this IServiceCollection services)
    {
        services.AddOptions<DatabaseOptions>().BindConfiguration(DatabaseOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<DataFolder>();
        services.AddSingleton<WriteGate>();
        services.AddSingleton<SharedCommits>();
        services.AddSingleton<DatabaseStartup>();
        
        // Used again: a review opens a dozen contexts, and to make one costs as much as a small query.
        services.AddPooledDbContextFactory<LeadAlertsDbContext>((provider, options) =>
            options
                .UseSqlite(provider.GetRequiredService<DataFolder>().ConnectionString)
                .AddInterceptors(SearchTermsFunction.Instance, SecureDelete.Instance));
    }
}

/// <summary>The folder that holds everything the product stores: one folder, one backup.</summary>
public sealed class DataFolder(IOptions<DatabaseOptions> options, IHostEnvironment environment)
{
    /// <summary>Its full path.</summary>
    public string Path { get; } = System.IO.Path.GetFullPath(options.Value.DataFolder, environment.ContentRootPath);

    /// <summary>The SQLite file in it.</summary>
    public string DatabaseFile => System.IO.Path.Combine(Path, "leadalerts.db");

    /// <summary>How to open that file.</summary>
    public string ConnectionString => new SqliteConnectionStringBuilder
    {
        DataSource = DatabaseFile,
        ForeignKeys = true,

        // The longest a writer outside this process (a backup, a shell) may make us wait.
        DefaultTimeout = 10,
    }.ToString();
}
