using System.Text;
using AngleSharp.Html.Parser;
using LeadAlerts.Core.Alerts;
using LeadAlerts.Core.Alerts.Mails;
using LeadAlerts.Core.Alerts.Settings;
using LeadAlerts.Core.Conversations;
using LeadAlerts.Core.Email;
using LeadAlerts.Core.Qualification;
using LeadAlerts.Core.Sites;
using LeadAlerts.Core.Summaries;
using MimeKit;

namespace LeadAlerts.Tests.Alerts;

public sealed class AlertMailTests
{
    private static readonly string[] AllowedTags =
        ["html", "head", "meta", "title", "style", "body", "div", "table", "tbody", "tr", "td", "p", "h1", "span", "strong", "a", "br"];

    [Fact]
    public async Task The_mail_says_first_what_matters_and_carries_its_headers()
    {
        await using var scene = await AlertScene.OpenAsync();
        var message = await ComposeAsync(scene, Story(scene));

        Assert.Equal("Hot lead 86: Maria Ortiz – Leaking roof, this week", message.Subject);
        Assert.Equal("maria@example.com", Assert.Single(message.ReplyTo.Mailboxes).Address);
        Assert.Equal("owner@brightroof.example", Assert.Single(message.To.Mailboxes).Address);
        Assert.Equal("auto-generated", message.Headers["Auto-Submitted"]);
        Assert.Equal("All", message.Headers["X-Auto-Response-Suppress"]);
        Assert.Equal("List-Unsubscribe=One-Click", message.Headers["List-Unsubscribe-Post"]);
        Assert.Matches(@"^<http://localhost/e/[\w-]+/one-click>$", message.Headers["List-Unsubscribe"]);
        Assert.EndsWith("@leadalerts.example", message.MessageId, StringComparison.Ordinal);
        Assert.StartsWith("lead.", Assert.Single(message.References), StringComparison.Ordinal);
        Assert.Equal(TimeSpan.FromHours(-7), message.Date.Offset);

        var text = message.TextBody;
        Assert.Contains("Call (415) 555-2671", text, StringComparison.Ordinal);
        Assert.Contains("brightroof.example · 14:02 PDT · still chatting", text, StringComparison.Ordinal);
        Assert.Contains("water is coming through the ceiling light", text, StringComparison.Ordinal);
        var html = new HtmlParser().ParseDocument(message.HtmlBody!);
        Assert.Equal("en", html.DocumentElement.GetAttribute("lang"));
        Assert.Equal(message.Subject, html.Title);
        Assert.Single(html.QuerySelectorAll("h1"));
        Assert.Equal("tel:+14155552671", html.QuerySelector("a.primary")!.GetAttribute("href"));
        Assert.All(html.QuerySelectorAll("table"), table => Assert.Equal("presentation", table.GetAttribute("role")));
        Assert.InRange(message.HtmlBody!.Length, 2000, 60_000);
    }

    [Fact]
    public async Task What_a_visitor_types_stays_text_and_reaches_no_header()
    {
        await using var scene = await AlertScene.OpenAsync();
        const string Evil = "<script>alert(1)</script><img src=x onerror=alert(1)>\r\nBcc: victim@example.com\r\n\r\n\u202Egnp.exe";
        var story = Story(scene, name: Evil, email: "a@b\r\nBcc: victim@example.com", words: Evil, headline: Evil);

        var (message, bytes) = await ComposeRawAsync(scene, story);

        var html = new HtmlParser().ParseDocument(message.HtmlBody!);
        Assert.Empty(html.All.Select(element => element.LocalName).Except(AllowedTags));
        Assert.DoesNotContain(html.All.SelectMany(element => element.Attributes), attribute => attribute.Name.StartsWith("on", StringComparison.Ordinal));
        Assert.All(html.QuerySelectorAll("a"), link => Assert.Matches("^(https?|tel|mailto):", link.GetAttribute("href")));
        Assert.Empty(message.ReplyTo);
        Assert.Empty(message.Bcc);
        var header = Encoding.ASCII.GetString(bytes)[..Encoding.ASCII.GetString(bytes).IndexOf("\r\n\r\n", StringComparison.Ordinal)];
        Assert.DoesNotContain("\nBcc", header, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain('\u202E', message.Subject!);
        Assert.InRange(new System.Globalization.StringInfo(message.Subject!).LengthInTextElements, 10, AlertStory.SubjectMaxLength);
    }

    [Fact]
    public async Task A_huge_conversation_stays_a_small_mail()
    {
        await using var scene = await AlertScene.OpenAsync();
        var message = await ComposeAsync(scene, Story(scene, words: new string('<', 500_000), headline: new string('ä', 5000)));

        Assert.InRange(Encoding.UTF8.GetByteCount(message.HtmlBody!), 1000, 102_000);
    }

    [Fact]
    public async Task The_same_alert_gives_the_same_bytes_and_two_leads_are_two_threads()
    {
        await using var scene = await AlertScene.OpenAsync();
        var model = AlertStory.Tell(Story(scene), AlertKind.New, new AlertLinks(new("http://a/l"), new("http://a/s"), new("http://a/t")));
        var from = new MailboxAddress("A", "a@leads.example");
        MailDraft Draft() => new("alert.1@leads.example", scene.Clock.GetUtcNow(), from, from, model.Subject, "<p>x</p>", AlertEmailText.Write(model));

        Assert.Equal(Draft().ToBytes(), Draft().ToBytes());
        var one = await ComposeAsync(scene, Story(scene));
        var two = await ComposeAsync(scene, Story(scene) with { LeadId = Guid.NewGuid() });
        Assert.NotEqual(one.References[0], two.References[0]);
    }

    [Theory]
    [InlineData("Etc/UTC", "21:02 UTC")]
    [InlineData("America/Los_Angeles", "14:02 PDT")]
    [InlineData("Asia/Kolkata", "Wed 3 Jun, 02:32 UTC+5:30")]
    public void Times_are_written_in_the_sites_zone(string zone, string expected)
    {
        var now = new DateTimeOffset(2026, 6, 2, 12, 0, 0, TimeSpan.Zero);
        Assert.Equal(expected, SiteTime.Write(now.AddHours(9).AddMinutes(2), zone, now));
    }

    internal static LeadStory Story(
        AlertScene scene,
        string name = "Maria Ortiz",
        string email = "maria@example.com",
        string words = "water is coming through the ceiling light",
        string headline = "Leaking roof, this week") => Story(scene.Site, scene.Clock.GetUtcNow(), name, email, words, headline);

    internal static LeadStory Story(
        Site site,
        DateTimeOffset now,
        string name = "Maria Ortiz",
        string email = "maria@example.com",
        string words = "water is coming through the ceiling light",
        string headline = "Leaking roof, this week")
    {
        var conversation = new Conversation(site.Id, "widget", "c1", now) { PageUrl = "https://brightroof.example/emergency-repair", Referrer = "https://search.example/?q=roof" };
        (MessageRole Role, string Text)[] said =
        [
            (MessageRole.Visitor, "hi, we have a leak over the kitchen since Sunday"), (MessageRole.Bot, "I am sorry to hear that. Where is the house?"),
            (MessageRole.Visitor, "Oakland, near the lake. " + words), (MessageRole.Bot, "When would you like somebody to come?"),
            (MessageRole.Visitor, "Thursday after 3 pm would be best. Budget is $8-10k, do you offer financing?"),
            (MessageRole.Bot, "We do. How can we reach you?"), (MessageRole.Visitor, "Maria Ortiz, 415 555 2671 or maria@example.com"),
        ];
        var lines = said.Select((line, index) => new TranscriptLine(index + 1, line.Role, line.Text, now.AddSeconds((index - 7) * 20))).ToList();
        foreach (var line in lines)
        {
            conversation.Append(line.Role, line.Text, line.SentAt);
        }

        var contact = new VisitorContact(name, email, "+14155552671");
        Signal[] signals =
        [
            new(Criterion.GaveContact, 25, 7, "415 555 2671"), new(Criterion.DescribesNeed, 20, 1, "a leak"), new(Criterion.InServiceArea, 12, 3, "Oakland"),
            new(Criterion.NamesTimeline, 12, 5, "Thursday"), new(Criterion.NamesBudgetOrQuantity, 10, 5, "$8-10k"), new(Criterion.ReturningVisitor, 4, null, ""),
        ];
        return new LeadStory(
            site,
            AlertSettings.CreateFirst(site.Id, now),
            conversation,
            new Transcript(site.Id, conversation.Id, lines, VisitorProfile.Unknown, conversation.PageUrl, EarlierConversations: 1),
            new Assessment(site.Id, conversation.Id, 7, 86, ConversationCategory.NewEnquiry, signals, contact, "test", now),
            new ConversationSummary(site.Id, conversation.Id, 7, headline, "test", now)
            {
                Wants = [new SummaryLine("Leak over the kitchen repaired, a visit on Thursday", 1)],
                Questions = [new SummaryLine("do you offer financing?", 5)],
                Timeline = new SummaryLine("Thursday after 3 pm", 5),
                Budget = new SummaryLine("$8-10k", 5),
                Place = new SummaryLine("Oakland, near the lake", 3),
                Quote = new SummaryLine(words, 3),
                NextStep = "Offer Thursday 15:30 and mention financing.",
            },
            Guid.Parse("01970000-0000-7000-8000-000000000001"),
            contact,
            now,
            now);
    }

    private static async Task<MimeMessage> ComposeAsync(AlertScene scene, LeadStory story) => (await ComposeRawAsync(scene, story)).Message;

    private static async Task<(MimeMessage Message, byte[] Bytes)> ComposeRawAsync(AlertScene scene, LeadStory story)
    {
        var alert = new Alert(scene.Site.Id, story.LeadId, scene.Recipient, AlertKind.New, 1, 4, story.QualifiedAt, story.Now);
        await scene.Database.Get<AlertMail>().ComposeAsync(alert, scene.Recipient, story);
        return (MimeMessage.Load(new MemoryStream(alert.Mime)), alert.Mime);
    }
}
