using LeadAlerts.Core.Alerts.Recipients;
using LeadAlerts.Core.Email;
using LeadAlerts.Core.Members;
using LeadAlerts.Web.Components.Shared;
using LeadAlerts.Web.Jobs;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using MudBlazor;

namespace LeadAlerts.Web.Components.Pages.Alerts;

/// <summary>Who gets the alerts of a site, and whether mail reaches them.</summary>
public sealed partial class RecipientsPanel : IDisposable
{
    private readonly CancellationTokenSource _gone = new();
    private IReadOnlyList<RecipientRow>? _rows;
    private string? _address;
    private string? _name;
    private string? _problem;
    private Guid? _editing;
    private bool _busy;

    [Inject]
    private AlertRecipients Recipients { get; set; } = default!;

    [Inject]
    private DueWork DueWork { get; set; } = default!;

    [Inject]
    private TimeProvider Clock { get; set; } = default!;

    [Inject]
    private UndoOffer Undo { get; set; } = default!;

    [Inject]
    private ISnackbar Snackbar { get; set; } = default!;

    [Inject]
    private IDialogService Dialogs { get; set; } = default!;

    [Inject]
    private AuthenticationStateProvider Authentication { get; set; } = default!;

    [Parameter, EditorRequired]
    public required SiteAccess Access { get; set; }

    [Parameter, EditorRequired]
    public required TimeZoneInfo Zone { get; set; }

    /// <summary>The list was read again.</summary>
    [Parameter]
    public EventCallback<IReadOnlyList<RecipientRow>> Loaded { get; set; }

    public void Dispose() => _gone.Cancel();

    protected override Task OnInitializedAsync() => ReloadAsync();

    private async Task ReloadAsync()
    {
        _rows = await Recipients.ListAsync(Access.SiteId, Access.UserId, _gone.Token);
        await Loaded.InvokeAsync(_rows);
    }

    private async Task AddMeAsync()
    {
        var state = await Authentication.GetAuthenticationStateAsync();
        await OnceAsync(async () => Take(
            await Recipients.AddAsync(Access.SiteId, Access.UserId, state.User.Identity?.Name, "", _gone.Token)));
    }

    private Task AddAsync() => OnceAsync(async () =>
    {
        _problem = null;
        switch (await Recipients.AddAsync(Access.SiteId, Access.UserId, _address, _name, _gone.Token))
        {
            case RecipientOutcome.Refused refused:
                _problem = refused.Problem;
                break;
            case RecipientOutcome.Done done:
                _address = _name = null;
                Take(done);
                break;
        }
    });

    private Task SendLinkAsync(RecipientRow row) => OnceAsync(async () =>
        Take(await Recipients.SendLinkAgainAsync(Access.SiteId, Access.UserId, row.Id, _gone.Token)));

    private Task StopAsync(RecipientRow row) => OnceAsync(async () =>
    {
        var back = row.IsMe ? "You can start them again here." : "They start again only when the recipient agrees, by a link in a new mail.";
        if (await IsSureAsync("Stop the alerts?", $"{row.Address} will get no more alerts. {back}", row, yes: "Stop")
            && Take(await Recipients.StopAsync(Access.SiteId, Access.UserId, row.Id, _gone.Token)))
        {
            OfferUndo($"{row.Address} gets no more alerts.", () => ResumeAsync(row.Id));
        }
    });

    private Task ResumeAsync(Guid recipientId) => OnceAsync(async () =>
        Take(await Recipients.ResumeAsync(Access.SiteId, Access.UserId, recipientId, CancellationToken.None)));

    private Task ClearBounceAsync(RecipientRow row) => OnceAsync(async () =>
        Take(await Recipients.ClearBounceAsync(Access.SiteId, Access.UserId, row.Id, _gone.Token)));

    private Task UnmuteAsync(RecipientRow row) => OnceAsync(async () =>
    {
        if (Take(await Recipients.SetMuteAsync(Access.SiteId, Access.UserId, row.Id, until: null, _gone.Token)))
        {
            DueWork.Signal();
            OfferUndo($"{row.Address} gets alerts again.", () => OnceAsync(async () =>
                Take(await Recipients.SetMuteAsync(Access.SiteId, Access.UserId, row.Id, row.MutedUntil, CancellationToken.None))));
        }
    });

    private Task AssignAsync(RecipientRow row, RecipientPlan plan) => OnceAsync(async () =>
    {
        _editing = null;
        if (Take(await Recipients.AssignAsync(Access.SiteId, Access.UserId, row.Id, plan.Role, plan.Route, plan.GetsDigest, _gone.Token)))
        {
            OfferUndo($"{row.Address}: saved.", () => OnceAsync(async () =>
                Take(await Recipients.AssignAsync(Access.SiteId, Access.UserId, row.Id, row.Role, row.Route, row.GetsDigest, CancellationToken.None))));
        }
    });

    private Task RemoveAsync(RecipientRow row) => OnceAsync(async () =>
    {
        if (await IsSureAsync("Remove recipient?", $"{row.Address} will get no alerts any more.", row, yes: "Remove")
            && await Recipients.RemoveAsync(Access.SiteId, Access.UserId, row.Id, _gone.Token) is { } removed)
        {
            OfferUndo($"{row.Address} was removed.", () => OnceAsync(async () =>
                Take(await Recipients.RestoreAsync(Access.SiteId, Access.UserId, removed, CancellationToken.None))));
        }
    });

    /// <summary>Asks before a recipient gets nothing more, and says so when that leaves nobody.</summary>
    private async Task<bool> IsSureAsync(string title, string text, RecipientRow row, string yes)
    {
        var isLast = Gets(row) && !_rows!.Any(other => other.Id != row.Id && Gets(other));
        var last = isLast ? " Nobody receives alerts then: leads are found, but no e-mail is sent." : "";
        return await Dialogs.ShowMessageBoxAsync(title, text + last, yesText: yes, cancelText: "Keep") == true;
    }

    private static bool Gets(RecipientRow row) => row is { State: RecipientState.Confirmed, Role: not RecipientRole.DigestOnly };

    /// <summary>Runs one change at a time: a second click during the first has no effect.</summary>
    private async Task OnceAsync(Func<Task> change)
    {
        if (_busy)
        {
            return;
        }

        _busy = true;
        try
        {
            await change();

            // An undo may come when the person has left the page: it counts, but there is nothing to show.
            if (!_gone.IsCancellationRequested)
            {
                await ReloadAsync();
            }
        }
        finally
        {
            _busy = false;
        }
    }

    private bool Take(RecipientOutcome outcome)
    {
        switch (outcome)
        {
            case RecipientOutcome.Refused refused:
                Snackbar.Add(refused.Problem, Severity.Error);
                return false;
            case RecipientOutcome.Done { Mail: MailOutcome.Accepted } done:
                Snackbar.Add($"A confirmation link is on its way to {done.Recipient.Address}.", Severity.Success);
                return true;
            case RecipientOutcome.Done { Mail: { } mail } done:
                Snackbar.Add($"The confirmation mail to {done.Recipient.Address} could not be sent: {mail.Reply} Try “Send a new link” later.", Severity.Warning);
                return true;
            default:
                return true;
        }
    }

    private void OfferUndo(string text, Func<Task> undo) => Undo.Make(text, () => InvokeAsync(async () =>
    {
        await undo();
        StateHasChanged();
    }));

    private static string ChipText(RecipientRow row) => row.State switch
    {
        RecipientState.Confirmed => "Confirmed",
        RecipientState.Waiting => "Waiting for confirmation",
        RecipientState.Bounced => "Mails come back",
        _ => "Stopped",
    };

    private static string ChipClass(RecipientRow row) => row.State switch
    {
        RecipientState.Confirmed => "la-chip-good",
        RecipientState.Waiting => "la-chip-warm",
        RecipientState.Bounced => "la-chip-bad",
        _ => "la-chip-quiet",
    };
}
