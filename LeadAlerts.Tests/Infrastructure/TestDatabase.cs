using LeadAlerts.Core;
using LeadAlerts.Core.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;

namespace LeadAlerts.Tests.Infrastructure;

/// <summary>All rooms of Core over a real SQLite file with the real migrations, without a web host.</summary>
public sealed class TestDatabase : IAsyncDisposable
{
    private readonly TemporaryFolder _folder;
    private readonly IHost _host;

    private TestDatabase(TemporaryFolder folder, IHost host)
    {
        _folder = folder;
        _host = host;
    }

    public IServiceProvider Services => _host.Services;

    public string DataFolder => _folder.Path;

    /// <summary>Makes a database; <paramref name="configure"/> may swap the clock or the mail.</summary>
    public static async Task<TestDatabase> CreateAsync(Action<IServiceCollection>? configure = null)
    {
        var folder = new TemporaryFolder();
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings { ContentRootPath = folder.Path });
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?> { ["Database:DataFolder"] = folder.Path });
        builder.Services.AddLogging();
        builder.Services.AddDataProtection();
        builder.Services.AddLeadAlertsCore();
        configure?.Invoke(builder.Services);
        var host = builder.Build();
        await host.Services.GetRequiredService<DatabaseStartup>().RunAsync(TestContext.Current.CancellationToken);
        return new TestDatabase(folder, host);
    }

    public static Task<TestDatabase> CreateAsync(TimeProvider clock, Action<IServiceCollection>? configure = null) =>
        CreateAsync(services =>
        {
            services.Replace(ServiceDescriptor.Singleton(clock));
            configure?.Invoke(services);
        });

    public T Get<T>() where T : notnull => Services.GetRequiredService<T>();

    public Task<LeadAlertsDbContext> OpenAsync() =>
        Get<IDbContextFactory<LeadAlertsDbContext>>().CreateDbContextAsync(TestContext.Current.CancellationToken);

    public async ValueTask DisposeAsync()
    {
        if (_host is IAsyncDisposable host)
        {
            await host.DisposeAsync();
        }

        _folder.Dispose();
    }
}
