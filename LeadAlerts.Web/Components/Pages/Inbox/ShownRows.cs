using LeadAlerts.Core.Inbox;

namespace LeadAlerts.Web.Components.Pages.Inbox;

/// <summary>The leads that the list shows, and how it takes in what happens meanwhile.</summary>
internal sealed class ShownRows
{
    private List<InboxRow> _rows = [];

    // Of the top row when it was put there; a row that stands below may have newer activity since.
    private DateTimeOffset? _newest;

    /// <summary>Newest activity first.</summary>
    public IReadOnlyList<InboxRow> All => _rows;

    /// <summary>To which filter they belong; null before the first.</summary>
    public InboxFilter? Filter { get; private set; }

    /// <summary>Where the older ones begin; null when there are none.</summary>
    public InboxCursor? Next { get; private set; }

    /// <summary>How many leads with news of the first page are not shown yet, because somebody is reading.</summary>
    public int Waiting { get; private set; }

    /// <summary>The leads' ids as they stand.</summary>
    public IEnumerable<Guid> Ids => _rows.Select(row => row.Id);

    /// <summary>Shows the first page and nothing else.</summary>
    public void Begin(InboxPageOfRows page, InboxFilter filter)
    {
        Filter = null;
        TakeIn(page, filter);
    }

    /// <summary>Puts the page after the last one below it; not where other rows are shown since it was asked for.</summary>
    /// <param name="page">The page.</param>
    /// <param name="filter">Of which it was asked for.</param>
    /// <param name="after">Where it begins.</param>
    public void Append(InboxPageOfRows page, InboxFilter filter, InboxCursor after)
    {
        if (filter == Filter && after == Next)
        {
            _rows = [.. _rows, .. page.Rows.Where(row => !IsShown(row.Id))];
            Next = page.Next;
        }
    }

    /// <summary>True when taking in the first page would change nothing.</summary>
    public bool Shows(InboxPageOfRows page, InboxFilter filter) =>
        filter == Filter
        && Waiting == 0
        && _rows.Take(page.Rows.Count).SequenceEqual(page.Rows)
        && (_rows.Count == page.Rows.Count
            ? Next == page.Next
            : page.Next is { } end && _rows.Skip(page.Rows.Count).All(row => row.LastActivityAt < end.LastActivityAt));

    /// <summary>The leads that are shown below a first page: of them it says nothing.</summary>
    public IReadOnlyList<Guid> Below(InboxPageOfRows page, InboxFilter filter) => [.. RowsBelow(page, filter).Select(row => row.Id)];

    /// <summary>Shows leads as they are now where they stand, and those no longer that are gone.</summary>
    /// <param name="now">As they are now.</param>
    /// <param name="gone">Which no longer belong here.</param>
    /// <returns>True when that changed what is shown.</returns>
    public bool Renew(IReadOnlyList<InboxRow> now, IReadOnlySet<Guid> gone)
    {
        var byId = now.ToDictionary(row => row.Id);
        List<InboxRow> rows = [.. _rows.Where(row => !gone.Contains(row.Id)).Select(row => byId.GetValueOrDefault(row.Id, row))];
        var changed = !rows.SequenceEqual(_rows);
        _rows = rows;
        return changed;
    }

    /// <summary>Puts the first page on top; what was loaded below it stays, unless it belongs to another filter.</summary>
    public void TakeIn(InboxPageOfRows page, InboxFilter filter)
    {
        var below = RowsBelow(page, filter).ToList();
        _rows = [.. page.Rows, .. below];
        _newest = _rows is [var top, ..] ? top.LastActivityAt : null;
        Filter = filter;
        Next = below.Count == 0 ? page.Next : Next;
        Waiting = 0;
    }

    /// <summary>
    /// Shows the first page's rows as they are now where they stand; what is new waits. Not new is an older lead that moved up to the page because
    /// others left it: it is put in its place when the page is taken in.
    /// </summary>
    public void Refresh(InboxPageOfRows page)
    {
        Renew(page.Rows, gone: new HashSet<Guid>());
        Waiting = page.Rows.Count(row => !IsShown(row.Id) && (_newest is not { } newest || row.LastActivityAt >= newest));
    }

    private IEnumerable<InboxRow> RowsBelow(InboxPageOfRows page, InboxFilter filter) => filter != Filter || page.Next is not { } end
        ? []
        : _rows.Where(row => (row.LastActivityAt, row.Id).CompareTo((end.LastActivityAt, end.Id)) < 0 && page.Rows.All(other => other.Id != row.Id));

    /// <summary>Shows a lead as read.</summary>
    public void MarkSeen(Guid leadId) => _rows = [.. _rows.Select(row => row.Id == leadId ? row with { Unread = false } : row)];

    /// <summary>True when the lead is in the list.</summary>
    public bool IsShown(Guid leadId) => _rows.Exists(row => row.Id == leadId);

    /// <summary>The lead below another one, or above it when that is the last; null when it stands alone or is not shown.</summary>
    public InboxRow? FindNeighbour(Guid leadId)
    {
        var at = _rows.FindIndex(row => row.Id == leadId);
        return at >= 0 && at + 1 < _rows.Count ? _rows[at + 1] : at > 0 ? _rows[at - 1] : null;
    }
}
