using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace LeadAlerts.Web.Components.Pages.Inbox;

/// <summary>
/// Whether somebody reads in a list of this tab. The browser says so when it changes, which is seldom: a change of the site would have to
/// wait for a question to each browser and its answer.
/// </summary>
internal sealed class ListReader : IDisposable
{
    private DotNetObjectReference<ListReader>? _self;
    private bool _watched;

    /// <summary>True while the list is scrolled, or holds the focus or the pointer.</summary>
    public bool IsReading { get; private set; }

    /// <summary>Lets the browser say it from now on. Does nothing when it does already; where the browser is not reached, the next call tries again.</summary>
    public async Task WatchAsync(IJSRuntime js, ElementReference list, CancellationToken cancellationToken)
    {
        if (_watched)
        {
            return;
        }

        _watched = true;
        _self ??= DotNetObjectReference.Create(this);
        try
        {
            await js.InvokeVoidAsync("leadAlerts.watchReading", cancellationToken, list, _self);
        }
        catch (Exception exception) when (exception is JSException or JSDisconnectedException or OperationCanceledException)
        {
            _watched = false;
        }
    }

    /// <summary>What the browser says.</summary>
    [JSInvokable]
    public void Tell(bool reading) => IsReading = reading;

    public void Dispose() => _self?.Dispose();
}
