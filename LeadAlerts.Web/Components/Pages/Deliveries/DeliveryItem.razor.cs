using LeadAlerts.Core.Alerts;
using LeadAlerts.Core.Inbox;
using Microsoft.AspNetCore.Components;

namespace LeadAlerts.Web.Components.Pages.Deliveries;

/// <summary>One alert in the list, which opens to its attempts and its mail.</summary>
public sealed partial class DeliveryItem : IDisposable
{
    private readonly CancellationTokenSource _gone = new();
    private DeliveryDetail? _detail;
    private DeliveryRow? _of;
    private bool _open;
    private bool _failed;

    [Inject]
    private DeliveryQueries Queries { get; set; } = default!;

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
            await LoadAsync();
        }
    }

    private async Task ToggleAsync()
    {
        _open = !_open;
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

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Error, "The details of alert {AlertId} could not be read")]
        public static partial void ReadFailed(ILogger logger, Exception exception, Guid alertId);
    }
}
