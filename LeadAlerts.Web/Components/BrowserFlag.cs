using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace LeadAlerts.Web.Components;

/// <summary>
/// A yes or no that the browser knows. It says so when it changes, which is seldom: a change of the site would have to wait for a question
/// to each browser and its answer.
/// </summary>
/// <param name="name">What it is called in the browser's <c>leadAlerts.watch</c>.</param>
/// <param name="initial">What counts until the browser says otherwise.</param>
internal sealed class BrowserFlag(string name, bool initial) : IDisposable
{
    private readonly CancellationTokenSource _gone = new();
    private DotNetObjectReference<BrowserFlag>? _self;
    private Task<bool>? _watching;

    /// <summary>It is no longer what it was.</summary>
    public event Action? Changed;

    /// <summary>What the browser said last.</summary>
    public bool Value { get; private set; } = initial;

    /// <summary>
    /// Lets the browser say it from now on; done when it has said how it is now. Does nothing when it does already; where the browser is not
    /// reached, the next call tries again. Only after a rendering in the browser.
    /// </summary>
    /// <param name="js">The browser.</param>
    /// <param name="element">Of what it is said; null where it is of the whole tab.</param>
    public Task WatchAsync(IJSRuntime js, ElementReference? element = null)
    {
        if (_watching is null or { IsCompletedSuccessfully: true, Result: false })
        {
            _watching = TryWatchAsync(js, element);
        }

        return _watching;
    }

    /// <summary>What the browser says.</summary>
    [JSInvokable]
    public void Tell(bool value)
    {
        if (value != Value && !_gone.IsCancellationRequested)
        {
            Value = value;
            Changed?.Invoke();
        }
    }

    public void Dispose()
    {
        _gone.Cancel();
        _self?.Dispose();
    }

    private async Task<bool> TryWatchAsync(IJSRuntime js, ElementReference? element)
    {
        _self ??= DotNetObjectReference.Create(this);
        try
        {
            Tell(await js.InvokeAsync<bool>("leadAlerts.watch", _gone.Token, name, _self, element));
            return true;
        }
        catch (Exception exception) when (exception is JSException or JSDisconnectedException or OperationCanceledException)
        {
            // The page's script is not there yet, or the tab is gone.
            return false;
        }
    }
}
