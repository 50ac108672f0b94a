using LeadAlerts.Core.Inbox;
using LeadAlerts.Core.Leads;
using LeadAlerts.Tests.Infrastructure;
using LeadAlerts.Web.Components.Pages.Inbox;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace LeadAlerts.Tests.Inbox;

/// <summary>Open inboxes that show the same share one reading, and never one of before a change.</summary>
public sealed class InboxReadsTests : IAsyncLifetime
{
    private static readonly InboxFilter New = new(InboxTab.New);

    private readonly FakeTimeProvider _clock = new(InboxBuilder.Start.AddDays(1));
    private TestDatabase _database = null!;
    private InboxBuilder _builder = null!;
    private InboxFeed _feed = null!;
    private InboxReads _reads = null!;

    public async ValueTask InitializeAsync()
    {
        _database = await TestDatabase.CreateAsync(_clock);
        _builder = new InboxBuilder(_database);
        _feed = new InboxFeed(_clock, NullLogger<InboxFeed>.Instance);
        _reads = new InboxReads(_database.Get<InboxQueries>(), _feed, _clock);
    }

    public ValueTask DisposeAsync() => _database.DisposeAsync();

    [Fact]
    public async Task Tabs_of_one_person_that_show_the_same_share_a_reading()
    {
        var (site, owner) = await _builder.AddSiteAsync();
        await _builder.AddLeadAsync(site);

        var first = await _reads.ReadAsync(site.Id, owner.Id, New);

        Assert.Same(first, await _reads.ReadAsync(site.Id, owner.Id, new InboxFilter(InboxTab.New)));
        Assert.Single(first.Page.Rows);
        Assert.Equal(1, first.Counts.New);
    }

    [Fact]
    public async Task After_a_change_everybody_reads_again()
    {
        var (site, owner) = await _builder.AddSiteAsync();
        Assert.Empty((await _reads.ReadAsync(site.Id, owner.Id, New)).Page.Rows);
        var lead = await _builder.AddLeadAsync(site);

        _feed.Publish(site.Id);

        Assert.Equal(lead.Id, Assert.Single((await _reads.ReadAsync(site.Id, owner.Id, New)).Page.Rows).Id);
    }

    [Fact]
    public async Task After_a_deed_that_the_feed_does_not_hear_of_the_person_reads_again_and_others_need_not()
    {
        var (site, owner) = await _builder.AddSiteAsync();
        var colleague = await _builder.AddMemberAsync(site, "sam@example.com");
        var lead = await _builder.AddLeadAsync(site);
        var theirs = await _reads.ReadAsync(site.Id, colleague.Id, New);
        Assert.True(Assert.Single((await _reads.ReadAsync(site.Id, owner.Id, New)).Page.Rows).Unread);
        await _database.Get<LeadDesk>().MarkSeenAsync(site.Id, lead.Id, owner.Id, _clock.GetUtcNow(), TestContext.Current.CancellationToken);

        _reads.Forget(site.Id, owner.Id);

        Assert.False(Assert.Single((await _reads.ReadAsync(site.Id, owner.Id, New)).Page.Rows).Unread);
        Assert.Same(theirs, await _reads.ReadAsync(site.Id, colleague.Id, New));
    }

    [Fact]
    public async Task A_reading_is_not_shared_for_longer_than_a_second_whatever_is_published()
    {
        var (site, owner) = await _builder.AddSiteAsync();
        var first = await _reads.ReadAsync(site.Id, owner.Id, New);

        _clock.Advance(TimeSpan.FromSeconds(1));

        Assert.NotSame(first, await _reads.ReadAsync(site.Id, owner.Id, New));
    }

    [Fact]
    public async Task Other_people_other_filters_and_other_sites_have_readings_of_their_own()
    {
        var (site, owner) = await _builder.AddSiteAsync();
        var colleague = await _builder.AddMemberAsync(site, "sam@example.com");
        var (theirs, they) = await _builder.AddSiteAsync("Theirs");
        await _builder.AddLeadAsync(site);
        var first = await _reads.ReadAsync(site.Id, owner.Id, New);

        Assert.NotSame(first, await _reads.ReadAsync(site.Id, colleague.Id, New));
        Assert.NotSame(first, await _reads.ReadAsync(site.Id, owner.Id, new InboxFilter(InboxTab.Hot)));
        Assert.Empty((await _reads.ReadAsync(theirs.Id, they.Id, New)).Page.Rows);
        _feed.Publish(theirs.Id);
        Assert.Same(first, await _reads.ReadAsync(site.Id, owner.Id, New));
    }
}
