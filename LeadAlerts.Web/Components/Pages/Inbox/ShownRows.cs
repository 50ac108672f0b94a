using LeadAlerts.Core.Inbox;

namespace LeadAlerts.Web.Components.Pages.Inbox;

/// <summary>The leads that the list shows, and how it takes in what happens meanwhile.</summary>
internal sealed class ShownRows
{
    private List<InboxRow> _rows = [];

    /// <summary>Newest activity first.</summary>
    public IReadOnlyList<InboxRow> All => _rows;

    /// <summary>To which filter they belong; null before the first.</summary>
    public InboxFilter? Filter { get; private set; }

    /// <summary>Where the older ones begin; null when there are none.</summary>
    public InboxCursor? Next { get; private set; }

    /// <summary>How many leads of the first page are not shown yet, because somebody is reading.</summary>
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

    /// <summary>Puts the first page on top; what was loaded below it stays, unless it belongs to another filter.</summary>
    public void TakeIn(InboxPageOfRows page, InboxFilter filter)
    {
        var below = filter != Filter || page.Next is not { } end
            ? []
            : _rows.Where(row => row.LastActivityAt < end.LastActivityAt && page.Rows.All(other => other.Id != row.Id)).ToList();
        _rows = [.. page.Rows, .. below];
        Filter = filter;
        Next = below.Count == 0 ? page.Next : Next;
        Waiting = 0;
    }

    /// <summary>Shows the first page's rows as they are now where they stand; what is new waits.</summary>
    public void Refresh(InboxPageOfRows page)
    {
        var now = page.Rows.ToDictionary(row => row.Id);
        _rows = [.. _rows.Select(row => now.GetValueOrDefault(row.Id, row))];
        Waiting = page.Rows.Count(row => !IsShown(row.Id));
    }

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
