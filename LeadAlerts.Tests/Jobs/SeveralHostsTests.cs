using System.Text;
using Hangfire;
using LeadAlerts.Tests.Infrastructure;
using LeadAlerts.Web.Jobs;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace LeadAlerts.Tests.Jobs;

/// <summary>Several hosts in one process, as tests have them: none works with what belongs to another.</summary>
public sealed class SeveralHostsTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_jobs_of_a_host_go_on_after_a_later_one_has_ended()
    {
        await using var app = new LeadAlertsApp();
        var (_, key) = await app.AddSiteAsync("Harbor Roofing");
        await using (var later = new LeadAlertsApp())
        {
            await later.AddSiteAsync("Bright Smile");
        }

        using var client = app.Visit();
        client.DefaultRequestHeaders.Add("X-Site-Key", key);
        using var body = new StringContent(
            """{"conversation_id":"c","messages":[{"id":"m","role":"visitor","text":"My roof leaks, call me: 415 555 0177"}],"ended":true}""", Encoding.UTF8, "application/json");
        (await client.PostAsync("/api/v1/conversations", body, Cancel)).EnsureSuccessStatusCode();

        using var patience = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        patience.CancelAfter(TimeSpan.FromSeconds(20));
        while (!await HasLeadAsync(app))
        {
            await Task.Delay(20, patience.Token);
        }
    }

    [Fact]
    public async Task A_host_that_was_set_up_before_another_takes_its_own_services_for_its_jobs()
    {
        await using var first = SetUp("first");
        await using var second = SetUp("second");
        first.GetRequiredService<IGlobalConfiguration>();
        second.GetRequiredService<IGlobalConfiguration>();

        using var scope = first.GetRequiredService<JobActivator>().BeginScope((JobActivatorContext)null!);

        Assert.Equal("first", scope.Resolve(typeof(string)));
    }

    private static ServiceProvider SetUp(string name)
    {
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddJobs();
        services.AddSingleton(name);
        return services.BuildServiceProvider();
    }

    private static async Task<bool> HasLeadAsync(LeadAlertsApp app)
    {
        await using var db = await app.OpenAsync();
        return await db.Leads.AnyAsync(Cancel);
    }
}
