using Bunit;
using LeadAlerts.Core.Leads;
using LeadAlerts.Core.Members;
using LeadAlerts.Core.Sites;
using LeadAlerts.Core.Storage;
using LeadAlerts.Tests.Infrastructure;
using LeadAlerts.Web.Components;
using LeadAlerts.Web.Components.Pages.Inbox;
using LeadAlerts.Web.Components.Shared;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using MudBlazor.Services;

namespace LeadAlerts.Tests.Inbox;

/// <summary>What a tab does that stays open, seen or not.</summary>
public sealed class OpenTabTests : IAsyncLifetime
{
    private readonly FakeTimeProvider _clock = new(InboxBuilder.Start.AddHours(1));
    private readonly BrokenCommands _commands = new();
    private TestDatabase _database = null!;
    private InboxBuilder _builder = null!;
    private Site _site = null!;
    private ApplicationUser _user = null!;

    public async ValueTask InitializeAsync()
    {
        _database = await TestDatabase.CreateAsync(
            _clock, services => services.ConfigureDbContext<LeadAlertsDbContext>(options => options.AddInterceptors(_commands)));
        _builder = new InboxBuilder(_database);
        (_site, _user) = await _builder.AddSiteAsync();
    }

    public ValueTask DisposeAsync() => _database.DisposeAsync();

    [Fact]
    public async Task A_lead_counts_as_read_only_once_its_tab_is_seen()
    {
        var lead = await _builder.AddLeadAsync(_site);
        await using var page = LeavablePage.OpenUnseen<InboxPage>(_database, _user, (nameof(InboxPage.Id), lead.Id));
        await page.WaitForAsync(() => page.Frame.FindAll("article.la-lead").Count > 0 && !page.Tab.Seen.Value);
        await page.Frame.InvokeAsync(() => Task.CompletedTask);
        Assert.False(await IsSeenAsync());

        await page.Frame.InvokeAsync(() => page.Tab.Seen.Tell(true));

        while (!await IsSeenAsync())
        {
            await Task.Delay(10, TestContext.Current.CancellationToken);
        }
    }

    [Fact]
    public async Task Times_grow_old_with_one_timer_while_the_tab_is_seen_and_again_when_it_comes_to_be_seen()
    {
        await using var context = new BunitContext();
        context.JSInterop.Mode = JSRuntimeMode.Loose;
        context.JSInterop.Setup<bool>("leadAlerts.watch", _ => true).SetResult(true);
        context.Services.AddSingleton<TimeProvider>(_clock);
        context.Services.AddScoped<OpenTab>();
        context.Services.AddCascadingValue(provider => provider.GetRequiredService<OpenTab>().Ticks);
        var time = context.Render<RelativeTime>(parameters => parameters.Add(time => time.At, _clock.GetUtcNow()));
        var tab = context.Services.GetRequiredService<OpenTab>();
        await tab.WatchAsync();
        Assert.Equal("just now", time.Find("time").TextContent);

        _clock.Advance(OpenTab.TickEvery);
        await time.WaitForStateAsync(() => time.Find("time").TextContent == "a minute ago", TimeSpan.FromSeconds(20));

        tab.Seen.Tell(false);
        var renderings = time.RenderCount;
        _clock.Advance(3 * OpenTab.TickEvery);
        await time.InvokeAsync(() => Task.CompletedTask);
        Assert.Equal(renderings, time.RenderCount);

        tab.Seen.Tell(true);
        await time.WaitForStateAsync(() => time.Find("time").TextContent == "4 minutes ago", TimeSpan.FromSeconds(20));
    }

    [Fact]
    public async Task Whether_alerts_are_healthy_is_judged_again_while_the_page_is_open()
    {
        await using var context = new BunitContext();
        context.JSInterop.Mode = JSRuntimeMode.Loose;
        context.JSInterop.Setup<bool>("leadAlerts.watch", _ => true).SetResult(true);
        context.Services.AddMudServices();
        context.Services.AddScoped<OpenTab>();
        context.Services.AddCascadingValue(provider => provider.GetRequiredService<OpenTab>().Ticks);
        context.Services.AddFallbackServiceProvider(_database.Services);
        context.Services.AddSingleton<TimeProvider>(_clock);
        var line = context.Render<AlertsHealthLine>(parameters => parameters.Add(line => line.Access, Access));
        await context.Services.GetRequiredService<OpenTab>().WatchAsync();
        Assert.DoesNotContain("has stopped", line.Markup, StringComparison.Ordinal);

        _clock.Advance(TimeSpan.FromHours(1));

        await line.WaitForStateAsync(() => line.Markup.Contains("has stopped", StringComparison.Ordinal), TimeSpan.FromSeconds(20));
    }

    [Fact]
    public async Task What_was_last_known_of_the_alerts_stands_while_the_database_does_not_answer_and_is_judged_again_after()
    {
        await using var line = LeavablePage.Open<AlertsHealthLine>(_database, _user, (nameof(AlertsHealthLine.Access), Access));
        await line.WaitForAsync(() => line.Frame.FindAll(".la-notice-warm").Count > 0);
        await line.Tab.WatchAsync();

        _commands.Fault = _ => new TimeoutException();
        _clock.Advance(OpenTab.TickEvery);
        await line.WaitForAsync(() => _commands.Failed > 0);
        Assert.NotEmpty(line.Frame.FindAll(".la-notice-warm"));

        _commands.Fault = _ => null;
        _clock.Advance(TimeSpan.FromHours(1));
        await line.WaitForAsync(() => line.Frame.Markup.Contains("has stopped", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_lead_that_changed_stays_as_it_was_shown_while_it_cannot_be_read()
    {
        var lead = await _builder.AddLeadAsync(_site, headline: "Wants a new roof");
        await using var page = LeavablePage.Open<InboxPage>(_database, _user, (nameof(InboxPage.Id), lead.Id));
        await page.WaitForAsync(() => page.Frame.FindAll("article.la-lead").Count > 0);
        await _database.Get<LeadDesk>().ChangeAsync(
            _site.Id, [new SeenLead(lead.Id, LeadStatus.New)], new LeadCommand.SetStatus(LeadStatus.Lost), _user.Id, TestContext.Current.CancellationToken);

        _commands.Fault = text => text.Contains("FROM \"LeadSteps\"", StringComparison.Ordinal) ? new TimeoutException() : null;
        page.Feed.Publish(_site.Id);
        await page.WaitForAsync(() => _commands.Failed > 0);
        await page.Frame.InvokeAsync(() => Task.CompletedTask);
        Assert.NotEmpty(page.Frame.FindAll("article.la-lead"));

        _commands.Fault = _ => null;
        _clock.Advance(TimeSpan.FromSeconds(1));
        page.Feed.Publish(_site.Id);
        await page.WaitForAsync(() => page.Frame.Find("article.la-lead").TextContent.Contains("Lost", StringComparison.Ordinal));
    }

    private SiteAccess Access => new(_site.Id, _site.Name, MemberRole.Owner, _user.Id, [(_site.Id, _site.Name)]);

    private async Task<bool> IsSeenAsync()
    {
        await using var db = await _database.OpenAsync();
        return await db.LeadViews.AnyAsync(TestContext.Current.CancellationToken);
    }
}
