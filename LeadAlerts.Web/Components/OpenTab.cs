using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace LeadAlerts.Web.Components;

/// <summary>
/// The browser tab of a circuit: whether somebody can see it, and once a minute a tick for what grows old on it. Nothing ticks in a tab
/// that nobody sees.
/// </summary>
internal sealed class OpenTab : IDisposable
{
    /// <summary>How long a page may say that something is as it was.</summary>
    public static readonly TimeSpan TickEvery = TimeSpan.FromMinutes(1);

    private readonly IJSRuntime _js;
    private readonly TimeProvider _clock;
    private ITimer? _timer;
    private int _count;

    public OpenTab(IJSRuntime js, TimeProvider clock)
    {
        (_js, _clock) = (js, clock);
        Seen.Changed += Tick;
    }

    /// <summary>Whether somebody can see the tab.</summary>
    public BrowserFlag Seen { get; } = new("seen", initial: true);

    /// <summary>What everything that ticks with the tab takes as a cascading parameter.</summary>
    public CascadingValueSource<MinuteTick> Ticks { get; } = new(new MinuteTick(0), isFixed: false);

    /// <summary>Lets it tick, and the browser say whether it is seen; done when that has said how it is now. Only after a rendering in the browser.</summary>
    public Task WatchAsync()
    {
        _timer ??= _clock.CreateTimer(_ => Tick(), null, TickEvery, TickEvery);
        return Seen.WatchAsync(_js);
    }

    public void Dispose()
    {
        Seen.Dispose();
        _timer?.Dispose();
    }

    private void Tick()
    {
        if (Seen.Value)
        {
            _ = Ticks.NotifyChangedAsync(new MinuteTick(Interlocked.Increment(ref _count)));
        }
    }
}

/// <summary>Another one each minute while the tab is seen: whatever takes it renders again.</summary>
/// <param name="Count">How many there were.</param>
internal sealed record MinuteTick(int Count);
