using AngleSharp.Dom;
using Bunit;
using LeadAlerts.Core.Members;
using LeadAlerts.Core.Privacy;
using LeadAlerts.Web.Components.Pages.Inbox;
using LeadAlerts.Web.Components.Pages.Sites;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using MudBlazor.Services;

namespace LeadAlerts.Tests.Privacy;

public sealed class PrivacyComponentTests : IAsyncLifetime
{
    private readonly BunitContext _context = new();
    private PrivacyScene _scene = null!;
    private SiteDetail _site = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _scene = await PrivacyScene.OpenAsync();
        var database = _scene.Alerts.Database;
        _context.JSInterop.Mode = JSRuntimeMode.Loose;
        _context.Services.AddMudServices();
        _context.Services.AddSingleton<TimeProvider>(_scene.Alerts.Clock);
        _context.Services.AddSingleton(database.Get<SitePrivacy>());
        _context.Services.AddSingleton(database.Get<VisitorErasure>());
        _context.Services.AddSingleton(database.Get<SiteRemoval>());
        _context.Services.AddSingleton(new InboxFeed(_scene.Alerts.Clock, NullLogger<InboxFeed>.Instance));
        _site = (await database.Get<SiteEditing>().FindAsync(siteId: _scene.SiteId, userId: _scene.OwnerId, Cancel))!;
    }

    public async ValueTask DisposeAsync()
    {
        await _context.DisposeAsync();
        await _scene.DisposeAsync();
    }

    [Fact]
    public async Task A_shorter_time_says_what_it_will_delete_before_it_is_saved()
    {
        _scene.Alerts.Clock.Advance(TimeSpan.FromDays(40));
        var card = _context.Render<RetentionCard>(parameters => parameters.Add(part => part.Site, _site).Add(part => part.UserId, _scene.OwnerId));
        await card.WaitForElementAsync("input[type=radio]");
        Assert.True(Save(card).HasAttribute("disabled"));

        await Choice(card, "30 days").ChangeAsync(new() { Value = true });
        card.WaitForAssertion(() => Assert.Contains("13 chats are older than that now", card.Markup, StringComparison.Ordinal));
        Assert.False(Save(card).HasAttribute("disabled"));

        await Choice(card, "Other").ChangeAsync(new() { Value = true });
        await card.Find("#keep-days").ChangeAsync(new() { Value = "0" });
        card.WaitForAssertion(() => Assert.True(Save(card).HasAttribute("disabled")));
        Assert.Contains("A number from 1 to", card.Markup, StringComparison.Ordinal);

        await Choice(card, "A year").ChangeAsync(new() { Value = true });
        card.WaitForAssertion(() => Assert.DoesNotContain("older than that now", card.Markup, StringComparison.Ordinal));
        await Save(card).ClickAsync(new());
        card.WaitForAssertion(() => Assert.Contains("Saved.", card.Markup, StringComparison.Ordinal));
        Assert.Equal(365, await _scene.Alerts.ReadAsync(db => db.Sites.Where(site => site.Id == _scene.SiteId).Select(site => site.RetentionDays).SingleAsync(Cancel)));
    }

    [Fact]
    public async Task A_visitor_is_shown_and_goes_only_when_the_word_is_typed()
    {
        var card = _context.Render<VisitorCard>(parameters => parameters.Add(part => part.Site, _site).Add(part => part.UserId, _scene.OwnerId));

        await card.Find("#visitor").ChangeAsync(new() { Value = PrivacyScene.Email });
        await card.Find("form[role=search]").SubmitAsync();
        await card.WaitForElementAsync("#erase");
        Assert.Contains("1 chat, 1 lead", card.Markup, StringComparison.Ordinal);
        Assert.Equal($"/sites/{_site.Id}/visitor-export?of={_scene.LeadId}", card.Find("a[download]").GetAttribute("href"));
        Assert.True(card.Find("form.la-danger button").HasAttribute("disabled"));

        await card.Find("form.la-danger").SubmitAsync();
        Assert.True(await _scene.Alerts.ReadAsync(db => db.Leads.AnyAsync(lead => lead.Id == _scene.LeadId, Cancel)));
        await card.Find("#erase").InputAsync(new() { Value = "Erase" });
        await card.Find("form.la-danger").SubmitAsync();

        card.WaitForAssertion(() => Assert.Contains("Erased.", card.Markup, StringComparison.Ordinal));
        Assert.Equal(1, _context.Services.GetRequiredService<InboxFeed>().VersionOf(_site.Id));
        Assert.False(await _scene.Alerts.ReadAsync(db => db.Leads.AnyAsync(lead => lead.Id == _scene.LeadId, Cancel)));
    }

    [Fact]
    public async Task Who_looks_for_nobody_is_asked_for_whom()
    {
        var card = _context.Render<VisitorCard>(parameters => parameters.Add(part => part.Site, _site).Add(part => part.UserId, _scene.OwnerId));

        await card.Find("form[role=search]").SubmitAsync();

        card.WaitForAssertion(() => Assert.Equal("Type whom to look for.", card.Find("[role=alert]").TextContent));
    }

    [Fact]
    public void A_site_cannot_be_deleted_before_its_name_is_typed()
    {
        var card = _context.Render<DeleteSiteCard>(parameters => parameters.Add(part => part.Site, _site).Add(part => part.UserId, _scene.OwnerId));
        Assert.True(card.Find("button").HasAttribute("disabled"));

        card.Find("#delete-site").Input("Bright");
        Assert.True(card.Find("button").HasAttribute("disabled"));

        card.Find("#delete-site").Input("bright roof");
        Assert.False(card.Find("button").HasAttribute("disabled"));
    }

    private static IElement Save(IRenderedComponent<RetentionCard> card) => card.Find("button.la-button-primary");

    private static IElement Choice(IRenderedComponent<RetentionCard> card, string name) =>
        card.FindAll("label.la-choice").Single(label => label.TextContent == name).QuerySelector("input")!;
}
