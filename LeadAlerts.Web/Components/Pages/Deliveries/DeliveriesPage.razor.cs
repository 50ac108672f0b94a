using LeadAlerts.Core.Alerts;
using LeadAlerts.Core.Inbox;
using LeadAlerts.Core.Members;
using LeadAlerts.Web.Components.Pages.Inbox;
using Microsoft.AspNetCore.Components;

namespace LeadAlerts.Web.Components.Pages.Deliveries;

/// <summary>The proof: every alert of the site. What is shown is in the address.</summary>
public sealed partial class DeliveriesPage : IDisposable
{
    private static readonly (DeliveryGroup Group, string Label)[] Groups =
    [
        (DeliveryGroup.All, "All"), (DeliveryGroup.Waiting, "Waiting"), (DeliveryGroup.Accepted, "Accepted"),
        (DeliveryGroup.Trouble, "In trouble"), (DeliveryGroup.NotSent, "Not sent"),
    ];

    private readonly CancellationTokenSource _gone = new();
    private IDisposable? _subscription;
    private SiteAccess? _access;
    private TimeZoneInfo _zone = TimeZoneInfo.Utc;
    private DeliveryFilter _filter = new();
    private DeliveryFilter? _shown;
    private List<DeliveryRow> _rows = [];
    private IReadOnlyList<string> _recipients = [];
    private DeliveryCursor? _next;
    private int _waiting;
    private bool _loaded;
    private bool _failed;
    private bool _busy;

    [Inject]
    private DeliveryQueries Queries { get; set; } = default!;

    [Inject]
    private InboxQueries Inbox { get; set; } = default!;

    [Inject]
    private CurrentSite CurrentSite { get; set; } = default!;

    [Inject]
    private InboxFeed Feed { get; set; } = default!;

    [Inject]
    private NavigationManager Navigation { get; set; } = default!;

    [Inject]
    private ILogger<DeliveriesPage> Logger { get; set; } = default!;

    [SupplyParameterFromQuery]
    private string? State { get; set; }

    [SupplyParameterFromQuery]
    private string? Kind { get; set; }

    [SupplyParameterFromQuery(Name = "to")]
    private string? Recipient { get; set; }

    // A removed recipient's address can still stand in a link.
    private IEnumerable<string> Recipients => _filter.Recipient is { } chosen ? _recipients.Union([chosen]) : _recipients;

    public void Dispose()
    {
        _subscription?.Dispose();
        _gone.Cancel();
    }

    protected override async Task OnParametersSetAsync()
    {
        _filter = new DeliveryFilter(
            Enum.TryParse<DeliveryGroup>(State, ignoreCase: true, out var group) && Enum.IsDefined(group) ? group : DeliveryGroup.All,
            Enum.TryParse<AlertKind>(Kind, ignoreCase: true, out var kind) && Enum.IsDefined(kind) ? kind : null,
            string.IsNullOrWhiteSpace(Recipient) || Recipient.Length > 254 ? null : Recipient);
        _access ??= await CurrentSite.FindAsync(_gone.Token);
        if (_access is null)
        {
            _loaded = true;
        }
        else if (_filter != _shown)
        {
            await ReloadAsync();
        }
    }

    protected override void OnAfterRender(bool firstRender)
    {
        if (_subscription is null && _access is not null)
        {
            _subscription = Feed.Subscribe(_access.SiteId, () => InvokeAsync(FollowAsync));
        }
    }

    private async Task ReloadAsync()
    {
        var filter = _filter;
        try
        {
            _zone = await Inbox.GetZoneAsync(_access!.SiteId, _gone.Token);
            _recipients = await Queries.ListRecipientsAsync(_access.SiteId, _gone.Token);
            var part = await Queries.ListAsync(_access.SiteId, filter, null, DeliveryQueries.PageSize, _gone.Token);
            if (filter != _filter)
            {
                return;
            }

            (_rows, _next, _shown, _waiting, _failed) = ([.. part.Rows], part.Next, filter, 0, false);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            _failed = true;
            Log.ListFailed(Logger, exception, _access!.SiteId);
        }

        _loaded = true;
    }

    private async Task ShowMoreAsync()
    {
        if (_busy)
        {
            return;
        }

        _busy = true;
        try
        {
            var part = await Queries.ListAsync(_access!.SiteId, _filter, _next, DeliveryQueries.PageSize, _gone.Token);
            _rows.AddRange(part.Rows.Where(row => _rows.TrueForAll(known => known.Id != row.Id)));
            _next = part.Next;
        }
        finally
        {
            _busy = false;
        }
    }

    /// <summary>Something of the site changed: known rows are refreshed where they are, new ones wait behind a button.</summary>
    private async Task FollowAsync()
    {
        if (_gone.IsCancellationRequested || _failed || !_loaded)
        {
            return;
        }

        var filter = _filter;
        var part = await Queries.ListAsync(_access!.SiteId, filter, null, Math.Max(DeliveryQueries.PageSize, _rows.Count), _gone.Token);
        if (filter != _filter)
        {
            return;
        }

        if (_rows.Count == 0)
        {
            (_rows, _next) = ([.. part.Rows], part.Next);
        }
        else
        {
            var fresh = part.Rows.ToDictionary(row => row.Id);
            var missing = _rows.Select(row => row.Id).Where(id => !fresh.ContainsKey(id)).ToList();
            var gone = missing.Count == 0 ? [] : missing.Except(await Queries.ListStoredAsync(_access.SiteId, missing, _gone.Token)).ToHashSet();
            if (filter != _filter)
            {
                return;
            }

            _rows = [.. _rows.Where(row => !gone.Contains(row.Id)).Select(row => fresh.GetValueOrDefault(row.Id, row))];
            _waiting = part.Rows.Count(row => (_rows.Count == 0 || row.RaisedAt >= _rows[0].RaisedAt) && _rows.TrueForAll(known => known.Id != row.Id));
        }

        StateHasChanged();
    }

    private void ChooseKind(ChangeEventArgs change) => Show(_filter with
    {
        Kind = Enum.TryParse<AlertKind>((string?)change.Value, out var kind) && Enum.IsDefined(kind) ? kind : null,
    });

    private void ChooseRecipient(ChangeEventArgs change) => Show(_filter with
    {
        Recipient = (string?)change.Value is { Length: > 0 } recipient ? recipient : null,
    });

    private void Show(DeliveryFilter filter) => Navigation.NavigateTo(Urls.Deliveries(filter));

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Error, "The alerts of site {SiteId} could not be listed")]
        public static partial void ListFailed(ILogger logger, Exception exception, Guid siteId);
    }
}
