using LeadAlerts.Core.Inbox;
using LeadAlerts.Core.Leads;
using LeadAlerts.Web.Components.Pages.Inbox;

namespace LeadAlerts.Tests.Inbox;

public sealed class ShownRowsTests
{
    private static readonly InboxRow[] Leads = [.. Enumerable.Range(0, 6).Select(Lead)];

    private static readonly InboxFilter New = new(InboxTab.New);
    private static readonly InboxFilter Done = new(InboxTab.Done);

    private readonly ShownRows _rows = new();

    [Fact]
    public void Older_leads_stay_below_when_the_first_page_is_taken_in_again()
    {
        _rows.Begin(Page(Leads[2], Leads[3]), New);
        _rows.Append(Page(Leads[4], Leads[5]), New, Leads[3].Cursor);

        _rows.TakeIn(Page(Leads[1], Leads[2]), New);

        Assert.Equal([Leads[1], Leads[2], Leads[3], Leads[4], Leads[5]], _rows.All);
        Assert.Equal(Leads[5].Cursor, _rows.Next);
    }

    [Fact]
    public void While_somebody_reads_rows_change_where_they_stand_and_new_ones_wait()
    {
        _rows.Begin(Page(Leads[2], Leads[3]), New);

        _rows.Refresh(Page(Leads[1], Leads[3] with { Headline = "Changed" }));

        Assert.Equal([Leads[2].Id, Leads[3].Id], _rows.Ids);
        Assert.Equal(("Changed", 1), (_rows.All[1].Headline, _rows.Waiting));
        _rows.TakeIn(new InboxPageOfRows([Leads[1]], null), New);
        Assert.Equal((Leads[1].Id, 0), (Assert.Single(_rows.Ids), _rows.Waiting));
    }

    [Fact]
    public void Below_the_first_page_rows_are_renewed_where_they_stand_and_go_when_they_belong_elsewhere()
    {
        _rows.Begin(Page(Leads[0], Leads[1]), New);
        _rows.Append(Page(Leads[2], Leads[3], Leads[4]), New, Leads[1].Cursor);
        Assert.Equal([Leads[2].Id, Leads[3].Id, Leads[4].Id], _rows.Below(Page(Leads[0], Leads[1]), New));
        Assert.Empty(_rows.Below(Page(Leads[0], Leads[1]), Done));

        Assert.True(_rows.Renew([Leads[2] with { Headline = "Changed" }, Leads[4]], new HashSet<Guid> { Leads[3].Id }));
        Assert.False(_rows.Renew([Leads[4]], new HashSet<Guid> { Leads[3].Id }));
        _rows.TakeIn(Page(Leads[0], Leads[1]), New);

        Assert.Equal([Leads[0], Leads[1], Leads[2] with { Headline = "Changed" }, Leads[4]], _rows.All);
    }

    [Fact]
    public void An_older_lead_that_moves_up_because_others_left_is_not_new_and_takes_its_place_when_the_page_is_taken_in()
    {
        _rows.Begin(Page(Leads[1], Leads[2]), New);

        _rows.Refresh(Page(Leads[1], Leads[3]));
        Assert.Equal([Leads[1].Id, Leads[2].Id], _rows.Ids);
        Assert.Equal(0, _rows.Waiting);

        var busy = Leads[1] with { LastActivityAt = InboxBuilder.Start.AddMinutes(5) };
        _rows.Refresh(Page(busy, Leads[0], Leads[3]));
        Assert.Equal(1, _rows.Waiting);

        _rows.TakeIn(Page(busy, Leads[0], Leads[3]), New);
        Assert.Equal([busy.Id, Leads[0].Id, Leads[3].Id], _rows.Ids);
        Assert.Equal(0, _rows.Waiting);
    }

    [Fact]
    public void Leads_of_the_same_instant_stay_below_a_page_that_ends_between_them()
    {
        var twins = new[] { Leads[1], Leads[1] with { Id = Guid.NewGuid() } }.OrderByDescending(row => row.Id).ToArray();
        _rows.Begin(Page(Leads[0], twins[0]), New);
        _rows.Append(new InboxPageOfRows([twins[1]], null), New, twins[0].Cursor);

        _rows.TakeIn(Page(Leads[0], twins[0]), New);

        Assert.Equal([Leads[0], .. twins], _rows.All);
    }

    [Fact]
    public void The_neighbour_is_the_next_lead_or_at_the_end_the_one_before()
    {
        _rows.Begin(new InboxPageOfRows([Leads[0], Leads[1]], null), New);

        Assert.Equal(Leads[1], _rows.FindNeighbour(Leads[0].Id));
        Assert.Equal(Leads[0], _rows.FindNeighbour(Leads[1].Id));
        Assert.Null(_rows.FindNeighbour(Leads[2].Id));
    }

    [Fact]
    public void Older_leads_that_come_after_the_filter_changed_are_not_shown()
    {
        _rows.Begin(Page(Leads[0], Leads[1]), New);
        _rows.Begin(Page(Leads[1]), Done);

        _rows.Append(Page(Leads[2]), New, Leads[1].Cursor);

        Assert.Equal([Leads[1]], _rows.All);
        Assert.Equal(Leads[1].Cursor, _rows.Next);
    }

    [Fact]
    public void Older_leads_that_come_after_the_list_began_anew_leave_no_gap()
    {
        _rows.Begin(Page(Leads[0]), New);
        _rows.Append(Page(Leads[1]), New, Leads[0].Cursor);
        _rows.Begin(Page(Leads[0]), New);

        _rows.Append(Page(Leads[2]), New, Leads[1].Cursor);

        Assert.Equal([Leads[0]], _rows.All);
    }

    [Fact]
    public void What_was_loaded_of_another_filter_does_not_stay_below()
    {
        _rows.Begin(Page(Leads[2], Leads[3]), New);

        _rows.TakeIn(Page(Leads[1]), Done);

        Assert.Equal([Leads[1]], _rows.All);
        Assert.Equal(Leads[1].Cursor, _rows.Next);
    }

    [Fact]
    public void It_knows_when_a_page_is_what_it_shows()
    {
        _rows.Begin(Page(Leads[1], Leads[2]), New);
        Assert.True(_rows.Shows(Page(Leads[1] with { }, Leads[2]), New));
        Assert.False(_rows.Shows(Page(Leads[1], Leads[2]), Done));
        Assert.False(_rows.Shows(Page(Leads[1], Leads[2] with { Unread = false }), New));
        Assert.False(_rows.Shows(new InboxPageOfRows([Leads[1], Leads[2]], null), New));
        Assert.False(_rows.Shows(Page(Leads[0], Leads[1]), New));

        _rows.Append(new InboxPageOfRows([Leads[3]], null), New, Leads[2].Cursor);
        Assert.True(_rows.Shows(Page(Leads[1], Leads[2]), New));
        Assert.False(_rows.Shows(new InboxPageOfRows([Leads[1], Leads[2]], null), New));

        _rows.Refresh(Page(Leads[0], Leads[1]));
        Assert.False(_rows.Shows(Page(Leads[1], Leads[2]), New));
    }

    private static InboxPageOfRows Page(params InboxRow[] rows) => new(rows, rows[^1].Cursor);

    private static InboxRow Lead(int age) => new(
        Guid.NewGuid(), $"Lead {age}", null, null, "Wants a roof", 60, LeadStatus.New, null, null, InboxBuilder.Start.AddMinutes(-age), true);
}
