using Bunit;
using LeadAlerts.Core.Members;
using LeadAlerts.Core.Qualification;
using LeadAlerts.Core.Sites;
using LeadAlerts.Tests.Infrastructure;
using LeadAlerts.Web.Components.Pages.Inbox;
using Microsoft.Extensions.Time.Testing;

namespace LeadAlerts.Tests.Inbox;

/// <summary>What an open lead shows, and what is done with it.</summary>
public sealed class LeadPaneTests : IAsyncLifetime
{
    private TestDatabase _database = null!;
    private InboxBuilder _builder = null!;
    private Site _site = null!;
    private ApplicationUser _user = null!;

    public async ValueTask InitializeAsync()
    {
        _database = await TestDatabase.CreateAsync(new FakeTimeProvider(InboxBuilder.Start.AddHours(1)));
        _builder = new InboxBuilder(_database);
        (_site, _user) = await _builder.AddSiteAsync();
    }

    public ValueTask DisposeAsync() => _database.DisposeAsync();

    [Fact]
    public async Task A_merged_lead_shows_its_strongest_chat_with_the_latest_one_click_away()
    {
        var contact = new VisitorContact("Quinn", null, "+14155550142");
        await _builder.AddLeadAsync(_site, score: 97, contact: contact, headline: "New roof", text: "We need a new roof");
        var lead = await _builder.AddLeadAsync(_site, score: 73, contact: contact, headline: "About the quote", text: "Could we make it Friday?");
        await using var page = LeavablePage.Open<InboxPage>(_database, _user, (nameof(InboxPage.Id), lead.Id));
        await page.WaitForAsync(() => page.Frame.FindAll(".la-merge button").Count == 1);

        await page.PressAsync("Merge");

        await page.WaitForNoticeAsync("Quinn is part of this lead now");
        Assert.Equal("New roof", page.Frame.Find(".la-lead-headline").TextContent);

        // The chat that was open stays open; who comes now sees the one that tells the story.
        Assert.Contains("Could we make it Friday?", Chat(page), StringComparison.Ordinal);
        await using var later = LeavablePage.Open<InboxPage>(_database, _user, (nameof(InboxPage.Id), lead.Id));
        await later.WaitForAsync(() => Chat(later).Contains("We need a new roof", StringComparison.Ordinal));
        await later.PressAsync("Show the latest");
        await later.WaitForAsync(() => Chat(later).Contains("Could we make it Friday?", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_view_is_saved_with_the_enter_key_and_stands_after_the_tabs()
    {
        await _builder.AddLeadAsync(_site, headline: "New roof");
        await using var page = LeavablePage.Open<InboxPage>(_database, _user);
        await page.WaitForAsync(() => page.Frame.FindAll("form.la-name-form").Count == 1);

        await page.Frame.InvokeAsync(() => page.Frame.Find("form.la-name-form input").Input("Roofs 1"));
        await page.Frame.InvokeAsync(() => page.Frame.Find("form.la-name-form").SubmitAsync());

        await page.WaitForAsync(() => page.Frame.FindAll(".la-view-name").Count == 1);
        Assert.Equal("Roofs 1", page.Frame.Find(".la-views a:last-child .la-view-name").TextContent);
        Assert.Equal("1", page.Frame.Find(".la-views a:last-child .la-view-count").TextContent);
    }

    [Fact]
    public async Task Reply_shows_an_open_reply_and_closes_none()
    {
        var lead = await _builder.AddLeadAsync(_site, contact: new VisitorContact("Quinn", "quinn@example.com", null));
        await using var page = LeavablePage.Open<InboxPage>(_database, _user, (nameof(InboxPage.Id), lead.Id));
        await page.PressAsync("Reply");
        await page.WaitForAsync(() => page.Frame.FindAll(".la-reply textarea").Count == 1);

        await page.PressAsync("Reply");

        Assert.Single(page.Frame.FindAll(".la-reply textarea"));
    }

    private static string Chat(LeavablePage page) => string.Concat(page.Frame.FindAll("[role=log]").Select(log => log.TextContent));
}
