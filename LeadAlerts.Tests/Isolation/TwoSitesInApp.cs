using LeadAlerts.Core.Privacy;
using LeadAlerts.Tests.Accounts;
using LeadAlerts.Tests.Infrastructure;
using LeadAlerts.Tests.Webhooks;
using Microsoft.Extensions.DependencyInjection;

namespace LeadAlerts.Tests.Isolation;

/// <summary>Two planted sites in the whole product, with somebody signed in at the first.</summary>
public sealed class TwoSitesInApp : IAsyncLifetime
{
    private Receiver _receiver = null!;

    internal LeadAlertsApp App { get; } = new(
        clock: null, new Dictionary<string, string> { ["Account:TriesPerNetworkPerMinute"] = "100000", ["Webhooks:AllowLoopback"] = "true" });

    internal SitePlanter PlanterOfTheirs { get; private set; } = null!;

    internal PlantedSite Mine { get; private set; } = null!;

    internal PlantedSite Theirs { get; private set; } = null!;

    internal BrowserlessVisitor Owner { get; private set; } = null!;

    internal BrowserlessVisitor Agent { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        _receiver = await Receiver.StartAsync();
        PlanterOfTheirs = new SitePlanter(App.Services, "vermuldo", "oskrint", _receiver.Url);
        Mine = await new SitePlanter(App.Services, "quoxbel", "zinfrat", _receiver.Url).PlantAsync();
        Theirs = await PlanterOfTheirs.PlantAsync();

        // What erasures leave to be finished is finished before anything is compared.
        await App.Services.GetRequiredService<DataCleaning>().RunAsync(TestContext.Current.CancellationToken);
        Owner = new BrowserlessVisitor(App);
        await Owner.SignInAsync(Mine.OwnerEmail);
        Agent = new BrowserlessVisitor(App);
        await Agent.SignInAsync(Mine.AgentEmail);
    }

    internal Task<SiteRows> RowsOfTheirsAsync() => SiteRows.ReadAsync(App.Services, Theirs.Id);

    public async ValueTask DisposeAsync()
    {
        await App.DisposeAsync();
        await _receiver.DisposeAsync();
    }
}
