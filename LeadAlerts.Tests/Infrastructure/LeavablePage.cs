using System.Security.Claims;
using Bunit;
using Bunit.TestDoubles;
using LeadAlerts.Core.Inbox;
using LeadAlerts.Core.Knowledge;
using LeadAlerts.Core.Knowledge.Gaps;
using LeadAlerts.Core.Leads;
using LeadAlerts.Core.Leads.Merging;
using LeadAlerts.Core.Leads.Notes;
using LeadAlerts.Core.Members;
using LeadAlerts.Web.Components;
using LeadAlerts.Web.Components.Pages.Inbox;
using LeadAlerts.Web.Components.Pages.Knowledge;
using LeadAlerts.Web.Components.Shared;
using LeadAlerts.Web.Jobs;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Rendering;
using Microsoft.Extensions.DependencyInjection;
using MudBlazor;
using MudBlazor.Services;

namespace LeadAlerts.Tests.Infrastructure;

/// <summary>A page of a signed-in person's tab, which the person leaves while the notices stay.</summary>
internal sealed class LeavablePage : IAsyncDisposable
{
    // More than any of it takes on a busy machine.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly BunitContext _context = new();
    private readonly IRenderedComponent<MudSnackbarProvider> _notices;
    private readonly IRenderedComponent<MudDialogProvider> _dialogs;
    private readonly IRenderedComponent<CascadingValue<TimeZoneInfo>> _frame;

    private LeavablePage(TestDatabase database, ApplicationUser user, bool isSeen, Action<RenderTreeBuilder> build)
    {
        _context.JSInterop.Mode = JSRuntimeMode.Loose;
        _context.JSInterop.Setup<bool>("leadAlerts.watch", call => call.Arguments[0] is "seen").SetResult(isSeen);
        _context.Services.AddMudServices(options => options.SnackbarConfiguration.RequireInteraction = true);
        _context.Services.AddSingleton(database.Get<TimeProvider>());
        _context.Services.AddSingleton<AuthenticationStateProvider>(new SignedIn(user));
        _context.Services.AddSingleton(database.Get<SiteMembership>());
        _context.Services.AddScoped<CurrentSite>();
        _context.Services.AddSingleton<DueWork>();
        _context.Services.AddSingleton<InboxFeed>();
        _context.Services.AddSingleton(database.Get<InboxQueries>());
        _context.Services.AddSingleton<InboxReads>();
        _context.Services.AddSingleton(ActivatorUtilities.CreateInstance<LeadReads>(database.Services));
        _context.Services.AddSingleton(database.Get<LeadDesk>());
        _context.Services.AddSingleton(database.Get<LeadMerging>());
        _context.Services.AddSingleton(database.Get<NoteDesk>());
        _context.Services.AddScoped<OpenTab>();
        _context.Services.AddCascadingValue(provider => provider.GetRequiredService<OpenTab>().Ticks);
        _context.Services.AddScoped<UndoOffer>();
        _context.Services.AddScoped<InboxWork>();
        _context.Services.AddScoped<NoteWork>();
        _context.Services.AddSingleton(database.Get<KnowledgeBook>());
        _context.Services.AddSingleton(database.Get<KnowledgeGaps>());
        _context.Services.AddScoped<KnowledgeWork>();
        _context.Services.AddFallbackServiceProvider(database.Services);
        _notices = _context.Render<MudSnackbarProvider>();
        _context.Render<MudPopoverProvider>();
        _dialogs = _context.Render<MudDialogProvider>();
        _frame = _context.Render<CascadingValue<TimeZoneInfo>>(parameters => parameters
            .Add(frame => frame.Value, TimeZoneInfo.Utc)
            .Add(frame => frame.ChildContent, (RenderFragment)(builder => build(builder))));
    }

    /// <summary>What it shows.</summary>
    public IRenderedComponent<CascadingValue<TimeZoneInfo>> Frame => _frame;

    /// <summary>What it asks of the browser.</summary>
    public BunitJSInterop Js => _context.JSInterop;

    /// <summary>What the notices say.</summary>
    public string Notices => string.Concat(_notices.Nodes.Select(node => node.TextContent));

    /// <summary>Waits until a notice says that.</summary>
    public Task WaitForNoticeAsync(string text) => _notices.WaitForStateAsync(() => Notices.Contains(text, StringComparison.Ordinal), Patience);

    /// <summary>Through which it hears that something changed.</summary>
    public InboxFeed Feed => _context.Services.GetRequiredService<InboxFeed>();

    /// <summary>The tab in which it is open.</summary>
    public OpenTab Tab => _context.Services.GetRequiredService<OpenTab>();

    /// <summary>Where it is.</summary>
    public string Address => _context.Services.GetRequiredService<NavigationManager>().Uri;

    /// <summary>Where it went, the latest first.</summary>
    public IReadOnlyCollection<NavigationHistory> History => _context.Services.GetRequiredService<BunitNavigationManager>().History;

    /// <summary>Opens it.</summary>
    /// <param name="database">All rooms of Core.</param>
    /// <param name="user">Who is signed in.</param>
    /// <param name="parameters">What the page is given.</param>
    public static LeavablePage Open<TPage>(TestDatabase database, ApplicationUser user, params (string Name, object Value)[] parameters)
        where TPage : IComponent => new(database, user, isSeen: true, builder => Build<TPage>(builder, parameters));

    /// <summary>Opens it in a tab that nobody sees.</summary>
    /// <param name="database">All rooms of Core.</param>
    /// <param name="user">Who is signed in.</param>
    /// <param name="parameters">What the page is given.</param>
    public static LeavablePage OpenUnseen<TPage>(TestDatabase database, ApplicationUser user, params (string Name, object Value)[] parameters)
        where TPage : IComponent => new(database, user, isSeen: false, builder => Build<TPage>(builder, parameters));

    /// <summary>Gives the page other parameters, as a link does that leads to the same page.</summary>
    public void Show<TPage>(params (string Name, object Value)[] parameters)
        where TPage : IComponent => Frame.Render(frame => frame
            .Add(each => each.Value, TimeZoneInfo.Utc)
            .Add(each => each.ChildContent, (RenderFragment)(builder => Build<TPage>(builder, parameters))));

    /// <summary>Waits until it shows that.</summary>
    public Task WaitForAsync(Func<bool> condition) => _frame.WaitForStateAsync(condition, Patience);

    /// <summary>Presses the button that says so, once it is there.</summary>
    public async Task PressAsync(string text)
    {
        await _frame.WaitForStateAsync(() => _frame.FindAll("button").Any(button => button.TextContent.Trim() == text && !button.HasAttribute("disabled")), Patience);

        // Found and pressed in one go: between the two the page may render anew.
        await _frame.InvokeAsync(() => _frame.FindAll("button").First(button => button.TextContent.Trim() == text).ClickAsync(new()));
    }

    /// <summary>Opens the dialog of an answer, sees that the question stands in it, writes the answer and saves it.</summary>
    public async Task AnswerAsync(Func<Task> open, string question, string answer)
    {
        var opened = open();
        await _dialogs.WaitForElementAsync("textarea", Patience);
        Assert.Equal(question, _dialogs.Find("input").GetAttribute("value"));
        await _dialogs.InvokeAsync(() => _dialogs.Find("textarea").Input(answer));
        await _dialogs.InvokeAsync(() => _dialogs.FindAll("button").First(button => button.TextContent.Trim() == "Save").ClickAsync(new()));
        await opened;
    }

    /// <summary>Presses a button of the dialog that asks whether the person is sure.</summary>
    /// <returns>What it asked.</returns>
    public async Task<string> AgreeAsync(string button)
    {
        await _dialogs.WaitForStateAsync(() => _dialogs.FindAll("button").Any(each => each.TextContent.Trim() == button), Patience);
        var asked = string.Concat(_dialogs.Nodes.Select(node => node.TextContent));
        await _dialogs.InvokeAsync(() => _dialogs.FindAll("button").First(each => each.TextContent.Trim() == button).ClickAsync(new()));
        return asked;
    }

    /// <summary>Picks every row of a list, once there is one.</summary>
    public async Task PickAllAsync()
    {
        await _frame.WaitForElementAsync(".la-pick input", Patience);
        for (var place = 0; place < _frame.FindAll(".la-pick input").Count; place++)
        {
            await _frame.FindAll(".la-pick input")[place].ClickAsync(new());
        }
    }

    /// <summary>Presses the undo of the notice, once it is there.</summary>
    public async Task UndoAsync()
    {
        await _notices.WaitForElementAsync(".mud-snackbar button", Patience);
        await _notices.FindAll(".mud-snackbar button").First(button => button.TextContent.Trim() == "Undo").ClickAsync(new());
    }

    /// <summary>Goes elsewhere once the notice is there, and then presses its undo.</summary>
    public async Task LeaveAndUndoAsync()
    {
        await _notices.WaitForElementAsync(".mud-snackbar button", Patience);
        _frame.Render(parameters => parameters
            .Add(frame => frame.Value, TimeZoneInfo.Utc)
            .Add(frame => frame.ChildContent, (RenderFragment)(_ => { })));
        Assert.Empty(_frame.FindAll("button"));
        await UndoAsync();
    }

    public ValueTask DisposeAsync() => _context.DisposeAsync();

    private static void Build<TPage>(RenderTreeBuilder builder, (string Name, object Value)[] parameters)
        where TPage : IComponent
    {
        builder.OpenComponent<TPage>(0);
        builder.AddMultipleAttributes(1, parameters.Select(each => KeyValuePair.Create(each.Name, each.Value)));
        builder.CloseComponent();
    }

    private sealed class SignedIn(ApplicationUser user) : AuthenticationStateProvider
    {
        public override Task<AuthenticationState> GetAuthenticationStateAsync() => Task.FromResult(new AuthenticationState(new ClaimsPrincipal(
            new ClaimsIdentity(
                [new Claim(ClaimTypes.NameIdentifier, user.Id.ToString()), new Claim(ClaimTypes.Name, user.Email!)], "test"))));
    }
}
