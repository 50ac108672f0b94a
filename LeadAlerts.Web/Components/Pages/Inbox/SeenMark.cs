using LeadAlerts.Core.Inbox;
using LeadAlerts.Core.Leads;
using LeadAlerts.Core.Members;
using Microsoft.AspNetCore.Components;

namespace LeadAlerts.Web.Components.Pages.Inbox;

/// <summary>Notes that a person has seen the lead beside which it stands. Shows nothing itself.</summary>
/// <remarks>After rendering, and in a tab that is seen, because only then a person can have seen it; the prerendered page writes nothing.</remarks>
public sealed partial class SeenMark : ComponentBase, IDisposable
{
    private readonly CancellationTokenSource _gone = new();
    private DateTimeOffset? _seen;

    [Inject]
    private LeadDesk Desk { get; set; } = default!;

    [Inject]
    private OpenTab Tab { get; set; } = default!;

    [Inject]
    private ILogger<SeenMark> Logger { get; set; } = default!;

    [Parameter, EditorRequired]
    public required LeadDetail Lead { get; set; }

    [Parameter, EditorRequired]
    public required SiteAccess Access { get; set; }

    /// <summary>Called with the lead's id when it is noted.</summary>
    [Parameter]
    public EventCallback<Guid> Noted { get; set; }

    public void Dispose()
    {
        Tab.Seen.Changed -= Look;
        _gone.Cancel();
    }

    protected override void OnInitialized() => Tab.Seen.Changed += Look;

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        await Tab.WatchAsync();
        var lead = Lead;
        if (_seen == lead.LastActivityAt || !Tab.Seen.Value || _gone.IsCancellationRequested)
        {
            return;
        }

        _seen = lead.LastActivityAt;
        try
        {
            await Desk.MarkSeenAsync(Access.SiteId, lead.Id, Access.UserId, lead.LastActivityAt, _gone.Token);
            await Noted.InvokeAsync(lead.Id);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            // The lead is read on, and with the next change it is tried again.
            _seen = null;
            Log.NotNoted(Logger, exception, lead.Id);
        }
    }

    // What came while nobody saw the tab is seen now.
    private void Look() => InvokeAsync(StateHasChanged);

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Error, "That lead {LeadId} was seen could not be noted; trying again")]
        public static partial void NotNoted(ILogger logger, Exception exception, Guid leadId);
    }
}
