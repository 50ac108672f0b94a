using Bunit;
using LeadAlerts.Core.Inbox;
using LeadAlerts.Core.Leads;
using LeadAlerts.Web.Components.Pages.Inbox;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using MudBlazor.Services;

namespace LeadAlerts.Tests.Inbox;

public sealed class LeadWorkComponentTests : IAsyncLifetime
{
    private const string Script = "<script>alert(1)</script>";

    private static readonly Teammate Me = new(Guid.NewGuid(), "Sam Rivera");
    private static readonly Teammate Ana = new(Guid.NewGuid(), "Ana");

    private readonly BunitContext _context = new();

    // Five in the afternoon in Los Angeles, the day before the clocks spring forward.
    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 3, 8, 1, 30, 0, TimeSpan.Zero));

    public LeadWorkComponentTests()
    {
        _context.JSInterop.Mode = JSRuntimeMode.Loose;
        _context.Services.AddMudServices();
        _context.Services.AddSingleton<TimeProvider>(_clock);
    }

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => _context.DisposeAsync();

    [Fact]
    public async Task A_click_with_shift_asks_for_a_stretch_of_rows()
    {
        var asked = new List<(Guid, bool)>();
        var row = new InboxRow(Guid.NewGuid(), Script, null, null, "Wants a roof", 80, LeadStatus.New, null, null, InboxBuilder.Start, false) { MentionsYou = true };
        var item = _context.Render<InboxListRow>(parameters => parameters
            .Add(item => item.Row, row).Add(item => item.Href, "/leads/1").Add(item => item.Toggled, toggled => asked.Add(toggled)));

        await item.Find("input").ClickAsync(new MouseEventArgs());
        await item.Find("input").ClickAsync(new MouseEventArgs { ShiftKey = true });

        Assert.Equal([(row.Id, false), (row.Id, true)], asked);
        Assert.Equal($"Select {Script}", item.Find("input").GetAttribute("aria-label"));
        Assert.Contains("Mentioned you", item.Find("a").TextContent, StringComparison.Ordinal);
        Assert.Empty(item.FindAll("script"));
    }

    [Fact]
    public async Task The_bar_gives_one_command_for_all()
    {
        var commands = new List<LeadCommand>();
        var bar = _context.Render<BulkBar>(parameters => parameters
            .Add(bar => bar.Count, 3).Add(bar => bar.ExportHref, "/leads/export.csv?ids=1").Add(bar => bar.Team, [Me, Ana]).Add(bar => bar.Me, Me.UserId)
            .Add(bar => bar.Command, commands.Add));

        await bar.Find(".la-button-primary").ClickAsync(new MouseEventArgs());
        await bar.FindAll("#bulk-assign button").Single(button => button.TextContent.Contains("Ana", StringComparison.Ordinal)).ClickAsync(new MouseEventArgs());
        await bar.FindAll("#bulk-outcome button").Single(button => button.TextContent == "Not a lead").ClickAsync(new MouseEventArgs());

        Assert.Equal(
            [new LeadCommand.SetStatus(LeadStatus.Contacted), new LeadCommand.Assign(Ana.UserId), new LeadCommand.SetStatus(LeadStatus.NotALead)], commands);
        Assert.Equal("3 selected", bar.Find("[role=status]").TextContent);
    }

    [Fact]
    public async Task A_lead_is_snoozed_on_the_sites_clock_even_where_it_skips_an_hour()
    {
        var chosen = new List<DateTimeOffset>();
        var zone = TimeZoneInfo.FindSystemTimeZoneById("America/Los_Angeles");
        var menu = _context.Render<SnoozeMenu>(parameters => parameters
            .Add(menu => menu.Id, "s").Add(menu => menu.Chosen, chosen.Add).AddCascadingValue(zone));

        // Half past five is too late for this evening at six.
        Assert.DoesNotContain("This evening", menu.Markup, StringComparison.Ordinal);
        menu.Find("input").Change("2026-03-08T02:30:00");
        await menu.FindAll("button").Single(button => button.TextContent.Contains("Snooze until", StringComparison.Ordinal)).ClickAsync(new MouseEventArgs());
        Assert.Equal(new DateTimeOffset(2026, 3, 8, 3, 0, 0, TimeSpan.FromHours(-7)), Assert.Single(chosen));

        menu.Find("input").Change("2020-01-01T00:00:00");
        Assert.DoesNotContain("Snooze until", menu.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_note_shows_its_mentions_as_text_and_only_its_author_changes_it()
    {
        var deleted = new List<NoteRow>();
        var mine = new NoteRow(Guid.NewGuid(), "Sam Rivera", $"@Ana look: {Script}", InboxBuilder.Start) { AuthorId = Me.UserId };
        var hers = new NoteRow(Guid.NewGuid(), "Ana", "@Sam Rivera done", InboxBuilder.Start) { AuthorId = Ana.UserId };
        var card = _context.Render<NotesCard>(parameters => parameters
            .Add(card => card.Notes, [mine, hers]).Add(card => card.LeadId, Guid.NewGuid()).Add(card => card.Team, [Me, Ana]).Add(card => card.Me, Me.UserId)
            .Add(card => card.Deleted, deleted.Add));

        Assert.Equal(["@Ana", "@Sam Rivera"], card.FindAll(".la-mention").Select(mention => mention.TextContent));
        Assert.Equal("@Sam Rivera", card.Find(".la-mention-me").TextContent);
        Assert.Empty(card.FindAll("script"));
        await Assert.Single(card.FindAll("[aria-label='Delete the note']")).ClickAsync(new MouseEventArgs());
        Assert.Equal([mine], deleted);
    }
}
