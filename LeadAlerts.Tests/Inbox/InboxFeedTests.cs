using LeadAlerts.Web.Components.Pages.Inbox;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace LeadAlerts.Tests.Inbox;

public sealed class InboxFeedTests
{
    private readonly FakeTimeProvider _clock = new();
    private readonly Guid _site = Guid.NewGuid();
    private readonly InboxFeed _feed;

    public InboxFeedTests() => _feed = new InboxFeed(_clock, NullLogger<InboxFeed>.Instance);

    [Fact]
    public async Task A_subscriber_hears_of_its_own_site_only()
    {
        var calls = new Calls();
        using var _ = _feed.Subscribe(_site, calls.CountAsync);

        _feed.Publish(Guid.NewGuid());
        _feed.Publish(_site);

        await calls.WaitForAsync(1);
        Assert.Equal(1, calls.Count);
    }

    [Fact]
    public async Task Many_changes_within_the_interval_are_two_calls_and_the_last_change_is_not_lost()
    {
        var calls = new Calls();
        using var _ = _feed.Subscribe(_site, calls.CountAsync);

        _feed.Publish(_site);
        await calls.WaitForAsync(1);
        for (var i = 0; i < 50; i++)
        {
            _feed.Publish(_site);
        }

        Assert.Equal(1, calls.Count);
        await calls.WaitForAsync(2, () => _clock.Advance(InboxFeed.Interval));
        for (var i = 0; i < 20; i++)
        {
            _clock.Advance(InboxFeed.Interval);
            await Task.Yield();
        }

        Assert.Equal(2, calls.Count);
    }

    [Fact]
    public async Task A_subscriber_with_a_longer_interval_is_called_no_more_often_and_hears_of_the_last_change_too()
    {
        var calls = new Calls();
        var interval = 10 * InboxFeed.Interval;
        using var _ = _feed.Subscribe(_site, calls.CountAsync, interval);

        _feed.Publish(_site);
        await calls.WaitForAsync(1);
        _feed.Publish(_site);
        _clock.Advance(InboxFeed.Interval);
        await Task.Yield();

        Assert.Equal(1, calls.Count);
        await calls.WaitForAsync(2, () => _clock.Advance(interval));
    }

    [Fact]
    public async Task A_subscriber_that_fails_or_hangs_harms_neither_the_others_nor_the_publisher()
    {
        var calls = new Calls();
        using var failing = _feed.Subscribe(_site, () => throw new InvalidOperationException());
        using var hanging = _feed.Subscribe(_site, () => Task.Delay(Timeout.Infinite, TestContext.Current.CancellationToken));
        using var healthy = _feed.Subscribe(_site, calls.CountAsync);

        _feed.Publish(_site);
        await calls.WaitForAsync(1);
        _feed.Publish(_site);
        await calls.WaitForAsync(2, () => _clock.Advance(InboxFeed.Interval));
    }

    [Fact]
    public async Task A_disposed_subscription_is_silent()
    {
        var (gone, there) = (new Calls(), new Calls());
        var subscription = _feed.Subscribe(_site, gone.CountAsync);
        using var other = _feed.Subscribe(_site, there.CountAsync);

        subscription.Dispose();
        _feed.Publish(_site);

        await there.WaitForAsync(1);
        Assert.Equal(0, gone.Count);
    }

    private sealed class Calls
    {
        private int _count;

        public int Count => Volatile.Read(ref _count);

        public Task CountAsync()
        {
            Interlocked.Increment(ref _count);
            return Task.CompletedTask;
        }

        /// <summary>Waits until there were so many calls; fails after ten seconds.</summary>
        public async Task WaitForAsync(int count, Action? meanwhile = null)
        {
            for (var i = 0; i < 1000 && Count < count; i++)
            {
                meanwhile?.Invoke();
                await Task.Delay(10, TestContext.Current.CancellationToken);
            }

            Assert.True(Count >= count, $"{Count} calls instead of {count}");
        }
    }
}
