using System.Security.Claims;
using Bunit;
using LeadAlerts.Core.Knowledge;
using LeadAlerts.Core.Members;
using LeadAlerts.Core.Onboarding;
using LeadAlerts.Tests.Alerts;
using LeadAlerts.Tests.Infrastructure;
using LeadAlerts.Web.Components;
using LeadAlerts.Web.Components.Pages.Inbox;
using LeadAlerts.Web.Components.Pages.Today;
using LeadAlerts.Web.Components.Pages.Welcome;
using LeadAlerts.Web.Jobs;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using MudBlazor.Services;

namespace LeadAlerts.Tests.Onboarding;

public sealed class WelcomePageTests : IAsyncLifetime
{
    private static readonly DateTimeOffset Now = new(2026, 11, 20, 12, 0, 0, TimeSpan.Zero);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private TestDatabase _database = null!;
    private OwnedSite _site = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _database = await TestDatabase.CreateAsync(new FakeTimeProvider(Now));
        _site = await OwnedSite.AddAsync(_database, "roof", Now);
    }

    public ValueTask DisposeAsync() => _database.DisposeAsync();

    [Fact]
    public async Task A_newcomer_is_led_from_Today_to_the_first_step_and_on_when_the_site_is_there()
    {
        var newcomer = new ApplicationUser { UserName = "new@example.com", NormalizedUserName = "NEW@EXAMPLE.COM", Email = "new@example.com", EmailConfirmed = true };
        await using (var db = await _database.OpenAsync())
        {
            db.Add(newcomer);
            await db.SaveChangesAsync(Cancel);
        }

        await using var context = Context(newcomer);
        var navigation = context.Services.GetRequiredService<NavigationManager>();
        context.Render<TodayPage>();
        Assert.EndsWith("/welcome", navigation.Uri, StringComparison.Ordinal);

        var page = context.Render<WelcomePage>();
        await page.WaitForElementAsync("#services", Patience);
        Assert.Equal(4, page.FindAll(".mud-step[disabled]").Count);
        page.Find("#name").Change("Bright Roof");
        page.Find("#services").Change("roof repair, gutters");
        await page.Find("form").SubmitAsync();

        page.WaitForAssertion(() => Assert.EndsWith("/welcome?step=answers", navigation.Uri, StringComparison.Ordinal), Patience);
        Assert.Equal("Bright Roof", (await _database.Get<SiteMembership>().FindCurrentAsync(newcomer.Id, preferredId: null, Cancel))!.SiteName);
    }

    [Fact]
    public async Task The_page_opens_at_the_first_step_that_is_not_done()
    {
        await using var context = Context(_site.Owner);
        var first = context.Render<WelcomePage>();
        await first.WaitForElementAsync("#services", Patience);
        Assert.Equal("Your site", Active(first));

        await DescribeAsync();
        Assert.Equal("Answers", Active(await OpenAsync(context)));

        await _database.Get<KnowledgeBook>().AddAsync(_site.Id, "Why?", "So.", Cancel);
        var third = await OpenAsync(context);
        Assert.Equal("On your website", Active(third));
        Assert.Contains("data-site=\"" + _site.Site.PublicKey, third.Find(".la-code").TextContent, StringComparison.Ordinal);
        Assert.StartsWith("mailto:?subject=", third.Find("a[href^=mailto]").GetAttribute("href"), StringComparison.Ordinal);
        Assert.Equal(2, third.FindAll(".mud-step-completed").Count);
    }

    [Fact]
    public async Task A_click_on_a_step_opens_it_and_leaving_the_page_opens_none()
    {
        await DescribeAsync();
        await using var context = Context(_site.Owner);
        var navigation = context.Services.GetRequiredService<NavigationManager>();
        var page = await OpenAsync(context);

        await page.FindAll(".mud-step")[3].ClickAsync(new());
        page.WaitForAssertion(() => Assert.EndsWith("/welcome?step=chat", navigation.Uri, StringComparison.Ordinal), Patience);
        Assert.Equal("Test chat", Active(page));

        navigation.NavigateTo("/leads");
        await context.DisposeComponentsAsync();
        Assert.EndsWith("/leads", navigation.Uri, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_wait_for_the_first_visit_ends_without_a_reload()
    {
        await DescribeAsync();
        await using var context = Context(_site.Owner);
        context.Services.GetRequiredService<NavigationManager>().NavigateTo("/welcome?step=snippet");
        var page = await OpenAsync(context);
        await page.WaitForElementAsync(".la-pulse", Patience);
        Assert.Contains("Waiting for the first visit", page.Find(".la-watch").TextContent, StringComparison.Ordinal);
        Assert.Contains("Skip for now", page.Find(".la-welcome-move").TextContent, StringComparison.Ordinal);

        await using (var db = await _database.OpenAsync())
        {
            (await db.Sites.SingleAsync(site => site.Id == _site.Id, Cancel)).MarkWidgetSeen("https://brightroof.example", Now.AddSeconds(-5));
            await db.SaveChangesAsync(Cancel);
        }

        context.Services.GetRequiredService<InboxFeed>().Publish(_site.Id);

        page.WaitForAssertion(
            () => Assert.Contains("Seen 5 s ago on https://brightroof.example", page.Find(".la-watch").TextContent, StringComparison.Ordinal), Patience);
        page.WaitForAssertion(() => Assert.Contains("Continue", page.Find(".la-welcome-move").TextContent, StringComparison.Ordinal), Patience);
    }

    [Fact]
    public async Task A_pasted_text_is_looked_at_and_saved()
    {
        await DescribeAsync();
        await using var context = Context(_site.Owner);
        var page = await OpenAsync(context);
        page.Find("#import-text").Change("Do you work on Sundays?\nNo.\n\nDo you finance?\nYes.");
        await page.FindAll("form")[^1].SubmitAsync();
        await page.WaitForElementAsync(".la-import-list", Patience);
        Assert.Equal(2, page.FindAll(".la-import-list li").Count);

        page.FindAll(".la-import-list input[type=checkbox]")[1].Change(false);
        page.Find(".la-import-answer").Change("Only for emergencies.");
        await page.Find(".la-import-save .la-button-primary").ClickAsync(new());

        page.WaitForAssertion(() => Assert.Contains("The bot knows 1 answer", page.Markup, StringComparison.Ordinal), Patience);
        var row = Assert.Single(await _database.Get<KnowledgeBook>().ListAsync(_site.Id, null, Cancel));
        Assert.Equal(("Do you work on Sundays?", "Only for emergencies."), (row.Question, row.Answer));
    }

    [Fact]
    public async Task A_page_that_cannot_be_read_says_why_and_keeps_what_was_typed()
    {
        await DescribeAsync();
        await using var context = Context(_site.Owner);
        var page = await OpenAsync(context);

        page.Find("#import-address").Change("http://169.254.169.254/latest/meta-data/");
        await page.Find("form").SubmitAsync();

        page.WaitForAssertion(() => Assert.Contains("not on the public internet", page.Find("[role=alert]").TextContent, StringComparison.Ordinal), Patience);
        Assert.Equal("http://169.254.169.254/latest/meta-data/", page.Find("#import-address").GetAttribute("value"));
    }

    [Fact]
    public async Task A_page_at_another_address_is_told_until_the_settings_name_it()
    {
        await DescribeAsync("https://brightroof.example");
        await using (var db = await _database.OpenAsync())
        {
            (await db.Sites.SingleAsync(site => site.Id == _site.Id, Cancel)).MarkWidgetRefused("https://roofs.example", Now);
            await db.SaveChangesAsync(Cancel);
        }

        await using var context = Context(_site.Owner);
        context.Services.GetRequiredService<NavigationManager>().NavigateTo("/welcome?step=snippet");
        var page = await OpenAsync(context);
        Assert.Contains("Refused on https://roofs.example", page.Find(".la-watch").TextContent, StringComparison.Ordinal);
        Assert.Equal($"/sites/{_site.Id}?part=business", page.Find(".la-watch a").GetAttribute("href"));

        await DescribeAsync("https://roofs.example");
        Assert.Contains("Waiting for the first visit", (await OpenAsync(context)).Find(".la-watch").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_website_is_looked_at_when_the_owner_asks_for_it()
    {
        await DescribeAsync("http://169.254.169.254/");
        await using var context = Context(_site.Owner);
        context.Services.GetRequiredService<NavigationManager>().NavigateTo("/welcome?step=snippet");
        var page = await OpenAsync(context);

        await page.FindAll("button").First(button => button.TextContent == "Check my website").ClickAsync(new());

        page.WaitForAssertion(
            () => Assert.Contains("not on the public internet", page.Find(".la-findings").TextContent, StringComparison.Ordinal), Patience);
    }

    [Fact]
    public async Task A_member_has_nothing_to_set_up()
    {
        await using var context = Context(_site.Member);
        var page = context.Render<WelcomePage>();

        await page.WaitForElementAsync(".la-empty", Patience);
        Assert.Empty(page.FindAll("form, .mud-step, .la-code"));
    }

    [Fact]
    public async Task A_sample_visitor_chats_with_the_bot_and_only_for_owners_and_not_without_end()
    {
        await DescribeAsync();
        var sample = _database.Get<SampleChat>();
        Assert.IsType<SampleChatOutcome.Refused>(await sample.SendAsync(_site.Id, _site.Member.Id, Cancel));

        var sent = Assert.IsType<SampleChatOutcome.Sent>(await sample.SendAsync(_site.Id, _site.Owner.Id, Cancel));
        await using var db = await _database.OpenAsync();
        var lines = await db.Messages.Where(line => line.ConversationId == sent.ConversationId).OrderBy(line => line.Sequence).Select(line => line.Text).ToListAsync(Cancel);
        Assert.Equal(4, lines.Count);
        Assert.Contains("roof repair", lines[0], StringComparison.Ordinal);
        Assert.NotNull((await _database.Get<SiteSetupQueries>().FindAsync(_site.Id, Cancel))!.Latest);

        for (var at = 1; at < SampleChat.MostPerHour; at++)
        {
            Assert.IsType<SampleChatOutcome.Sent>(await sample.SendAsync(_site.Id, _site.Owner.Id, Cancel));
        }

        Assert.IsType<SampleChatOutcome.Refused>(await sample.SendAsync(_site.Id, _site.Owner.Id, Cancel));
    }

    private static string Active(IRenderedComponent<WelcomePage> page) => page.Find(".mud-step.active .mud-step-label-content").TextContent.Trim();

    private static async Task<IRenderedComponent<WelcomePage>> OpenAsync(BunitContext context)
    {
        var page = context.Render<WelcomePage>();
        await page.WaitForElementAsync(".la-welcome-move", Patience);
        return page;
    }

    private async Task DescribeAsync(string? website = null) => await _database.Get<SiteEditing>().SaveProfileAsync(
        _site.Id, _site.Owner.Id, new SiteProfile("roof", website, "Roofer", "roof repair, gutters"), Cancel);

    private BunitContext Context(ApplicationUser user)
    {
        var context = new BunitContext();
        context.JSInterop.Mode = JSRuntimeMode.Loose;
        context.Services.AddMudServices();
        context.Services.AddSingleton<TimeProvider>(_database.Get<TimeProvider>());
        context.Services.AddSingleton<AuthenticationStateProvider>(new SignedIn(user));
        context.Services.AddSingleton(_database.Get<SiteMembership>());
        context.Services.AddScoped<CurrentSite>();
        context.Services.AddSingleton<InboxFeed>();
        context.Services.AddSingleton<DueWork>();
        context.Services.AddFallbackServiceProvider(_database.Services);
        return context;
    }

    private sealed class SignedIn(ApplicationUser user) : AuthenticationStateProvider
    {
        public override Task<AuthenticationState> GetAuthenticationStateAsync() => Task.FromResult(new AuthenticationState(new ClaimsPrincipal(
            new ClaimsIdentity(
                [new Claim(ClaimTypes.NameIdentifier, user.Id.ToString()), new Claim(ClaimTypes.Name, user.Email!)], "test"))));
    }
}
