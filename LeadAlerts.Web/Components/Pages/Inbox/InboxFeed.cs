using System.Collections.Concurrent;
using System.Collections.Immutable;

namespace LeadAlerts.Web.Components.Pages.Inbox;

/// <summary>Tells open pages that something of a site changed. It carries no data: whoever listens reads again.</summary>
/// <remarks>One process only. Safe for use by several threads.</remarks>
public sealed partial class InboxFeed(TimeProvider clock, ILogger<InboxFeed> logger)
{
    /// <summary>The least time between two calls of one subscriber that asks for no longer one.</summary>
    public static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(200);

    private readonly Lock _lock = new();
    private readonly Dictionary<Guid, ImmutableList<Subscription>> _sites = [];
    private readonly ConcurrentDictionary<Guid, long> _versions = new();

    /// <summary>How many changes of a site were published so far.</summary>
    public long VersionOf(Guid siteId) => _versions.GetValueOrDefault(siteId);

    /// <summary>Calls <paramref name="changed"/> after each change of a site, until what is returned is disposed.</summary>
    /// <remarks>
    /// Calls come from the thread pool, never two of one subscriber at a time. Changes during a call and shortly after it are one more
    /// call: none is lost, most are joined.
    /// </remarks>
    /// <param name="siteId">The site.</param>
    /// <param name="changed">What is called.</param>
    /// <param name="interval">The least time from the end of one call to the next; null for <see cref="Interval"/>.</param>
    public IDisposable Subscribe(Guid siteId, Func<Task> changed, TimeSpan? interval = null)
    {
        var subscription = new Subscription(this, siteId, changed, interval ?? Interval);
        lock (_lock)
        {
            _sites[siteId] = _sites.GetValueOrDefault(siteId, []).Add(subscription);
        }

        return subscription;
    }

    /// <summary>Says that something of a site changed. Returns at once, whatever the subscribers do.</summary>
    public void Publish(Guid siteId)
    {
        _versions.AddOrUpdate(siteId, 1, (_, version) => version + 1);
        ImmutableList<Subscription>? subscriptions;
        lock (_lock)
        {
            _sites.TryGetValue(siteId, out subscriptions);
        }

        foreach (var subscription in subscriptions ?? [])
        {
            subscription.Signal();
        }
    }

    private void Remove(Subscription subscription)
    {
        lock (_lock)
        {
            if (_sites.TryGetValue(subscription.SiteId, out var subscriptions))
            {
                subscriptions = subscriptions.Remove(subscription);
                if (subscriptions.IsEmpty)
                {
                    _sites.Remove(subscription.SiteId);
                }
                else
                {
                    _sites[subscription.SiteId] = subscriptions;
                }
            }
        }
    }

    private sealed class Subscription(InboxFeed feed, Guid siteId, Func<Task> changed, TimeSpan interval) : IDisposable
    {
        private readonly Lock _lock = new();
        private readonly CancellationTokenSource _stop = new();
        private bool _running;
        private bool _again;

        public Guid SiteId => siteId;

        public void Signal()
        {
            lock (_lock)
            {
                if (_running)
                {
                    _again = true;
                    return;
                }

                _running = true;
            }

            _ = Task.Run(RunAsync);
        }

        public void Dispose()
        {
            feed.Remove(this);
            _stop.Cancel();
        }

        private async Task RunAsync()
        {
            do
            {
                try
                {
                    if (!_stop.IsCancellationRequested)
                    {
                        await changed();
                    }
                }
                catch (Exception exception)
                {
                    // One page's trouble must not silence the others, nor the job that published.
                    Log.SubscriberFailed(feed.Logger, exception, siteId);
                }

                await Task.Delay(interval, feed.Clock, _stop.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
            while (GoOn());
        }

        private bool GoOn()
        {
            lock (_lock)
            {
                _running = _again && !_stop.IsCancellationRequested;
                _again = false;
                return _running;
            }
        }
    }

    private TimeProvider Clock => clock;

    private ILogger Logger => logger;

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "A page could not follow a change of site {SiteId}")]
        public static partial void SubscriberFailed(ILogger logger, Exception exception, Guid siteId);
    }
}
