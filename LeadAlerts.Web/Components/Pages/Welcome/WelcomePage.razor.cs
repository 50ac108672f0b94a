using LeadAlerts.Core.Inbox;
using LeadAlerts.Core.Members;
using LeadAlerts.Core.Onboarding;
using LeadAlerts.Web.Components.Pages.Inbox;
using Microsoft.AspNetCore.Components;
using MudBlazor;

namespace LeadAlerts.Web.Components.Pages.Welcome;

/// <summary>The way from sign-up to the first alert. What is done follows from what is stored, so that it can be left and taken up at any time.</summary>
public sealed partial class WelcomePage : IDisposable
{
    private static readonly RenderFragment<MudStepper> NoActions = _ => _ => { };

    private readonly CancellationTokenSource _gone = new();
    private IDisposable? _subscription;
    private SiteAccess? _access;
    private SiteDetail? _site;
    private SiteSetup? _setup;
    private TimeZoneInfo _zone = TimeZoneInfo.Utc;
    private SetupStep? _begin;
    private bool _loaded;

    [Inject]
    private CurrentSite CurrentSite { get; set; } = default!;

    [Inject]
    private SiteEditing Sites { get; set; } = default!;

    [Inject]
    private SiteSetupQueries Setup { get; set; } = default!;

    [Inject]
    private InboxQueries Inbox { get; set; } = default!;

    [Inject]
    private InboxFeed Feed { get; set; } = default!;

    [Inject]
    private NavigationManager Navigation { get; set; } = default!;

    /// <summary>The step that is shown; without one the first that is not done.</summary>
    [SupplyParameterFromQuery]
    private string? Step { get; set; }

    /// <summary>The step that is shown; null for the end.</summary>
    private SetupStep? Shown => _site is null ? SetupStep.Site
        : SetupWords.Find(Step) is { } asked ? asked
        : Step == SetupWords.Done ? null
        : _begin;

    private string EndText => IsDone(SetupStep.Snippet)
        ? "Chats come in and are read. You get an alert for each lead."
        : "Alerts work. Chats come in once the widget is on your website.";

    public void Dispose()
    {
        _subscription?.Dispose();
        _gone.Cancel();
    }

    protected override async Task OnInitializedAsync()
    {
        _access = await CurrentSite.FindAsync(_gone.Token);
        if (_access is { IsOwner: true })
        {
            _zone = await Inbox.GetZoneAsync(_access.SiteId, _gone.Token);
            await ReadAsync();
        }

        // What happens while the person looks must not carry them to another step.
        _begin = _setup?.Next;
        _loaded = true;
    }

    protected override void OnAfterRender(bool firstRender)
    {
        if (_subscription is null && _site is not null && !_gone.IsCancellationRequested)
        {
            _subscription = Feed.Subscribe(_site.Id, () => InvokeAsync(async () =>
            {
                await ReadAsync();
                StateHasChanged();
            }));
        }
    }

    private async Task ReadAsync()
    {
        // Both or none: the site may be deleted in between.
        var site = await Sites.FindAsync(_access!.SiteId, _access.UserId, _gone.Token);
        var setup = site is null ? null : await Setup.FindAsync(site.Id, _gone.Token);
        (_site, _setup) = setup is null ? (null, null) : (site, setup);
    }

    private bool IsDone(SetupStep step) => _setup?.IsDone(step) == true;

    private static SetupStep? After(SetupStep step) => step == SetupStep.Alert ? null : step + 1;

    // At a click only: the stepper's own change of index also tells of steps that go away with the page.
    private void GoTo(SetupStep step)
    {
        if (_site is not null && step != Shown)
        {
            Navigation.NavigateTo(SetupWords.Href(step));
        }
    }

    // The new site is the current one now: everything around the page begins again with it.
    private void OpenCreated() => Navigation.NavigateTo(SetupWords.Href(SetupStep.Answers), forceLoad: true);
}
