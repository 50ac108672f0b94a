using LeadAlerts.Core.Inbox;
using LeadAlerts.Core.Leads;
using LeadAlerts.Web.Components.Pages.Inbox;

namespace LeadAlerts.Tests.Inbox;

public sealed class ShownRowsTests
{
    private static readonly InboxRow[] Leads = [.. Enumerable.Range(0, 6).Select(Lead)];

    private readonly ShownRows _rows = new();

    [Fact]
    public void Older_leads_stay_below_when_the_first_page_is_taken_in_again()
    {
        _rows.Begin(Page(Leads[2], Leads[3]));
        _rows.Append(Page(Leads[4], Leads[5]));

        _rows.TakeIn(Page(Leads[1], Leads[2]));

        Assert.Equal([Leads[1], Leads[2], Leads[3], Leads[4], Leads[5]], _rows.All);
        Assert.Equal(Leads[5].Cursor, _rows.Next);
    }

    [Fact]
    public void While_somebody_reads_rows_change_where_they_stand_and_new_ones_wait()
    {
        _rows.Begin(Page(Leads[2], Leads[3]));

        _rows.Refresh(Page(Leads[1], Leads[3] with { Headline = "Changed" }));

        Assert.Equal([Leads[2].Id, Leads[3].Id], _rows.Ids);
        Assert.Equal(("Changed", 1), (_rows.All[1].Headline, _rows.Waiting));
        _rows.TakeIn(new InboxPageOfRows([Leads[1]], null));
        Assert.Equal((Leads[1].Id, 0), (Assert.Single(_rows.Ids), _rows.Waiting));
    }

    [Fact]
    public void The_neighbour_is_the_next_lead_or_at_the_end_the_one_before()
    {
        _rows.Begin(new InboxPageOfRows([Leads[0], Leads[1]], null));

        Assert.Equal(Leads[1], _rows.FindNeighbour(Leads[0].Id));
        Assert.Equal(Leads[0], _rows.FindNeighbour(Leads[1].Id));
        Assert.Null(_rows.FindNeighbour(Leads[2].Id));
    }

    private static InboxPageOfRows Page(params InboxRow[] rows) => new(rows, rows[^1].Cursor);

    private static InboxRow Lead(int age) => new(
        Guid.NewGuid(), $"Lead {age}", null, null, "Wants a roof", 60, LeadStatus.New, null, null, InboxBuilder.Start.AddMinutes(-age), true);
}
