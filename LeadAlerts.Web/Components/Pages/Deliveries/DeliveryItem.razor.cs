using LeadAlerts.Core.Alerts;
using LeadAlerts.Core.Alerts.Delivery;
using LeadAlerts.Core.Inbox;
using LeadAlerts.Web.Jobs;
using Microsoft.AspNetCore.Components;

namespace LeadAlerts.Web.Components.Pages.Deliveries;

/// <summary>One alert in the list, which opens to its attempts and its mail.</summary>
public sealed partial class DeliveryItem : IDisposable
{
    private readonly CancellationTokenSource _gone = new();
    private DeliveryDetail? _detail;
    private DeliveryRow? _of;
    private string? _told;
    private bool _open;
    private bool _failed;
    private bool _asking;
    private bool _busy;

    [Inject]
    private DeliveryQueries Queries { get; set; } = default!;

    [Inject]
    private AlertResend Resend { get; set; } = default!;

    [Inject]
    private CurrentSite CurrentSite { get; set; } = default!;

    [Inject]
    private DueWork DueWork { get; set; } = default!;

    [Inject]
    private ILogger<DeliveryItem> Logger { get; set; } = default!;

    [Parameter, EditorRequired]
    public required DeliveryRow Row { get; set; }

    [Parameter, EditorRequired]
    public required Guid SiteId { get; set; }

    /// <summary>The alert was changed from here.</summary>
    [Parameter]
    public EventCallback Changed { get; set; }

    private string PanelId => $"delivery-{Row.Id}";

    private string Title => Row.Subject.Length > 0 ? Row.Subject : Row.LeadHeadline ?? AlertWords.Kind(Row.Kind);

    private string? Words => Row.State switch
    {
        AlertState.Held or AlertState.Suppressed => AlertWords.Reason(Row.Reason) ?? Row.Reply,
        AlertState.Bundled => AlertWords.Reason(Row.Reason),
        AlertState.Failed or AlertState.Unknown => Row.Reply,
        AlertState.Due when Row.AttemptCount > 0 => Row.Reply,
        _ => null,
    };

    private string Style => Row.State switch
    {
        AlertState.Accepted => "good",
        AlertState.Failed => "bad",
        AlertState.Unknown => "warm",
        _ => "quiet",
    };

    public void Dispose() => _gone.Cancel();

    protected override async Task OnParametersSetAsync()
    {
        if (_open && Row != _of)
        {
            // What was told of a resend is old when its attempt is listed.
            _told = Row.AttemptCount > _of?.AttemptCount ? null : _told;
            await LoadAsync();
        }
    }

    private async Task ToggleAsync()
    {
        _open = !_open;
        _asking = false;
        if (_open)
        {
            await LoadAsync();
        }
    }

    private async Task LoadAsync()
    {
        _of = Row;
        try
        {
            _detail = await Queries.FindAsync(SiteId, Row.Id, _gone.Token);
            _failed = _detail is null;
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            _failed = true;
            Log.ReadFailed(Logger, exception, Row.Id);
        }
    }

    private async Task ResendAsync()
    {
        if (_busy || await CurrentSite.FindUserIdAsync() is not { } userId)
        {
            return;
        }

        _busy = true;
        try
        {
            var outcome = await Resend.QueueAsync(SiteId, Row.Id, userId);
            if (outcome is ResendOutcome.Queued)
            {
                DueWork.Signal();
            }

            _told = outcome switch
            {
                ResendOutcome.Queued => "It is on its way again.",
                ResendOutcome.InFlight => "It waits or is being sent already.",
                ResendOutcome.NotAllowed no => $"It was not sent. {no.Words}",
                _ => "There is nothing to send.",
            };
            _asking = false;
        }
        finally
        {
            _busy = false;
        }

        await Changed.InvokeAsync();
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Error, "The details of alert {AlertId} could not be read")]
        public static partial void ReadFailed(ILogger logger, Exception exception, Guid alertId);
    }
}
