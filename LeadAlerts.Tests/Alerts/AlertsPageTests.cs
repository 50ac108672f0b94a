using System.Security.Claims;
using Bunit;
using LeadAlerts.Core.Alerts;
using LeadAlerts.Core.Alerts.Recipients;
using LeadAlerts.Core.Alerts.Settings;
using LeadAlerts.Core.Members;
using LeadAlerts.Core.Storage;
using LeadAlerts.Tests.Infrastructure;
using LeadAlerts.Web.Components;
using LeadAlerts.Web.Components.Pages.Alerts;
using LeadAlerts.Web.Components.Shared;
using LeadAlerts.Web.Jobs;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using MudBlazor.Services;

namespace LeadAlerts.Tests.Alerts;

public sealed class AlertsPageTests : IAsyncLifetime
{
    private static readonly DateTimeOffset Now = new(2026, 11, 20, 12, 0, 0, TimeSpan.Zero);

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
    public async Task The_save_bar_appears_with_the_first_change_and_goes_when_it_is_taken_back()
    {
        await using var context = Context(_site.Owner);
        var page = await OpenAsync(context);
        Assert.Empty(page.FindAll(".la-savebar"));

        page.Find(".la-threshold input[type=number]").Input("70");
        Assert.Contains($"Threshold {AlertSettings.DefaultThreshold} → 70", (await page.WaitForElementAsync(".la-savebar", TimeSpan.FromSeconds(20))).TextContent, StringComparison.Ordinal);

        page.Find(".la-threshold input[type=number]").Input($"{AlertSettings.DefaultThreshold}");
        await page.WaitForStateAsync(() => page.FindAll(".la-savebar").Count == 0, TimeSpan.FromSeconds(20));
    }

    [Theory]
    [InlineData("0")]
    [InlineData("101")]
    [InlineData("-3")]
    [InlineData("5.5")]
    [InlineData("")]
    [InlineData("99999999999999999999")]
    public async Task A_threshold_out_of_range_is_told_at_the_field_and_cannot_be_saved(string typed)
    {
        await using var context = Context(_site.Owner);
        var page = await OpenAsync(context);

        page.Find(".la-threshold input[type=number]").Input(typed);

        Assert.Equal("Type a whole number from 1 to 100.", page.Find("#threshold-problem").TextContent);
        Assert.True(page.Find(".la-savebar .la-button-primary").HasAttribute("disabled"));
    }

    [Fact]
    public async Task A_double_click_saves_once()
    {
        await using var context = Context(_site.Owner);
        var page = await OpenAsync(context);
        page.Find(".la-threshold input[type=number]").Input("70");
        Task first, second;

        // Another writer holds the gate, so that the first save is still running at the second click.
        using (await _database.Get<WriteGate>().EnterAsync(Cancel))
        {
            first = page.Find(".la-savebar .la-button-primary").ClickAsync(new());
            Assert.True(page.Find(".la-savebar .la-button-primary").HasAttribute("disabled"));
            second = page.Find(".la-savebar .la-button-primary").ClickAsync(new());
        }

        await Task.WhenAll(first, second);

        page.WaitForAssertion(() => Assert.Empty(page.FindAll(".la-savebar")), TimeSpan.FromSeconds(20));
        Assert.Equal([2, 1], (await Store.ListVersionsAsync(_site.Id, 50, Cancel)).Select(version => version.Version));
        Assert.Equal(70, (await Store.GetAsync(_site.Id, Cancel)).Threshold);
    }

    [Fact]
    public async Task A_second_click_that_comes_just_after_the_save_says_nothing()
    {
        await using var page = LeavablePage.Open<AlertsPage>(_database, _site.Owner);
        await page.WaitForAsync(() => page.Frame.FindAll(".la-threshold").Count > 0);
        await page.Frame.InvokeAsync(() => page.Frame.Find(".la-threshold input[type=number]").Input("70"));
        var save = page.Frame.FindComponent<AlertsPage>().Find(".la-savebar .la-button-primary");

        await page.Frame.InvokeAsync(() => save.ClickAsync(new()));
        await page.WaitForNoticeAsync("Saved as version 2.");
        await page.WaitForAsync(() => page.Frame.FindAll(".la-savebar").Count == 0);

        Assert.DoesNotContain("Nothing to change", page.Notices, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_somebody_else_saved_meanwhile_is_shown_and_ones_own_edits_stay()
    {
        await using var context = Context(_site.Owner);
        var page = await OpenAsync(context);
        page.Find(".la-threshold input[type=number]").Input("70");
        await Store.SaveAsync(_site.Id, _site.Owner.Id, 1, new AlertSettingsDraft(Enabled: false, 50, []), Cancel);

        await page.Find(".la-savebar .la-button-primary").ClickAsync(new());

        page.WaitForAssertion(
            () => Assert.Contains("Ana saved version 2 while you were editing", page.Find(".la-conflict").TextContent, StringComparison.Ordinal),
            TimeSpan.FromSeconds(20));
        Assert.Contains("Alerts switched off", page.Find(".la-conflict").TextContent, StringComparison.Ordinal);
        Assert.Equal("70", page.Find(".la-threshold input[type=number]").GetAttribute("value"));
        Assert.Equal(2, (await Store.GetAsync(_site.Id, Cancel)).Version);
    }

    [Fact]
    public async Task A_member_sees_everything_and_can_change_nothing()
    {
        await using var context = Context(_site.Member);
        var page = await OpenAsync(context);

        Assert.Contains("An owner of the site can change them", page.Markup, StringComparison.Ordinal);
        Assert.All(page.FindAll(".la-tune input"), input => Assert.True(input.HasAttribute("disabled")));
        Assert.Empty(page.FindAll(".la-recipient-form"));
        Assert.All(page.FindAll(".la-tune button"), button => Assert.True(button.HasAttribute("disabled")));
    }

    [Fact]
    public async Task Days_and_quiet_hours_say_what_happens_to_a_lead_that_comes_now_and_are_saved()
    {
        await using var context = Context(_site.Owner);
        var page = await OpenAsync(context);
        Assert.Contains("A lead that comes now is mailed at once.", page.Markup, StringComparison.Ordinal);

        for (var day = 0; day < 6; day++)
        {
            page.Find(".la-day:has(input:checked) input").Change(false);
        }

        Assert.Contains("A lead that comes now is held until Sun 22 Nov, 00:00; one of 75 or more is mailed at once.", page.Markup, StringComparison.Ordinal);
        await page.Find(".la-savebar .la-button-primary").ClickAsync(new());

        page.WaitForAssertion(() => Assert.Empty(page.FindAll(".la-savebar")), TimeSpan.FromSeconds(20));
        var saved = await Store.GetAsync(_site.Id, Cancel);
        Assert.Equal((2, Weekdays.Sunday), (saved.Version, saved.Schedule.WorkingDays));
        Assert.Contains("Alerts go out: at any time → Sun, all day", page.Find(".la-history").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task No_day_at_all_cannot_be_saved()
    {
        await using var context = Context(_site.Owner);
        var page = await OpenAsync(context);
        for (var day = 0; day < 7; day++)
        {
            page.Find(".la-day:has(input:checked) input").Change(false);
        }

        Assert.Equal("Choose at least one day.", page.Find(".la-days .la-error").TextContent);
        Assert.True(page.Find(".la-savebar .la-button-primary").HasAttribute("disabled"));
    }

    [Fact]
    public async Task Quiet_hours_have_two_different_times()
    {
        await using var context = Context(_site.Owner);
        var page = await OpenAsync(context);
        page.Find(".la-plan-row input[type=checkbox]").Change(true);

        page.Find("#quiet-to").Change("20:00");

        Assert.Equal("Choose two different times.", page.Find("#quiet-problem").TextContent);
        Assert.True(page.Find(".la-savebar .la-button-primary").HasAttribute("disabled"));
        page.Find("#quiet-to").Change("06:00");
        Assert.Empty(page.FindAll("#quiet-problem"));
    }

    [Fact]
    public async Task The_line_at_the_top_says_why_nobody_gets_alerts_as_soon_as_it_is_so()
    {
        await using var context = Context(_site.Owner);
        await AddRecipientAsync(confirmed: true);
        var page = await OpenAsync(context);
        page.WaitForAssertion(() => Assert.Contains("Alerts healthy", page.Markup, StringComparison.Ordinal), TimeSpan.FromSeconds(20));

        await page.FindAll(".la-card .la-actions button").Single(button => button.TextContent == "1 hour").ClickAsync(new());

        page.WaitForAssertion(() => Assert.Contains("Muted until 05:00.", page.Find(".la-health-notice").TextContent, StringComparison.Ordinal), TimeSpan.FromSeconds(20));
        Assert.DoesNotContain("Alerts healthy", page.Markup, StringComparison.Ordinal);
        page.Find("[aria-label='Send alerts']").Change(false);
        await page.Find(".la-savebar .la-button-primary").ClickAsync(new());
        page.WaitForAssertion(() => Assert.Contains("Alerts are off.", page.Find(".la-health-notice").TextContent, StringComparison.Ordinal), TimeSpan.FromSeconds(20));
        Assert.Equal("/alerts#switch-title", page.Find(".la-health-notice a").GetAttribute("href"));
    }

    [Fact]
    public async Task A_member_reads_why_nobody_gets_alerts_and_is_offered_no_remedy()
    {
        await using var context = Context(_site.Member);
        await AddRecipientAsync(confirmed: false);
        var page = await OpenAsync(context);

        page.WaitForAssertion(
            () => Assert.Contains("no address is confirmed yet", page.Find(".la-health-notice").TextContent, StringComparison.Ordinal), TimeSpan.FromSeconds(20));
        Assert.Empty(page.FindAll(".la-health-notice a"));
    }

    [Theory]
    [InlineData("Stop", "Stop")]
    [InlineData("Remove", "Remove")]
    public async Task Who_stops_or_removes_the_last_recipient_is_asked_and_told_that_nobody_is_left(string button, string yes)
    {
        await AddRecipientAsync(confirmed: true);
        await using var page = LeavablePage.Open<AlertsPage>(_database, _site.Owner);

        var kept = page.PressAsync(button);
        var asked = await page.AgreeAsync("Keep");
        await kept;
        Assert.Contains("Nobody receives alerts then", asked, StringComparison.Ordinal);
        Assert.DoesNotContain("Nobody receives alerts:", page.Frame.Markup, StringComparison.Ordinal);

        var stopped = page.PressAsync(button);
        await page.AgreeAsync(yes);
        await stopped;
        await page.WaitForAsync(() => page.Frame.Markup.Contains("Nobody receives alerts:", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_mute_says_until_when_and_by_whom_and_ends_with_one_press()
    {
        await using var context = Context(_site.Owner);
        var page = await OpenAsync(context);

        await page.FindAll(".la-card .la-actions button").Single(button => button.TextContent == "1 hour").ClickAsync(new());
        page.WaitForAssertion(() => Assert.Equal("Alerts are muted", page.Find("#mute-title").TextContent), TimeSpan.FromSeconds(20));
        var mute = await _database.Get<AlertMutes>().FindAsync(_site.Id, Cancel);
        Assert.Equal((Now.AddHours(1), Now), (mute!.Until, mute.At));
        Assert.Contains($"by {mute.By}", page.Markup, StringComparison.Ordinal);

        await page.FindAll("button").Single(button => button.TextContent == "Unmute now").ClickAsync(new());
        page.WaitForAssertion(() => Assert.Equal("Mute", page.Find("#mute-title").TextContent), TimeSpan.FromSeconds(20));
        Assert.Null(await _database.Get<AlertMutes>().FindAsync(_site.Id, Cancel));
    }

    [Fact]
    public async Task A_bad_address_is_told_at_the_field()
    {
        await using var context = Context(_site.Owner);
        var page = await OpenAsync(context);

        page.WaitForElement("#recipient-address").Change("a@b");
        await page.Find(".la-recipient-form").SubmitAsync();

        page.WaitForAssertion(
            () => Assert.Contains("needs an ending", page.Find("#recipient-problem").TextContent, StringComparison.Ordinal), TimeSpan.FromSeconds(20));
    }

    private async Task AddRecipientAsync(bool confirmed)
    {
        var recipient = new AlertRecipient(_site.Id, "kim@roof.example", "Kim", Now);
        if (confirmed)
        {
            recipient.Confirm(Now);
        }

        await using var db = await _database.OpenAsync();
        db.Add(recipient);
        await db.SaveChangesAsync(Cancel);
    }

    private AlertSettingsStore Store => _database.Get<AlertSettingsStore>();

    private static async Task<IRenderedComponent<AlertsPage>> OpenAsync(BunitContext context)
    {
        var page = context.Render<AlertsPage>();
        await page.WaitForElementAsync(".la-savebar, .la-threshold", TimeSpan.FromSeconds(20));
        await page.WaitForElementAsync("#recipients-title + p, .la-recipients", TimeSpan.FromSeconds(20));
        return page;
    }

    private BunitContext Context(ApplicationUser user)
    {
        var context = new BunitContext();
        context.JSInterop.Mode = JSRuntimeMode.Loose;
        context.Services.AddMudServices();
        context.Services.AddScoped<UndoOffer>();
        context.Services.AddSingleton<TimeProvider>(_database.Get<TimeProvider>());
        context.Services.AddSingleton<AuthenticationStateProvider>(new SignedIn(user));
        context.Services.AddSingleton(_database.Get<SiteMembership>());
        context.Services.AddScoped<CurrentSite>();
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
