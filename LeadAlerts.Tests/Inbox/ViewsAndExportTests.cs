using System.Globalization;
using System.Text;
using LeadAlerts.Core.Inbox;
using LeadAlerts.Core.Leads;
using LeadAlerts.Core.Qualification;
using LeadAlerts.Tests.Infrastructure;
using LeadAlerts.Web.Components.Pages.Inbox;
using Microsoft.Extensions.Time.Testing;

namespace LeadAlerts.Tests.Inbox;

public sealed class ViewsAndExportTests : IAsyncLifetime
{
    private readonly FakeTimeProvider _clock = new(InboxBuilder.Start.AddDays(1));
    private TestDatabase _database = null!;
    private InboxBuilder _builder = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private SavedViews Views => _database.Get<SavedViews>();

    public async ValueTask InitializeAsync()
    {
        _database = await TestDatabase.CreateAsync(_clock);
        _builder = new InboxBuilder(_database);
    }

    public ValueTask DisposeAsync() => _database.DisposeAsync();

    [Fact]
    public async Task Views_belong_to_one_member_at_one_site_and_count_what_they_show()
    {
        var (site, me) = await _builder.AddSiteAsync("Mine");
        var (theirs, _) = await _builder.AddSiteAsync("Theirs");
        var ana = await _builder.AddMemberAsync(site, "ana@example.com");
        await _builder.AddLeadAsync(site, text: "My gutter leaks");
        await _builder.AddLeadAsync(site);
        await _builder.AddLeadAsync(theirs, text: "My gutter leaks");
        var filter = new InboxFilter(InboxTab.New, ConversationCategory.NewEnquiry, null, "gutter");

        Assert.Equal(SavedViewOutcome.Done, await Views.AddAsync(site.Id, me.Id, "  Gutters  now ", filter, Token));
        Assert.Equal(SavedViewOutcome.NameTaken, await Views.AddAsync(site.Id, me.Id, "Gutters now", filter, Token));
        Assert.Equal(SavedViewOutcome.BadName, await Views.AddAsync(site.Id, me.Id, " ", filter, Token));

        var view = Assert.Single(await Views.ListAsync(site.Id, me.Id, Token));
        Assert.Equal(("Gutters now", 1, filter), (view.Name, view.Count, view.Filter));
        Assert.Empty(await Views.ListAsync(site.Id, ana.Id, Token));
        Assert.Empty(await Views.ListAsync(theirs.Id, me.Id, Token));
        Assert.Equal(SavedViewOutcome.NotFound, await Views.RenameAsync(site.Id, ana.Id, view.Id, "Hers", Token));
        Assert.Equal(SavedViewOutcome.NotFound, await Views.DeleteAsync(theirs.Id, me.Id, view.Id, Token));
        Assert.Equal(SavedViewOutcome.Done, await Views.RenameAsync(site.Id, me.Id, view.Id, "Gutters", Token));
        Assert.Equal(SavedViewOutcome.Done, await Views.DeleteAsync(site.Id, me.Id, view.Id, Token));
        Assert.Empty(await Views.ListAsync(site.Id, me.Id, Token));
    }

    [Theory]
    [InlineData("=HYPERLINK(\"http://evil\")", "\"'=HYPERLINK(\"\"http://evil\"\")\"")]
    [InlineData("+1", "\"'+1\"")]
    [InlineData("-1+1", "\"'-1+1\"")]
    [InlineData("@SUM(A1)", "\"'@SUM(A1)\"")]
    [InlineData("\tx", "\"'\tx\"")]
    [InlineData("\rx", "\"'\rx\"")]
    [InlineData("Maria, \"the\" boss", "\"Maria, \"\"the\"\" boss\"")]
    [InlineData("Zoë", "Zoë")]
    public async Task No_cell_of_an_export_is_run_by_a_spreadsheet(string name, string cell)
    {
        var (site, me) = await _builder.AddSiteAsync();
        await _builder.AddLeadAsync(site, contact: new VisitorContact(name, null, null));

        var text = await ExportAsync(site.Id, me.Id, new InboxFilter(), null);

        Assert.Equal('\uFEFF', text[0]);
        Assert.StartsWith($"{cell},", text[(text.IndexOf('\n', StringComparison.Ordinal) + 1)..], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("+14155550190", "+14155550190")]
    [InlineData("+44", "+44")]
    [InlineData("+1415555019012345", "\"'+1415555019012345\"")]
    [InlineData("+1415*2", "\"'+1415*2\"")]
    [InlineData("+", "\"'+\"")]
    [InlineData("+１４１５", "\"'+１４１５\"")]
    [InlineData("4155550190", "4155550190")]
    [InlineData("=1+1", "\"'=1+1\"")]
    public async Task A_phone_number_is_exported_as_importers_take_it_and_anything_else_as_text(string phone, string cell)
    {
        var (site, me) = await _builder.AddSiteAsync();
        await _builder.AddLeadAsync(site, contact: new VisitorContact("Maria", null, phone));

        Assert.Contains($"\nMaria,{cell},,", await ExportAsync(site.Id, me.Id, new InboxFilter(), null), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_export_says_until_when_a_lead_is_snoozed_and_nothing_of_a_snooze_that_is_over()
    {
        var (site, me) = await _builder.AddSiteAsync();
        await _builder.AddLeadAsync(site, contact: new VisitorContact("Over", null, null), change: lead => lead.Snooze(_clock.GetUtcNow().AddMinutes(-1), InboxBuilder.Start));
        await _builder.AddLeadAsync(site, contact: new VisitorContact("Asleep", null, null), change: lead => lead.Snooze(_clock.GetUtcNow().AddDays(1), InboxBuilder.Start));

        var lines = (await ExportAsync(site.Id, me.Id, new InboxFilter(), null)).Split("\r\n");

        var column = Array.IndexOf(lines[0].Split(','), "Snoozed until (America/Los_Angeles)");
        var until = TimeZoneInfo.ConvertTimeBySystemTimeZoneId(_clock.GetUtcNow().AddDays(1), "America/Los_Angeles");
        Assert.Equal(until.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture), lines[1].Split(',')[column]);
        Assert.Equal("", lines[2].Split(',')[column]);
    }

    [Fact]
    public async Task An_export_holds_what_the_view_lists_and_nothing_of_another_site()
    {
        var (site, me) = await _builder.AddSiteAsync("Mine");
        var (theirs, _) = await _builder.AddSiteAsync("Theirs");
        var first = await _builder.AddLeadAsync(site, headline: "first", change: lead => lead.SetStatus(LeadStatus.NotALead, InboxBuilder.Start));
        var second = await _builder.AddLeadAsync(site, headline: "second");
        var foreign = await _builder.AddLeadAsync(theirs, headline: "foreign");

        var all = await ExportAsync(site.Id, me.Id, new InboxFilter(), null);
        Assert.True(all.IndexOf("second", StringComparison.Ordinal) < all.IndexOf("first", StringComparison.Ordinal));
        Assert.Contains("Not a lead", all, StringComparison.Ordinal);
        Assert.DoesNotContain("foreign", all, StringComparison.Ordinal);
        Assert.DoesNotContain("first", await ExportAsync(site.Id, me.Id, new InboxFilter(InboxTab.New), null), StringComparison.Ordinal);
        var chosen = await ExportAsync(site.Id, me.Id, new InboxFilter(), [first.Id, foreign.Id]);
        Assert.Equal(2, chosen.Count(letter => letter == '\n'));
        Assert.DoesNotContain(second.Id.ToString(), chosen, StringComparison.Ordinal);
    }

    [Fact]
    public void A_stretch_of_rows_is_selected_from_the_last_one_to_this_one()
    {
        Guid[] rows = [.. Enumerable.Range(0, 6).Select(_ => Guid.NewGuid())];
        var picked = new PickedRows(4);

        picked.Toggle(rows, rows[4], stretch: false);
        picked.Toggle(rows, rows[2], stretch: true);
        Assert.Equal([false, false, true, true, true, false], rows.Select(picked.Contains));
        picked.Toggle(rows, rows[3], stretch: false);
        picked.PickAll(rows);
        Assert.Equal(4, picked.Count);
        picked.Keep(rows[..1]);
        Assert.Equal(1, picked.Count);
        picked.Clear();
        Assert.Equal(0, picked.Count);
    }

    private async Task<string> ExportAsync(Guid siteId, Guid userId, InboxFilter filter, IReadOnlyCollection<Guid>? ids)
    {
        using var output = new MemoryStream();
        await _database.Get<LeadExport>().WriteAsync(siteId, userId, filter, ids, id => $"https://leads.example/{id}", output, Token);
        return Encoding.UTF8.GetString(output.ToArray());
    }
}
