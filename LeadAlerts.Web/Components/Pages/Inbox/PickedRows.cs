namespace LeadAlerts.Web.Components.Pages.Inbox;

/// <summary>Which rows of a list are selected.</summary>
internal sealed class PickedRows(int most)
{
    private readonly HashSet<Guid> _ids = [];
    private Guid? _last;

    /// <summary>How many are selected.</summary>
    public int Count => _ids.Count;

    /// <summary>True for a row that is selected.</summary>
    public bool Contains(Guid id) => _ids.Contains(id);

    /// <summary>Selects a row, or no longer.</summary>
    /// <param name="shown">The rows in their order.</param>
    /// <param name="id">The row.</param>
    /// <param name="stretch">True for every row between it and the one before it too.</param>
    public void Toggle(IReadOnlyList<Guid> shown, Guid id, bool stretch)
    {
        var (from, to) = (_last is { } last ? IndexOf(shown, last) : -1, IndexOf(shown, id));
        if (stretch && from >= 0 && to >= 0)
        {
            foreach (var between in shown.Skip(Math.Min(from, to)).Take(Math.Abs(from - to) + 1))
            {
                Add(between);
            }
        }
        else if (!_ids.Remove(id))
        {
            Add(id);
        }

        _last = id;
    }

    /// <summary>Selects every row that is shown, as many as there may be.</summary>
    public void PickAll(IEnumerable<Guid> shown)
    {
        foreach (var id in shown)
        {
            Add(id);
        }
    }

    /// <summary>Forgets rows that are no longer shown.</summary>
    public void Keep(IEnumerable<Guid> shown) => _ids.IntersectWith(shown);

    /// <summary>Selects nothing.</summary>
    public void Clear()
    {
        _ids.Clear();
        _last = null;
    }

    private void Add(Guid id)
    {
        if (_ids.Count < most)
        {
            _ids.Add(id);
        }
    }

    private static int IndexOf(IReadOnlyList<Guid> rows, Guid id)
    {
        for (var i = 0; i < rows.Count; i++)
        {
            if (rows[i] == id)
            {
                return i;
            }
        }

        return -1;
    }
}
