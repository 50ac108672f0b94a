using System.Security.Claims;
using Bunit;
using LeadAlerts.Core.Members;
using LeadAlerts.Tests.Inbox;
using LeadAlerts.Tests.Infrastructure;
using LeadAlerts.Web.Components;
using LeadAlerts.Web.Components.Account;
using LeadAlerts.Web.Components.Layout;
using LeadAlerts.Web.Components.Pages.Inbox;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using MudBlazor.Services;

namespace LeadAlerts.Tests.Sites;

/// <summary>An open page of somebody whose place on the site is taken away.</summary>
public sealed class SiteGuardTests : IAsyncLifetime
{
    private readonly BunitContext _context = new();
    private readonly FakeTimeProvider _clock = new(InboxBuilder.Start);
    private TestDatabase _database = null!;
    private Guid _siteId;
    private Guid _ownerId;
    private Guid _memberId;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private InboxFeed Feed => _context.Services.GetRequiredService<InboxFeed>();

    private SitePeople People => _database.Get<SitePeople>();

    public async ValueTask InitializeAsync()
    {
        _database = await TestDatabase.CreateAsync();
        var builder = new InboxBuilder(_database);
        var (site, owner) = await builder.AddSiteAsync();
        var member = await builder.AddMemberAsync(site, "ana@example.com");
        (_siteId, _ownerId, _memberId) = (site.Id, owner.Id, member.Id);
        _context.JSInterop.Mode = JSRuntimeMode.Loose;
        _context.Services.AddMudServices();
        _context.Services.AddSingleton<TimeProvider>(_clock);
        _context.Services.AddSingleton(new InboxFeed(TimeProvider.System, NullLogger<InboxFeed>.Instance));
        _context.Services.AddSingleton(_database.Get<SiteMembership>());
        _context.Services.AddSingleton<AuthenticationStateProvider>(new SignedIn(_memberId));
        _context.Services.AddScoped<CurrentSite>();
    }

    public async ValueTask DisposeAsync()
    {
        await _context.DisposeAsync();
        await _database.DisposeAsync();
    }

    [Fact]
    public async Task It_closes_at_once_when_the_person_is_taken_off_and_stays_when_somebody_else_is()
    {
        var page = await OpenAsync();
        await using (var db = await _database.OpenAsync())
        {
            db.Add(new Member(_siteId, (await new InboxBuilder(_database).AddSiteAsync("Elsewhere")).User.Id, MemberRole.Member, InboxBuilder.Start));
            await db.SaveChangesAsync(Cancel);
        }

        Feed.Publish(_siteId);
        await page.InvokeAsync(() => Assert.Contains("Leads of Brightroof", page.Markup, StringComparison.Ordinal));

        Assert.Equal(PeopleOutcome.Done, await People.RemoveAsync(_siteId, _ownerId, _memberId, Cancel));
        Feed.Publish(_siteId);

        await page.WaitForAssertionAsync(() => Assert.Contains("Your access to Brightroof changed", page.Markup, StringComparison.Ordinal), TimeSpan.FromSeconds(10));
        Assert.DoesNotContain("Leads of Brightroof", page.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_closes_within_a_minute_where_nobody_says_so()
    {
        var page = await OpenAsync();

        Assert.Equal(PeopleOutcome.Done, await People.SetRoleAsync(_siteId, _ownerId, _memberId, MemberRole.Owner, Cancel));
        _clock.Advance(AccountServices.RevalidationInterval);

        await page.WaitForAssertionAsync(() => Assert.Contains("Your access to Brightroof changed", page.Markup, StringComparison.Ordinal), TimeSpan.FromSeconds(10));
    }

    private async Task<IRenderedComponent<SiteGuard>> OpenAsync()
    {
        var page = _context.Render<SiteGuard>(parameters => parameters.AddChildContent("<p>Leads of Brightroof</p>"));
        Assert.NotNull(await _context.Services.GetRequiredService<CurrentSite>().FindAsync(Cancel));
        return page;
    }

    private sealed class SignedIn(Guid userId) : AuthenticationStateProvider
    {
        public override Task<AuthenticationState> GetAuthenticationStateAsync() => Task.FromResult(
            new AuthenticationState(new ClaimsPrincipal(new ClaimsIdentity([new Claim(ClaimTypes.NameIdentifier, userId.ToString())], "test"))));
    }
}
