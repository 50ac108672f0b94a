using System.Net.Sockets;
using LeadAlerts.Core.Email;
using LeadAlerts.Core.Health;
using LeadAlerts.Core.Outside;
using LeadAlerts.Core.Webhooks;
using LeadAlerts.Tests.Infrastructure;
using LeadAlerts.Tests.Webhooks;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Time.Testing;

namespace LeadAlerts.Tests.Isolation;

/// <summary>Two planted sites in one database, without a web host: the clock stands still, and jobs run when a test runs them.</summary>
internal sealed class TwoSitesInDatabase : IAsyncDisposable
{
    private TwoSitesInDatabase(TestDatabase database, FakeTimeProvider clock, RecordingMailSender mail, Receiver receiver)
    {
        (Database, Clock, Mail, Receiver) = (database, clock, mail, receiver);
        PlanterOfMine = new SitePlanter(database.Services, "quoxbel", "zinfrat", receiver.Url);
        PlanterOfTheirs = new SitePlanter(database.Services, "vermuldo", "oskrint", receiver.Url);
    }

    public TestDatabase Database { get; }

    public FakeTimeProvider Clock { get; }

    public RecordingMailSender Mail { get; }

    public Receiver Receiver { get; }

    public SitePlanter PlanterOfMine { get; }

    public SitePlanter PlanterOfTheirs { get; }

    public PlantedSite Mine { get; private set; } = null!;

    public PlantedSite Theirs { get; private set; } = null!;

    public IServiceProvider Services => Database.Services;

    public static async Task<TwoSitesInDatabase> PlantAsync()
    {
        var clock = new FakeTimeProvider(new DateTimeOffset(2026, 6, 2, 21, 2, 0, TimeSpan.Zero));
        var mail = new RecordingMailSender();
        var database = await TestDatabase.CreateAsync(clock, services =>
        {
            services.Replace(ServiceDescriptor.Singleton<IMailSender>(mail));
            services.Configure<WebhookOptions>(options => options.AllowLoopback = true);

            // Nobody's website is looked at.
            services.Replace(ServiceDescriptor.Singleton<AddressFinder>((_, _) => throw new SocketException((int)SocketError.HostNotFound)));
            services.Configure<HealthOptions>(options => options.CanaryEvery = TimeSpan.FromMinutes(30));
        });
        var sites = new TwoSitesInDatabase(database, clock, mail, await Receiver.StartAsync());
        sites.Mine = await sites.PlanterOfMine.PlantAsync();
        sites.Theirs = await sites.PlanterOfTheirs.PlantAsync();
        return sites;
    }

    public T Get<T>() where T : notnull => Database.Get<T>();

    public Task<SiteRows> RowsOfTheirsAsync() => SiteRows.ReadAsync(Services, Theirs.Id);

    public async ValueTask DisposeAsync()
    {
        await Receiver.DisposeAsync();
        await Database.DisposeAsync();
    }
}
