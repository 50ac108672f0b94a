using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace LeadAlerts.Web.Components;

/// <summary>
/// The browser tab of a circuit: whether somebody can see it, and once a minute a tick for what grows old on it. The browser says so when it
/// changes; nothing ticks in a tab that nobody sees.
/// </summary>
internal sealed class OpenTab(IJSRuntime js, TimeProvider clock) : IDisposable
{
    /// <summary>How long a page may say that something is as it was.</summary>
    public static readonly TimeSpan TickEvery = TimeSpan.FromMinutes(1);

    private readonly CancellationTokenSource _gone = new();
    private DotNetObjectReference<OpenTab>? _self;
    private Task? _watching;
    private ITimer? _timer;
    private int _count;

    /// <summary>The tab came to be seen.</summary>
    public event Action? Shown;

    /// <summary>True while somebody can see the tab; true too until the browser says otherwise.</summary>
    public bool IsVisible { get; private set; } = true;

    /// <summary>What everything that ticks with the tab takes as a cascading parameter.</summary>
    public CascadingValueSource<MinuteTick> Ticks { get; } = new(new MinuteTick(0), isFixed: false);

    /// <summary>Lets the browser say it from now on; done when it has said how it is now. Only after a rendering in the browser.</summary>
    public Task WatchAsync() => _watching ??= BeginAsync();

    /// <summary>What the browser says.</summary>
    [JSInvokable]
    public void Tell(bool visible)
    {
        if (visible == IsVisible || _gone.IsCancellationRequested)
        {
            return;
        }

        IsVisible = visible;
        if (visible)
        {
            Shown?.Invoke();
            Tick();
        }
    }

    public void Dispose()
    {
        _gone.Cancel();
        _timer?.Dispose();
        _self?.Dispose();
    }

    private async Task BeginAsync()
    {
        _timer = clock.CreateTimer(_ => Tick(), null, TickEvery, TickEvery);
        _self = DotNetObjectReference.Create(this);
        try
        {
            IsVisible = !await js.InvokeAsync<bool>("leadAlerts.watchHidden", _gone.Token, _self);
        }
        catch (Exception exception) when (exception is JSException or JSDisconnectedException or OperationCanceledException)
        {
            // A page whose script is not there yet counts as seen; the next one to ask tries again.
            _watching = null;
            await _timer.DisposeAsync();
        }
    }

    private void Tick()
    {
        if (IsVisible && !_gone.IsCancellationRequested)
        {
            _ = Ticks.NotifyChangedAsync(new MinuteTick(Interlocked.Increment(ref _count)));
        }
    }
}

/// <summary>Another one each minute while the tab is seen: whatever takes it renders again.</summary>
/// <param name="Count">How many there were.</param>
internal sealed record MinuteTick(int Count);
