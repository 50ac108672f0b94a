using System.Security.Claims;
using System.Text.Json;
using Bunit;
using LeadAlerts.Core.Members;
using LeadAlerts.Core.Sites;
using LeadAlerts.Tests.Alerts;
using LeadAlerts.Tests.Infrastructure;
using LeadAlerts.Web.Components;
using LeadAlerts.Web.Components.Pages.Sites;
using LeadAlerts.Web.Components.Shared;
using LeadAlerts.Web.Widget;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using MudBlazor;
using MudBlazor.Services;

namespace LeadAlerts.Tests.Sites;

public sealed class LookPartTests : IAsyncLifetime
{
    private static readonly DateTimeOffset Now = new(2026, 11, 20, 12, 0, 0, TimeSpan.Zero);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly BunitContext _context = new();
    private TestDatabase _database = null!;
    private OwnedSite _site = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _database = await TestDatabase.CreateAsync(new FakeTimeProvider(Now));
        _site = await OwnedSite.AddAsync(_database, "roof", Now);
        _context.JSInterop.Mode = JSRuntimeMode.Loose;
        _context.Services.AddMudServices();
        _context.Services.AddScoped<UndoOffer>();
        _context.Services.AddSingleton<AuthenticationStateProvider>(new SignedIn(_site.Owner));
        _context.Services.AddSingleton(_database.Get<SiteMembership>());
        _context.Services.AddScoped<CurrentSite>();
        _context.Services.AddSingleton<WidgetScripts>();
        _context.Services.AddSingleton<WidgetConfigs>();
        _context.Services.AddFallbackServiceProvider(_database.Services);
    }

    public async ValueTask DisposeAsync()
    {
        await _context.DisposeAsync();
        await _database.DisposeAsync();
    }

    [Fact]
    public async Task An_owner_sees_in_the_preview_what_they_type_and_is_told_of_dark_text()
    {
        var part = await RenderAsync();
        Assert.Contains("White text reads well", part.Find("#look-colour-words").TextContent, StringComparison.Ordinal);
        Assert.True(part.Find("button[type=submit]").HasAttribute("disabled"));

        part.Find("#look-colour").Change("fd0");
        part.Find("#look-title").Input("Ask Sam");
        part.Find("#look-label").Input("Chat");
        part.Find("input[name=look-side]").Change(true);

        Assert.Contains("writes in black", part.Find("#look-colour-words").TextContent, StringComparison.Ordinal);
        var shown = Shown(part);
        Assert.Equal(
            ("#FFDD00", "#000000", "Ask Sam", "Chat", "start"),
            (Text(shown, "accent"), Text(shown, "ink"), Text(shown, "title"), Text(shown, "label"), Text(shown, "side")));
        Assert.Equal(WidgetLook.Standard, (await FindAsync()).Look);
    }

    [Fact]
    public async Task What_is_no_colour_is_refused_and_not_saved()
    {
        var part = await RenderAsync();

        part.Find("#look-title").Input("Ask Sam");
        part.Find("#look-colour").Change("green");
        await part.Find("form").SubmitAsync();

        Assert.Contains("This is no colour", part.Find("#look-colour-words").TextContent, StringComparison.Ordinal);
        Assert.Equal("green", part.Find("#look-colour").GetAttribute("value"));
        Assert.Equal(WidgetLook.Standard, (await FindAsync()).Look);

        part.Find("#look-colour").Change("#aa0000");
        await part.Find("form").SubmitAsync();
        Assert.Equal(new WidgetLook { Accent = "#AA0000", Title = "Ask Sam" }, (await FindAsync()).Look);
    }

    [Fact]
    public async Task A_saved_look_can_be_taken_back()
    {
        var notices = _context.Render<MudSnackbarProvider>();
        var part = await RenderAsync();
        part.Find("#look-greeting").Input("Hello!");
        await part.Find("form").SubmitAsync();
        Assert.Equal("Hello!", (await FindAsync()).Look.Greeting);

        await notices.FindAll(".mud-snackbar button").First(button => button.TextContent.Trim() == "Undo").ClickAsync(new());

        part.WaitForAssertion(() => Assert.Equal("", part.Find("#look-greeting").GetAttribute("value") ?? ""), Patience);
        Assert.Equal(WidgetLook.Standard, (await FindAsync()).Look);
    }

    private static JsonElement Shown(IRenderedComponent<LookPart> part) =>
        JsonSerializer.Deserialize<JsonElement>(part.Find("iframe").GetAttribute("data-look")!).GetProperty("config");

    private static string? Text(JsonElement config, string name) => config.GetProperty(name).GetString();

    private async Task<SiteDetail> FindAsync() => (await _database.Get<SiteEditing>().FindAsync(_site.Id, _site.Owner.Id, Cancel))!;

    /// <summary>As on the site's page, which reads the site anew when something is saved.</summary>
    private async Task<IRenderedComponent<LookPart>> RenderAsync()
    {
        var site = await FindAsync();
        IRenderedComponent<LookPart>? part = null;
        return part = _context.Render<LookPart>(parameters => parameters
            .Add(look => look.Site, site)
            .Add(look => look.Changed, async () =>
            {
                var saved = await FindAsync();
                part!.Render(again => again.Add(look => look.Site, saved));
            }));
    }

    private sealed class SignedIn(ApplicationUser user) : AuthenticationStateProvider
    {
        public override Task<AuthenticationState> GetAuthenticationStateAsync() => Task.FromResult(new AuthenticationState(new ClaimsPrincipal(
            new ClaimsIdentity([new Claim(ClaimTypes.NameIdentifier, user.Id.ToString())], "test"))));
    }
}
