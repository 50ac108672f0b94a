using Bunit;
using LeadAlerts.Core.Conversations;
using LeadAlerts.Core.Inbox;
using LeadAlerts.Core.Leads;
using LeadAlerts.Core.Qualification;
using LeadAlerts.Core.Summaries;
using LeadAlerts.Web.Components.Pages.Inbox;
using LeadAlerts.Web.Components.Shared;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using MudBlazor.Services;

namespace LeadAlerts.Tests.Inbox;

public sealed class InboxComponentTests : IAsyncLifetime
{
    private const string Script = "<script>alert(1)</script>";

    private readonly BunitContext _context = new();
    private readonly FakeTimeProvider _clock = new(InboxBuilder.Start);

    public InboxComponentTests()
    {
        _context.JSInterop.Mode = JSRuntimeMode.Loose;
        _context.Services.AddMudServices();
        _context.Services.AddSingleton<TimeProvider>(_clock);
    }

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => _context.DisposeAsync();

    [Theory]
    [InlineData(0, "cool")]
    [InlineData(HeatScale.WarmFrom - 1, "cool")]
    [InlineData(HeatScale.WarmFrom, "warm")]
    [InlineData(HeatScale.HotFrom - 1, "warm")]
    [InlineData(HeatScale.HotFrom, "hot")]
    [InlineData(100, "hot")]
    public void A_score_is_told_in_number_colour_and_words(int score, string heat)
    {
        var ring = _context.Render<ScoreRing>(parameters => parameters.Add(ring => ring.Score, score)).Find(".la-ring");

        Assert.Contains($"la-heat-{heat}", ring.ClassList);
        Assert.Equal($"Score {score} of 100, {heat}", ring.GetAttribute("aria-label"));
        Assert.Equal(score.ToString(System.Globalization.CultureInfo.InvariantCulture), ring.TextContent.Trim());
    }

    [Fact]
    public void A_row_is_a_link_that_says_who_what_and_whether_it_was_read()
    {
        var row = Row(name: null, phone: "+14155552671", unread: true);

        var link = _context.Render<InboxRowLink>(parameters => parameters
            .Add(link => link.Row, row).Add(link => link.Href, "/leads/1").Add(link => link.Selected, true)).Find("a");

        Assert.Equal("/leads/1", link.GetAttribute("href"));
        Assert.Equal("true", link.GetAttribute("aria-current"));
        Assert.Contains("+1 415-555-2671", link.TextContent, StringComparison.Ordinal);
        Assert.NotNull(link.QuerySelector("[aria-label=Unread]"));
    }

    [Fact]
    public void What_a_visitor_types_is_text_in_the_list_the_transcript_and_the_summary()
    {
        var row = _context.Render<InboxRowLink>(parameters => parameters
            .Add(link => link.Row, Row(name: Script, headline: Script)).Add(link => link.Href, "/leads/1"));
        var transcript = _context.Render<TranscriptView>(parameters => parameters
            .Add(view => view.Lines, [new TranscriptLine(1, MessageRole.Visitor, $"call me {Script}", InboxBuilder.Start)])
            .Add(view => view.VisitorName, Script)
            .Add(view => view.Evidence, [new Signal(Criterion.AsksToBeContacted, 10, 1, "call me"), new Signal(Criterion.DescribesNeed, 5, 1, Script)]));
        var summary = _context.Render<SummaryCard>(parameters => parameters
            .Add(card => card.Summary, new ConversationSummary(Guid.NewGuid(), Guid.NewGuid(), 1, Script, "embedded/1", InboxBuilder.Start)
            {
                Wants = [new SummaryLine(Script, 1), new SummaryLine("javascript:alert(1)", null)],
                NextStep = Script,
            })
            .Add(card => card.MessageHref, message => $"/leads/1?m={message}"));

        foreach (var markup in new IRenderedComponent<Microsoft.AspNetCore.Components.IComponent>[] { row, transcript, summary })
        {
            Assert.Empty(markup.FindAll("script"));
            Assert.Contains(Script, markup.Nodes.Aggregate("", (text, node) => text + node.TextContent), StringComparison.Ordinal);
            Assert.Empty(markup.FindAll("a[href^='javascript']"));
        }

        Assert.Equal(["call me", Script], transcript.FindAll("mark").Select(mark => mark.TextContent));
    }

    [Fact]
    public void A_contact_that_is_no_number_or_carries_mail_headers_makes_no_dangerous_link()
    {
        var contact = new VisitorContact(null, "a@example.com?bcc=all@example.com&body=x", "javascript:alert(1)");

        var links = _context.Render<ContactLinks>(parameters => parameters.Add(links => links.Contact, contact)).FindAll("a");

        Assert.Equal("mailto:a@example.com%3Fbcc%3Dall@example.com%26body%3Dx", Assert.Single(links).GetAttribute("href"));
    }

    [Fact]
    public void A_known_contact_can_be_called_written_to_and_copied()
    {
        var contact = new VisitorContact("Maria", "maria@example.com", "+14155552671");

        var rendered = _context.Render<ContactLinks>(parameters => parameters.Add(links => links.Contact, contact));

        Assert.Equal(["tel:+14155552671", "mailto:maria@example.com"], rendered.FindAll("a").Select(link => link.GetAttribute("href")));
        Assert.Equal(["+14155552671", "maria@example.com"], rendered.FindAll("button").Select(button => button.GetAttribute("data-copy")));
    }

    [Fact]
    public void A_time_is_relative_with_the_exact_one_in_the_sites_zone_on_hover()
    {
        var rendered = _context.Render<RelativeTime>(parameters => parameters
            .Add(time => time.At, InboxBuilder.Start.AddHours(-2))
            .AddCascadingValue(TimeZoneInfo.FindSystemTimeZoneById("America/Los_Angeles"))).Find("time");

        Assert.Equal("2 hours ago", rendered.TextContent);
        Assert.Equal("Sun 1 Mar 2026, 23:00:00 (America/Los_Angeles)", rendered.GetAttribute("title"));
    }

    private static InboxRow Row(string? name, string? phone = null, string headline = "Wants a roof", bool unread = false) =>
        new(Guid.NewGuid(), name, null, phone, headline, 80, LeadStatus.New, null, null, InboxBuilder.Start, unread);
}
