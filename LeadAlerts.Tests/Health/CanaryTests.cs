using LeadAlerts.Core.Alerts.Digests;
using LeadAlerts.Core.Health;
using LeadAlerts.Core.Members;
using LeadAlerts.Core.Sites;
using LeadAlerts.Tests.Alerts;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace LeadAlerts.Tests.Health;

public sealed class CanaryTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task It_runs_a_while_after_the_start_comes_through_and_leaves_no_trace()
    {
        await using var scene = await AlertScene.OpenAsync();
        var canary = scene.Database.Get<Canary>();
        Assert.False(await canary.TickAsync(Cancel));
        Assert.Empty(await RunsAsync(scene));

        scene.Clock.Advance(TimeSpan.FromMinutes(2));
        Assert.True(await canary.TickAsync(Cancel));
        await scene.WorkAsync();
        Assert.False(await canary.TickAsync(Cancel));

        var run = Assert.Single(await RunsAsync(scene));
        Assert.Equal((CanaryState.Passed, null), (run.State, run.Problem));
        Assert.Empty(scene.Mail.Mails);
        Assert.Empty(await scene.AlertsAsync());
        Assert.Equal(0, await scene.ReadAsync(db => db.Conversations.CountAsync(Cancel)));
        Assert.Equal(0, await scene.ReadAsync(db => db.Leads.CountAsync(Cancel)));
        Assert.Equal(0, await scene.ReadAsync(db => db.WebhookDeliveries.CountAsync(Cancel)));
        Assert.Equal(0, await scene.ReadAsync(db => db.SearchDocuments.CountAsync(Cancel)));
    }

    [Fact]
    public async Task No_list_shows_its_site_and_no_key_opens_it()
    {
        await using var scene = await AlertScene.OpenAsync();
        await RunAsync(scene, scene.Database.Get<Canary>());
        var admin = await AddAdministratorAsync(scene);
        var site = await scene.ReadAsync(db => db.Sites.SingleAsync(row => row.IsInternal, Cancel));
        var administration = scene.Database.Get<Administration>();

        Assert.DoesNotContain(await administration.ListSitesAsync(admin, search: null, Cancel), row => row.Id == site.Id);
        Assert.False(await administration.SetSiteDisabledAsync(admin, site.Id, disabled: true, Cancel));
        Assert.Null(await scene.Database.Get<SiteDirectory>().FindByPublicKeyAsync(site.PublicKey, Cancel));
        scene.Clock.Advance(TimeSpan.FromDays(8));
        Assert.Empty(await scene.Database.Get<DigestDesk>().FindDueAsync(100, Cancel));
        Assert.Equal(0, await scene.ReadAsync(db => db.Members.CountAsync(row => row.SiteId == site.Id, Cancel)));
        Assert.Equal(0, await scene.ReadAsync(db => db.AlertRecipients.CountAsync(row => row.SiteId == site.Id, Cancel)));
    }

    [Fact]
    public async Task It_runs_once_a_day_and_sooner_after_a_failure()
    {
        await using var scene = await AlertScene.OpenAsync();
        var canary = scene.Database.Get<Canary>();
        await RunAsync(scene, canary);

        scene.Clock.Advance(TimeSpan.FromHours(23));
        Assert.False(await canary.TickAsync(Cancel));
        scene.Clock.Advance(TimeSpan.FromHours(1));
        Assert.True(await canary.TickAsync(Cancel));
        scene.Clock.Advance(TimeSpan.FromMinutes(5));
        Assert.False(await canary.TickAsync(Cancel));

        var failed = (await RunsAsync(scene))[^1];
        Assert.Equal((CanaryState.Failed, "It was not judged within 5 minutes."), (failed.State, failed.Problem));
        Assert.False(await canary.TickAsync(Cancel));
        scene.Clock.Advance(TimeSpan.FromMinutes(15));
        await RunAsync(scene, canary);
        Assert.Equal([CanaryState.Passed, CanaryState.Failed, CanaryState.Passed], (await RunsAsync(scene)).Select(run => run.State));
    }

    [Fact]
    public async Task A_pipeline_that_no_longer_finds_the_lead_is_told_from_one_that_is_slow()
    {
        await using var scene = await AlertScene.OpenAsync();
        var canary = scene.Database.Get<Canary>();
        await RunAsync(scene, canary);
        await scene.ReadAsync(async db => await db.AlertSettings
            .Where(row => db.Sites.Any(site => site.Id == row.SiteId && site.IsInternal))
            .ExecuteUpdateAsync(set => set.SetProperty(row => row.Threshold, 101), Cancel));

        scene.Clock.Advance(TimeSpan.FromDays(1));
        await RunAsync(scene, canary);

        Assert.StartsWith("It was not recognised as a lead", (await RunsAsync(scene))[^1].Problem, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Two_servers_run_one()
    {
        await using var scene = await AlertScene.OpenAsync();
        var services = scene.Database.Services;
        Canary[] servers = [ActivatorUtilities.CreateInstance<Canary>(services), ActivatorUtilities.CreateInstance<Canary>(services)];
        scene.Clock.Advance(TimeSpan.FromMinutes(2));

        await Task.WhenAll(servers.Select(server => server.TickAsync(Cancel)));
        Assert.Equal(1, await scene.ReadAsync(db => db.Conversations.CountAsync(Cancel)));
        await scene.WorkAsync();
        await Task.WhenAll(servers.Select(server => server.TickAsync(Cancel)));
        await Task.WhenAll(servers.Select(server => server.TickAsync(Cancel)));

        Assert.Equal(CanaryState.Passed, Assert.Single(await RunsAsync(scene)).State);
    }

    [Fact]
    public async Task A_server_that_starts_anew_runs_one_unless_there_was_one_just_now()
    {
        await using var scene = await AlertScene.OpenAsync();
        await RunAsync(scene, scene.Database.Get<Canary>());
        scene.Clock.Advance(TimeSpan.FromSeconds(1));

        var soon = ActivatorUtilities.CreateInstance<Canary>(scene.Database.Services);
        scene.Clock.Advance(TimeSpan.FromMinutes(2));
        Assert.False(await soon.TickAsync(Cancel));
        scene.Clock.Advance(TimeSpan.FromHours(1));
        Assert.True(await soon.TickAsync(Cancel));
    }

    [Fact]
    public async Task Zero_switches_it_off()
    {
        await using var scene = await AlertScene.OpenAsync(configure: services =>
            services.Configure<HealthOptions>(options => options.CanaryEvery = TimeSpan.Zero));
        scene.Clock.Advance(TimeSpan.FromDays(3));

        Assert.False(await scene.Database.Get<Canary>().TickAsync(Cancel));
        Assert.True((await scene.Database.Get<AlertsHealth>().JudgeAsync(Cancel)).Problems.All(problem => problem.Code == HealthCodes.DispatcherSilent));
    }

    /// <summary>Has a run begin, the work done and the outcome seen.</summary>
    internal static async Task RunAsync(AlertScene scene, Canary canary)
    {
        if (await canary.TickAsync(Cancel) is false)
        {
            scene.Clock.Advance(scene.Database.Get<IOptions<HealthOptions>>().Value.CanaryAfterStart);
            Assert.True(await canary.TickAsync(Cancel));
        }

        await scene.WorkAsync();
        Assert.False(await canary.TickAsync(Cancel));
    }

    internal static Task<List<CanaryRun>> RunsAsync(AlertScene scene) =>
        scene.ReadAsync(db => db.CanaryRuns.AsNoTracking().OrderBy(run => run.Number).ToListAsync(Cancel));

    internal static async Task<Guid> AddAdministratorAsync(AlertScene scene, string email = "admin@example.com")
    {
        var user = new ApplicationUser { UserName = email, Email = email, EmailConfirmed = true };
        await using var db = await scene.Database.OpenAsync();
        var role = await db.Roles.FirstOrDefaultAsync(row => row.Name == Roles.Admin, Cancel);
        if (role is null)
        {
            role = new Microsoft.AspNetCore.Identity.IdentityRole<Guid>(Roles.Admin) { NormalizedName = Roles.Admin.ToUpperInvariant() };
            db.Add(role);
        }

        db.Add(user);
        await db.SaveChangesAsync(Cancel);
        db.Add(new Microsoft.AspNetCore.Identity.IdentityUserRole<Guid> { UserId = user.Id, RoleId = role.Id });
        await db.SaveChangesAsync(Cancel);
        return user.Id;
    }
}
