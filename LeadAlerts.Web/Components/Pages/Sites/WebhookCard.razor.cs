using LeadAlerts.Core.Webhooks;
using LeadAlerts.Web.Jobs;
using Microsoft.AspNetCore.Components;
using MudBlazor;

namespace LeadAlerts.Web.Components.Pages.Sites;

/// <summary>One endpoint: what it is, what an owner does with it, and what it was told.</summary>
public sealed partial class WebhookCard : IDisposable
{
    // Longer than a receiver may take.
    private const int SecondsFollowed = 70;

    private readonly CancellationTokenSource _gone = new();
    private IReadOnlyList<WebhookLogRow>? _log;
    private (string Style, string Text)? _test;
    private bool _editing;
    private bool _busy;
    private bool _wasOpen;

    [Parameter, EditorRequired]
    public required WebhookEndpointRow Row { get; set; }

    [Parameter, EditorRequired]
    public required Guid SiteId { get; set; }

    [Parameter, EditorRequired]
    public required Guid UserId { get; set; }

    /// <summary>True to show the log.</summary>
    [Parameter]
    public bool Open { get; set; }

    /// <summary>Something was changed or tried: what became of it.</summary>
    [Parameter]
    public EventCallback<WebhookOutcome> Changed { get; set; }

    [Inject]
    private WebhookDesk Desk { get; set; } = default!;

    [Inject]
    private WebhookQueries Queries { get; set; } = default!;

    [Inject]
    private DueWork DueWork { get; set; } = default!;

    [Inject]
    private TimeProvider Clock { get; set; } = default!;

    [Inject]
    private IDialogService Dialogs { get; set; } = default!;

    [Inject]
    private ISnackbar Snackbar { get; set; } = default!;

    [Inject]
    private ILogger<WebhookCard> Logger { get; set; } = default!;

    private string Name => Row.Description.Length > 0 ? Row.Description : new Uri(Row.Url).Host;

    private string StateText => Row switch
    {
        { DisabledAt: not null } => "Off",
        { FailingSince: not null } => "Failing",
        _ => "On",
    };

    private string StateClass => Row switch
    {
        { DisabledReason: not null } => "la-chip-bad",
        { DisabledAt: not null } => "la-chip-quiet",
        { FailingSince: not null } => "la-chip-warm",
        _ => "la-chip-good",
    };

    public void Dispose()
    {
        _gone.Cancel();
        _gone.Dispose();
    }

    protected override async Task OnParametersSetAsync()
    {
        if (Open && !_wasOpen)
        {
            await LoadLogAsync();
        }

        _wasOpen = Open;
    }

    private async Task LoadLogAsync() => _log = await Queries.ListLogAsync(SiteId, UserId, Row.Id, CancellationToken.None);

    private async Task<string?> SaveAsync(WebhookDraft draft)
    {
        var outcome = await Desk.SaveAsync(SiteId, UserId, Row.Id, draft, CancellationToken.None);
        if (outcome is WebhookOutcome.Refused refused)
        {
            return refused.Problem;
        }

        _editing = false;
        Snackbar.Add("Saved.", Severity.Success);
        await Changed.InvokeAsync(outcome);
        return null;
    }

    private async Task PingAsync()
    {
        _test = ("running", "Sending …");
        await FollowAsync(() => Desk.PingAsync(SiteId, UserId, Row.Id, CancellationToken.None), tell: true);
    }

    private Task SendAgainAsync(WebhookLogRow row) =>
        FollowAsync(() => Desk.SendAgainAsync(SiteId, UserId, row.Id, CancellationToken.None), tell: false);

    private async Task RotateAsync()
    {
        if (await Dialogs.ShowMessageBoxAsync(
            "Make a new secret?",
            "The old one signs too for 24 hours: give the new one to your receiver before then.",
            yesText: "Make a new secret",
            cancelText: "Cancel") == true)
        {
            await RunAsync(() => Desk.RotateAsync(SiteId, UserId, Row.Id, CancellationToken.None));
        }
    }

    private async Task SwitchAsync() =>
        await RunAsync(() => Desk.SetDisabledAsync(SiteId, UserId, Row.Id, disabled: Row.DisabledAt is null, CancellationToken.None));

    private async Task DeleteAsync()
    {
        if (await Dialogs.ShowMessageBoxAsync(
            $"Delete {Name}?", "It is told nothing more, and its log is deleted too.", yesText: "Delete", cancelText: "Cancel") == true)
        {
            await RunAsync(() => Desk.DeleteAsync(SiteId, UserId, Row.Id, CancellationToken.None));
        }
    }

    /// <summary>Runs one command at a time: a second click during the first has no effect.</summary>
    private async Task<WebhookOutcome.Done?> RunAsync(Func<Task<WebhookOutcome>> command)
    {
        if (_busy)
        {
            return null;
        }

        _busy = true;
        try
        {
            var outcome = await command();
            if (outcome is WebhookOutcome.Refused refused)
            {
                Snackbar.Add(refused.Problem, Severity.Error);
            }

            await Changed.InvokeAsync(outcome);
            return outcome as WebhookOutcome.Done;
        }
        finally
        {
            _busy = false;
        }
    }

    private async Task FollowAsync(Func<Task<WebhookOutcome>> command, bool tell)
    {
        if (await RunAsync(command) is not { DeliveryId: { } deliveryId })
        {
            _test = null;
            return;
        }

        DueWork.Signal();
        for (var halfSecond = 0; halfSecond < 2 * SecondsFollowed && !_gone.IsCancellationRequested; halfSecond++)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(500), Clock, _gone.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
            if (_gone.IsCancellationRequested)
            {
                return;
            }

            try
            {
                await LoadLogAsync();
            }
            catch (Exception problem) when (problem is not OperationCanceledException)
            {
                // The next look is near.
                Log.LookFailed(Logger, problem, deliveryId);
                continue;
            }

            var row = _log!.FirstOrDefault(one => one.Id == deliveryId);
            if (row is null or { IsFinished: true } or { State: WebhookState.Due, Attempts: > 0 })
            {
                if (tell)
                {
                    _test = row is { State: WebhookState.Delivered }
                        ? ("good", $"Delivered: {WebhookText.Answer(row)}")
                        : ("bad", $"Not delivered: {(row is null ? "the endpoint is gone." : WebhookText.Answer(row))}");
                }

                await Changed.InvokeAsync(new WebhookOutcome.Done(Row.Id));
                return;
            }

            StateHasChanged();
        }

        if (tell)
        {
            _test = ("bad", "No answer yet. The log shows it once it comes.");
        }
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "What became of webhook delivery {DeliveryId} could not be looked up; trying again")]
        public static partial void LookFailed(ILogger logger, Exception problem, Guid deliveryId);
    }
}
