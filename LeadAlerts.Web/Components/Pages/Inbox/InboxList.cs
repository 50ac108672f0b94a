using LeadAlerts.Core.Inbox;
using LeadAlerts.Core.Leads;
using LeadAlerts.Core.Members;

namespace LeadAlerts.Web.Components.Pages.Inbox;

/// <summary>The list of an open inbox: what stands in it, what is selected, and how it follows its site. Belongs to one page and that page's thread.</summary>
/// <param name="access">Who looks, and at which site.</param>
/// <param name="queries">Reads the list.</param>
/// <param name="reads">Reads it after a change.</param>
/// <param name="feed">Says whether something changed while it was read.</param>
/// <param name="gone">Cancelled when the page is gone.</param>
internal sealed class InboxList(SiteAccess access, InboxQueries queries, InboxReads reads, InboxFeed feed, CancellationToken gone) : IDisposable
{
    // What the person did here: a list that was read before it is out of date.
    private int _deeds;

    /// <summary>What is asked for; what comes of another is dropped.</summary>
    public InboxFilter Filter { get; set; } = new(InboxTab.New);

    /// <summary>The leads.</summary>
    public ShownRows Rows { get; } = new();

    /// <summary>How many leads each tab has; null before the first reading.</summary>
    public InboxCounts? Counts { get; private set; }

    /// <summary>Which rows are selected.</summary>
    public PickedRows Picked { get; } = new(LeadDesk.LeadsMax);

    /// <summary>The selected leads in their order.</summary>
    public IReadOnlyList<Guid> PickedIds => [.. Rows.Ids.Where(Picked.Contains)];

    /// <summary>True when rows are shown that are not selected, and there is room for them.</summary>
    public bool CanPickMore => Picked.Count < Math.Min(Rows.All.Count, LeadDesk.LeadsMax);

    /// <summary>Whether somebody reads: it is scrolled, or holds the focus or the pointer.</summary>
    public BrowserFlag Reading { get; } = new("reading", initial: false);

    // No row may move from under the pointer, the focus or the choice.
    private bool IsBusy => Picked.Count > 0 || Reading.Value;

    public void Dispose() => Reading.Dispose();

    /// <summary>Shows the first page of what is asked for, and nothing else.</summary>
    public async Task BeginAsync()
    {
        var filter = Filter;
        Picked.Clear();
        var version = feed.VersionOf(access.SiteId);
        var page = await queries.ListAsync(access.SiteId, access.UserId, filter, null, gone);
        var counts = await queries.CountAsync(access.SiteId, access.UserId, filter, gone);
        if (filter != Filter)
        {
            // Another filter was chosen meanwhile: its own reading shows it.
            return;
        }

        Counts = counts;
        Rows.Begin(page, filter);
        if (version != feed.VersionOf(access.SiteId))
        {
            await FollowAsync();
        }
    }

    /// <summary>Shows the next page below the last one.</summary>
    public async Task ShowMoreAsync()
    {
        if (Rows.Filter is { } filter && filter == Filter && Rows.Next is { } after)
        {
            Rows.Append(await queries.ListAsync(access.SiteId, access.UserId, filter, after, gone), filter, after);
        }
    }

    /// <summary>Something of the site changed: takes it in without moving a row from under the pointer or the focus.</summary>
    /// <returns>False when it is shown already, as most of what happens on a site, such as the mail of a lead that stands here.</returns>
    public async Task<bool> FollowAsync()
    {
        InboxFilter filter;
        InboxReading read;
        RestReading rest;
        int deeds;
        do
        {
            (filter, deeds) = (Filter, _deeds);
            read = await reads.ReadAsync(access.SiteId, access.UserId, filter);
            rest = await reads.ReadRestAsync(access.SiteId, access.UserId, Rows, read.Page, filter, IsBusy, gone);
        }
        while (deeds != _deeds);
        if (filter != Filter)
        {
            return false;
        }

        var (page, counts) = read;
        var changed = Rows.Filter == filter && Rows.Renew(rest.Now, rest.Gone);
        if (!changed && Rows.Shows(page, filter) && counts == Counts)
        {
            return false;
        }

        Counts = counts;
        if (Rows.Filter == filter && Rows.All.Count > 0 && IsBusy)
        {
            Rows.Refresh(page);
            Picked.Keep(Rows.Ids);
        }
        else
        {
            TakeIn(page, filter);
        }

        return true;
    }

    /// <summary>Reads the first page and shows it, whoever reads; again where the person did something meanwhile, which it does not know of.</summary>
    public async Task TakeInAsync()
    {
        InboxPageOfRows page;
        RestReading rest;
        InboxFilter filter;
        int deeds;
        do
        {
            (filter, deeds) = (Filter, _deeds);
            page = await queries.ListAsync(access.SiteId, access.UserId, filter, null, gone);
            rest = await reads.ReadRestAsync(access.SiteId, access.UserId, Rows, page, filter, reading: false, gone);
        }
        while (deeds != _deeds || filter != Filter);
        Rows.Renew(rest.Now, rest.Gone);
        TakeIn(page, filter);
    }

    /// <summary>Counts anew.</summary>
    public async Task RecountAsync() => Counts = await queries.CountAsync(access.SiteId, access.UserId, Filter, gone);

    /// <summary>The person looked at a lead.</summary>
    public Task MarkSeenAsync(Guid leadId)
    {
        NoteDeed();
        Rows.MarkSeen(leadId);
        return RecountAsync();
    }

    /// <summary>The person did something: what is being read does not know of it.</summary>
    public void NoteDeed()
    {
        _deeds++;
        reads.Forget(access.SiteId, access.UserId);
    }

    private void TakeIn(InboxPageOfRows page, InboxFilter filter)
    {
        Rows.TakeIn(page, filter);
        Picked.Keep(Rows.Ids);
    }
}
