using System.Net;
using System.Security.Claims;
using Bunit;
using LeadAlerts.Core.Analytics;
using LeadAlerts.Core.Conversations;
using LeadAlerts.Core.Leads;
using LeadAlerts.Core.Members;
using LeadAlerts.Core.Sites;
using LeadAlerts.Tests.Accounts;
using LeadAlerts.Tests.Inbox;
using LeadAlerts.Tests.Infrastructure;
using LeadAlerts.Web.Components;
using LeadAlerts.Web.Components.Pages.Analytics;
using LeadAlerts.Web.Components.Shared;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using MudBlazor;
using MudBlazor.Services;

namespace LeadAlerts.Tests.Analytics;

public sealed class AnalyticsPageTests : IAsyncLifetime
{
    private static readonly DateTimeOffset Now = new(2026, 11, 23, 20, 0, 0, TimeSpan.Zero);

    private TestDatabase _database = null!;
    private InboxBuilder _builder = null!;
    private Site _site = null!;
    private ApplicationUser _user = null!;

    public async ValueTask InitializeAsync()
    {
        _database = await TestDatabase.CreateAsync(new FakeTimeProvider(Now));
        _builder = new InboxBuilder(_database);
        (_site, _user) = await _builder.AddSiteAsync();
    }

    public ValueTask DisposeAsync() => _database.DisposeAsync();

    [Fact]
    public async Task With_few_leads_it_says_so_and_shows_no_chart()
    {
        await _builder.AddLeadAsync(_site, at: Now.AddDays(-1));
        await using var context = Context();

        var page = Open(context, "/analytics");

        Assert.Contains("Too little data yet", page.Markup, StringComparison.Ordinal);
        Assert.Contains("1 lead came on these days.", page.Markup, StringComparison.Ordinal);
        Assert.Empty(page.FindAll("figure, .la-heat"));
    }

    [Fact]
    public async Task The_days_stand_in_the_address_and_every_chart_has_its_table()
    {
        for (var i = 0; i < 6; i++)
        {
            await _builder.AddLeadAsync(_site, at: Now.AddDays(-i), change: lead => lead.SetStatus(LeadStatus.Contacted, lead.CreatedAt.AddMinutes(12)));
        }

        await using var context = Context();
        var page = Open(context, "/analytics?days=7");

        Assert.Equal("7 days", page.Find(".la-range-links [aria-current]").TextContent);
        Assert.Equal("12 min", page.FindAll(".la-figure-value")[1].TextContent);
        Assert.All(page.FindAll("figure"), figure => Assert.NotNull(figure.QuerySelector("figcaption")));
        Assert.All(page.FindAll("figure, .la-heat-scroll"), figure => Assert.NotNull(figure.QuerySelector("table caption")));
        Assert.Equal(7, page.Find(".la-bars-table").QuerySelectorAll("tbody tr").Length);
        Assert.Equal($"/analytics/export.csv?from=2026-11-17&to=2026-11-23&site={_site.Id}", page.Find("a[download]").GetAttribute("href"));

        var picker = page.FindComponent<MudDateRangePicker>();
        await page.InvokeAsync(() => picker.Instance.DateRangeChanged.InvokeAsync(new DateRange(new DateTime(2026, 11, 1), new DateTime(2026, 11, 3))));
        Assert.EndsWith("/analytics?from=2026-11-01&to=2026-11-03", context.Services.GetRequiredService<NavigationManager>().Uri, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_bar_is_as_high_as_its_share_of_the_highest()
    {
        await using var context = Context();

        var chart = context.Render<BarChart>(parameters => parameters
            .Add(chart => chart.Caption, "Leads per day")
            .Add(chart => chart.CompareName, "before")
            .Add(chart => chart.Bars, [new BarChart.Bar("1 Nov", 2, 8), new BarChart.Bar("2 Nov", 4, 0)]));

        Assert.Equal(["height:25%", "height:50%"], chart.FindAll(".la-bar-now").Select(bar => bar.GetAttribute("style")!));
        Assert.Equal(["height:100%", "height:0%"], chart.FindAll(".la-bar-then").Select(bar => bar.GetAttribute("style")!));
        Assert.Equal(["1 Nov", "2", "8"], chart.FindAll("tbody tr")[0].Children.Select(cell => cell.TextContent));
    }

    private static IRenderedComponent<AnalyticsPage> Open(BunitContext context, string address)
    {
        context.Services.GetRequiredService<NavigationManager>().NavigateTo(address);
        var page = context.Render<AnalyticsPage>();
        page.WaitForElement(".la-figure", TimeSpan.FromSeconds(20));
        return page;
    }

    private BunitContext Context()
    {
        var context = new BunitContext();
        context.JSInterop.Mode = JSRuntimeMode.Loose;
        context.Services.AddMudServices();
        context.Services.AddSingleton<TimeProvider>(_database.Get<TimeProvider>());
        context.Services.AddSingleton<AuthenticationStateProvider>(new SignedIn(_user));
        context.Services.AddSingleton(_database.Get<SiteMembership>());
        context.Services.AddScoped<CurrentSite>();
        context.Services.AddFallbackServiceProvider(_database.Services);
        context.Render<MudPopoverProvider>();
        return context;
    }

    private sealed class SignedIn(ApplicationUser user) : AuthenticationStateProvider
    {
        public override Task<AuthenticationState> GetAuthenticationStateAsync() => Task.FromResult(new AuthenticationState(new ClaimsPrincipal(
            new ClaimsIdentity(
                [new Claim(ClaimTypes.NameIdentifier, user.Id.ToString()), new Claim(ClaimTypes.Name, user.Email!)], "test"))));
    }
}

/// <summary>The doors of analytics over HTTP.</summary>
public sealed class AnalyticsDoorsTests(LeadAlertsApp app) : IClassFixture<LeadAlertsApp>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_stranger_gets_no_file()
    {
        using var client = app.Visit();

        using var answer = await client.GetAsync("/analytics/export.csv", Cancel);

        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        Assert.Contains("/account/sign-in", answer.Headers.Location!.OriginalString, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_file_is_of_the_persons_site_that_the_address_names_and_of_no_other()
    {
        var (mine, _) = await app.AddSiteAsync("Mine");
        var (theirs, _) = await app.AddSiteAsync("Theirs");
        foreach (var (site, path) in new[] { (mine, "/mine"), (theirs, "/theirs") })
        {
            var chat = new Conversation(site.Id, "api", "c", site.CreatedAt) { PageUrl = "https://roof.example" + path };
            await using var db = await app.OpenAsync();
            db.AddRange(chat, new Lead(site.Id, chat.Id, null, site.CreatedAt));
            await db.SaveChangesAsync(Cancel);
        }

        var user = await app.AddUserAsync("numbers@example.com");
        await app.AddMemberAsync(mine, user, MemberRole.Member);
        await app.AddMemberAsync((await app.AddSiteAsync("A site that comes first")).Site, user, MemberRole.Owner);
        var visitor = new BrowserlessVisitor(app);
        await visitor.SignInAsync("numbers@example.com");

        using var answer = await visitor.GetAsync($"/analytics/export.csv?from=2026-01-01&to=2199-01-01&siteId={theirs.Id}&site={mine.Id}");
        var text = await answer.Content.ReadAsStringAsync(Cancel);

        Assert.Equal((HttpStatusCode.OK, "text/csv"), (answer.StatusCode, answer.Content.Headers.ContentType!.MediaType));
        Assert.Contains("Leads from page,/mine,1,", text, StringComparison.Ordinal);
        Assert.DoesNotContain("/theirs", text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await visitor.GetAsync($"/analytics/export.csv?site={theirs.Id}")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await visitor.GetAsync($"/analytics/export.csv?site={theirs.PublicKey}")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await visitor.GetAsync("/analytics?days=abc")).StatusCode);
    }

    [Fact]
    public async Task A_page_view_and_an_opening_are_counted_for_their_site_alone()
    {
        var (site, _) = await app.AddSiteAsync("Counted");
        var (other, _) = await app.AddSiteAsync("Not counted");
        using var client = app.Visit();
        using var config = await client.GetAsync($"/widget/v1/{site.PublicKey}/config", Cancel);
        using var opened = await client.PostAsync($"/widget/v1/{site.PublicKey}/opened", null, Cancel);
        using var unknown = await client.PostAsync("/widget/v1/st_nobody/opened", null, Cancel);
        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.NoContent, HttpStatusCode.NotFound), (config.StatusCode, opened.StatusCode, unknown.StatusCode));

        await app.Services.GetRequiredService<WidgetCounts>().WriteAsync(Cancel);

        await using var db = await app.OpenAsync();
        var row = await db.WidgetDays.SingleAsync(row => row.SiteId == site.Id, Cancel);
        Assert.Equal((1, 1), (row.Loads, row.Opens));
        Assert.False(await db.WidgetDays.AnyAsync(row => row.SiteId == other.Id, Cancel));
    }
}
