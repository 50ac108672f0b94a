using System.Security.Claims;
using AngleSharp.Dom;
using Bunit;
using LeadAlerts.Core.Knowledge;
using LeadAlerts.Core.Knowledge.Gaps;
using LeadAlerts.Core.Members;
using LeadAlerts.Core.Sites;
using LeadAlerts.Tests.Inbox;
using LeadAlerts.Tests.Infrastructure;
using LeadAlerts.Web.Components;
using LeadAlerts.Web.Components.Layout;
using LeadAlerts.Web.Components.Pages.Inbox;
using LeadAlerts.Web.Components.Pages.Knowledge;
using LeadAlerts.Web.Components.Shared;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using MudBlazor;
using MudBlazor.Services;

namespace LeadAlerts.Tests.Sites;

/// <summary>A person of two sites with more than one tab open.</summary>
public sealed class TwoTabsTests : IAsyncLifetime
{
    // More than any of it takes on a busy machine.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly BunitContext _context = new();
    private TestDatabase _database = null!;
    private InboxBuilder _builder = null!;
    private Site _first = null!;
    private Site _second = null!;
    private ApplicationUser _user = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _database = await TestDatabase.CreateAsync(new FakeTimeProvider(InboxBuilder.Start.AddHours(1)));
        _builder = new InboxBuilder(_database);
        (_first, _user) = await _builder.AddSiteAsync("Alpha");
        (_second, _) = await _builder.AddSiteAsync("Beta");
        await _builder.SaveAsync(new Member(_second.Id, _user.Id, MemberRole.Owner, InboxBuilder.Start));
        _context.JSInterop.Mode = JSRuntimeMode.Loose;
        _context.Services.AddMudServices();
        _context.Services.AddScoped<UndoOffer>();
        _context.Services.AddSingleton<AuthenticationStateProvider>(new SignedIn(_user.Id));
        _context.Services.AddSingleton(_database.Get<SiteMembership>());
        _context.Services.AddScoped<CurrentSite>();
        _context.Services.AddSingleton(_database.Get<KnowledgeBook>());
        _context.Services.AddSingleton(_database.Get<KnowledgeGaps>());
        _context.Services.AddScoped<KnowledgeWork>();
        _context.Services.AddFallbackServiceProvider(_database.Services);
    }

    public async ValueTask DisposeAsync()
    {
        await _context.DisposeAsync();
        await _database.DisposeAsync();
    }

    [Fact]
    public async Task A_tab_stays_with_its_site_when_another_is_chosen_in_another_tab()
    {
        var (here, there) = (Tab(), Tab());
        Assert.Equal(_first.Id, (await here.FindAsync(Cancel))!.SiteId);

        Assert.True(await there.SwitchAsync(_second.Id, Cancel));

        Assert.Equal(_first.Id, (await here.FindAsync(Cancel))!.SiteId);
        Assert.Equal(_second.Id, (await there.FindAsync(Cancel))!.SiteId);
        Assert.Equal(_second.Id, (await Tab().FindAsync(Cancel))!.SiteId);
    }

    [Fact]
    public async Task A_tab_whose_site_is_no_longer_the_persons_goes_to_another_and_its_role_is_asked_each_time()
    {
        var tab = Tab();
        await tab.FindAsync(Cancel);
        var owner = await _builder.AddMemberAsync(_first, "second@example.com");
        Assert.Equal(PeopleOutcome.Done, await _database.Get<SitePeople>().SetRoleAsync(siteId: _first.Id, actorId: _user.Id, userId: owner.Id, MemberRole.Owner, Cancel));

        await _database.Get<SitePeople>().SetRoleAsync(siteId: _first.Id, actorId: owner.Id, userId: _user.Id, MemberRole.Member, Cancel);
        Assert.Equal((_first.Id, MemberRole.Member), await tab.FindAsync(Cancel) is { } now ? (now.SiteId, now.Role) : default);

        await _database.Get<SitePeople>().RemoveAsync(siteId: _first.Id, actorId: owner.Id, userId: _user.Id, Cancel);
        Assert.Equal(_second.Id, (await tab.FindAsync(Cancel))!.SiteId);
        Assert.Null(await tab.GoToAsync(_first.Id, Cancel));
        Assert.False(await tab.SwitchAsync(_first.Id, Cancel));
        Assert.Equal(_second.Id, (await tab.FindAsync(Cancel))!.SiteId);
    }

    [Fact]
    public async Task A_mailed_link_to_another_site_leads_its_own_tab_there_and_no_other()
    {
        var lead = await _builder.AddLeadAsync(_second, headline: "Wants Betas");
        var other = Tab();
        await other.FindAsync(Cancel);

        await using var page = LeavablePage.Open<InboxPage>(_database, _user, (nameof(InboxPage.Id), lead.Id));
        await page.WaitForAsync(() => page.Frame.FindAll(".la-lead-row").Any(row => row.TextContent.Contains("Wants Betas", StringComparison.Ordinal)));

        Assert.Contains(page.Frame.FindAll("a[download]"), link => link.GetAttribute("href") == $"/leads/export.csv?site={_second.Id}");
        Assert.Equal(_first.Id, (await other.FindAsync(Cancel))!.SiteId);
        Assert.Equal(_first.Id, (await Tab().FindAsync(Cancel))!.SiteId);
    }

    [Fact]
    public async Task The_switcher_says_where_the_tab_looks()
    {
        var switcher = _context.Render<SiteSwitcher>();
        Assert.Equal(_first.Id.ToString(), switcher.WaitForElement("select", Patience).GetAttribute("value"));

        await switcher.InvokeAsync(() => _context.Services.GetRequiredService<CurrentSite>().GoToAsync(_second.Id, Cancel));

        await switcher.WaitForStateAsync(() => switcher.Find("select").GetAttribute("value") == _second.Id.ToString(), Patience);
    }

    [Fact]
    public async Task An_answer_that_is_being_written_is_saved_at_its_site_when_another_was_chosen_meanwhile()
    {
        var dialogs = _context.Render<MudDialogProvider>();
        _context.Render<MudPopoverProvider>();
        var page = _context.Render<KnowledgePage>();
        await page.WaitForStateAsync(() => Button(page, "Write the first answer") is not null, Patience);
        var writing = Button(page, "Write the first answer")!.ClickAsync(new());
        await dialogs.WaitForStateAsync(() => dialogs.FindAll("input, textarea").Count > 1, Patience);

        await Tab().SwitchAsync(_second.Id, Cancel);
        await _context.Services.GetRequiredService<CurrentSite>().GoToAsync(_second.Id, Cancel);
        await dialogs.Find("input").InputAsync("Do you work on Sundays?");
        await dialogs.Find("textarea").InputAsync("Only for emergencies.");
        await Button(dialogs, "Save")!.ClickAsync(new());

        await writing;
        await page.WaitForStateAsync(() => page.Markup.Contains("Only for emergencies.", StringComparison.Ordinal), Patience);
        Assert.Single(await _database.Get<KnowledgeBook>().ListAsync(_first.Id, null, Cancel));
        Assert.Empty(await _database.Get<KnowledgeBook>().ListAsync(_second.Id, null, Cancel));
    }

    private static IElement? Button<TComponent>(IRenderedComponent<TComponent> where, string text)
        where TComponent : Microsoft.AspNetCore.Components.IComponent =>
        where.FindAll("button").FirstOrDefault(button => button.TextContent.Trim() == text);

    private CurrentSite Tab() => new(new SignedIn(_user.Id), _database.Get<SiteMembership>());

    private sealed class SignedIn(Guid userId) : AuthenticationStateProvider
    {
        public override Task<AuthenticationState> GetAuthenticationStateAsync() => Task.FromResult(
            new AuthenticationState(new ClaimsPrincipal(new ClaimsIdentity([new Claim(ClaimTypes.NameIdentifier, userId.ToString())], "test"))));
    }
}
