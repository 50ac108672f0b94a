using LeadAlerts.Core.Alerts;
using LeadAlerts.Core.Alerts.Backtests;
using LeadAlerts.Core.Alerts.Recipients;
using LeadAlerts.Core.Alerts.Settings;
using LeadAlerts.Core.Inbox;
using LeadAlerts.Core.Members;
using LeadAlerts.Core.Refinement;
using LeadAlerts.Web.Components.Shared;
using LeadAlerts.Web.Jobs;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Routing;
using MudBlazor;

namespace LeadAlerts.Web.Components.Pages.Alerts;

/// <summary>Where an owner tunes the alerts; other members see them as they are.</summary>
public sealed partial class AlertsPage : IDisposable
{
    private const int VersionsShown = 20;

    private readonly CancellationTokenSource _gone = new();
    private SiteAccess? _access;
    private AlertSettingsForm? _form;
    private AlertStanding? _standing;
    private AlertMute? _mute;
    private int? _digestReaders;
    private LanguageModelStanding? _model;
    private IReadOnlyList<SettingsVersion> _versions = [];
    private SettingsSaveOutcome.Conflict? _conflict;
    private IReadOnlyList<string> _conflictChanges = [];
    private TimeZoneInfo _zone = TimeZoneInfo.Utc;
    private BacktestSession _backtest = default!;
    private AlertsHealthLine? _health;
    private bool _loaded;
    private bool _saving;
    private bool _leaving;

    [Inject]
    private AlertSettingsStore Store { get; set; } = default!;

    [Inject]
    private AlertMutes Mutes { get; set; } = default!;

    [Inject]
    private LanguageModelQuota ModelQuota { get; set; } = default!;

    [Inject]
    private DueWork DueWork { get; set; } = default!;

    [Inject]
    private BacktestQueries Backtests { get; set; } = default!;

    [Inject]
    private TimeProvider Clock { get; set; } = default!;

    [Inject]
    private InboxQueries Queries { get; set; } = default!;

    [Inject]
    private CurrentSite CurrentSite { get; set; } = default!;

    [Inject]
    private NavigationManager Navigation { get; set; } = default!;

    [Inject]
    private IDialogService Dialogs { get; set; } = default!;

    [Inject]
    private ISnackbar Snackbar { get; set; } = default!;

    private bool ReadOnly => _access?.IsOwner != true;

    private bool HasEdits => _form is { IsDirty: true } or { IsWriting: true };

    /// <summary>What must be done before saving; null when nothing must.</summary>
    private string? SaveProblem =>
        _form!.ThresholdProblem ?? _form.Plan.Problem ?? (_form.IsWriting ? "Finish or cancel the criterion that you are writing first." : null);

    public void Dispose() => _gone.Cancel();

    protected override async Task OnInitializedAsync()
    {
        _backtest = new BacktestSession(Backtests, Clock);
        _access = await CurrentSite.FindAsync(_gone.Token);
        if (_access is not null)
        {
            _zone = await Queries.GetZoneAsync(_access.SiteId, _gone.Token);
            await ReloadStandingAsync();
            _model = await ModelQuota.FindStandingAsync(_access.SiteId, _gone.Token);
            _versions = await Store.ListVersionsAsync(_access.SiteId, VersionsShown, _gone.Token);
            _form = new AlertSettingsForm(await Store.GetAsync(_access.SiteId, _gone.Token));
        }

        _loaded = true;
    }

    private async Task ReloadStandingAsync()
    {
        _standing = await Store.GetStandingAsync(_access!.SiteId, _gone.Token);
        _mute = await Mutes.FindAsync(_access.SiteId, _gone.Token);
        await RefreshHealthAsync();
    }

    private Task RefreshHealthAsync() => _health?.RefreshAsync() ?? Task.CompletedTask;

    // Every way in which the form changes ends in a render of this page.
    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (_form is { ThresholdProblem: null } form)
        {
            await _backtest.ProposeAsync(form.Saved, form.Draft, _gone.Token);
        }
    }

    /// <summary>Also reads the past for the backtest, which goes by today's recipients.</summary>
    private async Task TakeRecipientsAsync(IReadOnlyList<RecipientRow> rows)
    {
        _digestReaders = rows.Count(row => row is { State: RecipientState.Confirmed, GetsDigest: true });
        await RefreshHealthAsync();
        await _backtest.LoadAsync(_access!.SiteId, _gone.Token);
    }

    private async Task SaveAsync()
    {
        // A second click arrives while the first one saves, or just after.
        if (_saving || _form is not { IsDirty: true } || SaveProblem is not null)
        {
            return;
        }

        _saving = true;
        try
        {
            await TakeOutcomeAsync(
                await Store.SaveAsync(_access!.SiteId, _access.UserId, _form.Version, _form.Draft, _gone.Token), "Saved as version {0}.");
        }
        finally
        {
            _saving = false;
        }
    }

    private Task TakeProposalAsync(SettingsSaveOutcome outcome) => TakeOutcomeAsync(outcome, "The new threshold is in force, as version {0}.");

    private async Task AskRevertAsync(int version)
    {
        if (_saving || _form is null || await Store.FindVersionAsync(_access!.SiteId, version, _gone.Token) is not { } old)
        {
            return;
        }

        var draft = AlertSettingsDraft.Of(old);
        var parameters = new DialogParameters<RevertDialog>
        {
            { dialog => dialog.Version, version },
            { dialog => dialog.Changes, AlertSettingsChanges.Describe(_form.Saved, draft) },
            { dialog => dialog.Effect, _backtest is { History.IsEnough: true } && _backtest.Try(draft) is { } effect ? BacktestWords.Sentence(_backtest.History, effect) : null },
        };
        var dialog = await Dialogs.ShowAsync<RevertDialog>(
            $"Go back to version {version}?", parameters, new DialogOptions { MaxWidth = MaxWidth.Small, FullWidth = true, CloseOnEscapeKey = true });
        if (await dialog.Result is { Canceled: false })
        {
            await RevertAsync(version);
        }
    }

    private async Task RevertAsync(int version)
    {
        if (_saving || _form is null)
        {
            return;
        }

        _saving = true;
        try
        {
            await TakeOutcomeAsync(
                await Store.RevertAsync(_access!.SiteId, _access.UserId, _form.Version, version, _gone.Token),
                $"Version {version} is in force again, as version {{0}}.");
        }
        finally
        {
            _saving = false;
        }
    }

    private async Task TakeOutcomeAsync(SettingsSaveOutcome outcome, string done)
    {
        switch (outcome)
        {
            case SettingsSaveOutcome.Saved saved:
                _form = new AlertSettingsForm(saved.Settings);
                _versions = await Store.ListVersionsAsync(_access!.SiteId, VersionsShown, _gone.Token);
                await ReloadStandingAsync();
                DueWork.Signal();
                Snackbar.Add(string.Format(System.Globalization.CultureInfo.InvariantCulture, done, saved.Settings.Version), Severity.Success);
                break;
            case SettingsSaveOutcome.Unchanged unchanged:
                _form = new AlertSettingsForm(unchanged.Settings);
                Snackbar.Add("Nothing to change: the settings are like that already.", Severity.Info);
                break;
            case SettingsSaveOutcome.Conflict conflict:
                _conflict = conflict;
                _versions = await Store.ListVersionsAsync(_access!.SiteId, VersionsShown, _gone.Token);
                _conflictChanges = [.. _versions.Where(version => version.Version > _form!.Version).SelectMany(version => version.Changes)];
                break;
            case SettingsSaveOutcome.NotOwner:
                _access = await CurrentSite.FindAsync(_gone.Token);
                Snackbar.Add("You are no longer an owner of this site. Nothing was saved.", Severity.Error);
                break;
            case SettingsSaveOutcome.Invalid invalid:
                Snackbar.Add(invalid.Problem, Severity.Error);
                break;
        }
    }

    private void TakeTheirs()
    {
        _form = new AlertSettingsForm(_conflict!.Current);
        _conflict = null;
    }

    private void KeepMine()
    {
        _form!.Rebase(_conflict!.Current);
        _conflict = null;
    }

    private async Task ConfirmLeavingAsync(LocationChangingContext context)
    {
        if (_leaving || ReadOnly || !HasEdits || IsHere(context.TargetLocation))
        {
            return;
        }

        context.PreventNavigation();
        var leave = await Dialogs.ShowMessageBoxAsync(
            "Leave without saving?",
            "Your changes to the alerts are not saved.",
            yesText: "Leave",
            cancelText: "Stay",
            options: new DialogOptions { CloseOnEscapeKey = true });
        if (leave == true)
        {
            _leaving = true;
            Navigation.NavigateTo(context.TargetLocation);
        }
    }

    /// <summary>True for a place on this page: nobody leaves.</summary>
    private bool IsHere(string target) =>
        Navigation.ToAbsoluteUri(target).AbsolutePath == Navigation.ToAbsoluteUri(Navigation.Uri).AbsolutePath;
}
