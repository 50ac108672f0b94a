using System.Globalization;
using System.Text;
using AngleSharp.Html.Parser;
using LeadAlerts.Core.Alerts;
using LeadAlerts.Core.Alerts.Deciding;
using LeadAlerts.Core.Alerts.Mails;
using LeadAlerts.Core.Alerts.Settings;
using LeadAlerts.Core.Leads;
using LeadAlerts.Core.Qualification;
using MimeKit;

namespace LeadAlerts.Tests.Alerts.Mails;

public sealed class MailKindTests
{
    private const string Evil = "<script>alert(1)</script><img src=x onerror=alert(1)>\r\nBcc: victim@example.com\u202Egnp.exe";

    private static readonly string[] AllowedTags =
        ["html", "head", "meta", "title", "style", "body", "div", "table", "tbody", "tr", "td", "p", "h1", "h2", "span", "strong", "a", "br"];

    [Fact]
    public async Task An_update_tells_what_changed_and_keeps_to_the_thread()
    {
        await using var scene = await AlertScene.OpenAsync();
        var story = AlertMailTests.Story(scene) with
        {
            Changes = LeadChanges.ContactGiven | LeadChanges.Hot | LeadChanges.AsksToBook,
            ToldBefore = new LeadFacts(62, "maria@example.com", null, false, false, false, false),
            FirstSubject = "Warm lead 62: Maria Ortiz – Leaking roof, this week",
        };
        var mail = await ComposeAsync(scene, AlertKind.Update, story);

        Assert.Equal("Re: Warm lead 62: Maria Ortiz – Leaking roof, this week", mail.Subject);
        Assert.Equal("maria@example.com", Assert.Single(mail.ReplyTo.Mailboxes).Address);
        Assert.StartsWith("lead.", Assert.Single(mail.References), StringComparison.Ordinal);
        var text = mail.TextBody!;
        Assert.StartsWith("Maria Ortiz gave a phone number", text, StringComparison.Ordinal);
        Assert.Contains("* Phone: (415) 555-2671", text, StringComparison.Ordinal);
        Assert.Contains("* Score: 62 → 86", text, StringComparison.Ordinal);
        Assert.DoesNotContain("* E-mail", text, StringComparison.Ordinal);
        Assert.DoesNotContain("Why 86", text, StringComparison.Ordinal);
        Assert.True(mail.HtmlBody!.IndexOf("Score", StringComparison.Ordinal) < mail.HtmlBody.IndexOf("Suggested next step", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_withdrawal_offers_no_call()
    {
        await using var scene = await AlertScene.OpenAsync();
        var story = AlertMailTests.Story(scene) with
        {
            Changes = LeadChanges.Withdrew,
            ToldBefore = new LeadFacts(86, "maria@example.com", "+14155552671", false, true, true, false),
            FirstSubject = "Hot lead 86: Maria Ortiz – Leaking roof",
        };
        var mail = await ComposeAsync(scene, AlertKind.Update, story);

        Assert.Contains("Maria Ortiz is no longer interested", mail.TextBody, StringComparison.Ordinal);
        Assert.DoesNotContain("tel:", mail.HtmlBody, StringComparison.Ordinal);
        Assert.DoesNotContain("Call", mail.TextBody, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_release_tells_what_changed_and_offers_no_call_to_a_visitor_who_withdrew()
    {
        await using var scene = await AlertScene.OpenAsync();
        var told = new LeadFacts(62, "maria@example.com", "+14155552671", false, false, false, false);
        LeadStory Of(string name) => AlertMailTests.Story(scene, name: name) with { LeadId = Guid.NewGuid() };
        var mail = await BundleAsync(scene, AlertKind.Release,
        [
            new BundledAlert(AlertReason.QuietHours, Of("Ann")),
            new BundledAlert(AlertReason.QuietHours, Of("Ben") with { Changes = LeadChanges.ContactGiven | LeadChanges.Hot, ToldBefore = told with { Phone = null } }),
            new BundledAlert(AlertReason.QuietHours, Of("Cas") with { Changes = LeadChanges.Withdrew, ToldBefore = told }),
            new BundledAlert(AlertReason.HourlyCap, Of("Dan")) { IsReminder = true },
        ]);

        Assert.StartsWith("1 lead, 2 updates and 1 reminder, top 86: ", mail.Subject, StringComparison.Ordinal);
        var text = mail.TextBody!;
        Assert.StartsWith("1 lead, 2 updates and 1 reminder while your alerts waited", text, StringComparison.Ordinal);
        Assert.Contains("New: Phone: (415) 555-2671 · Score: 62 → 86", text, StringComparison.Ordinal);
        Assert.Contains("New: No longer interested: ", text, StringComparison.Ordinal);
        Assert.Equal(3, text.Split("Call (415)").Length - 1);
        Assert.Equal(3, new HtmlParser().ParseDocument(mail.HtmlBody!).QuerySelectorAll("a").Count(link => link.TextContent.StartsWith("Call", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_reminder_and_an_update_of_one_lead_are_one_with_the_news_of_both()
    {
        await using var scene = await AlertScene.OpenAsync();
        var story = AlertMailTests.Story(scene);
        var told = new LeadFacts(86, "maria@example.com", null, false, false, true, false);
        var mail = await BundleAsync(scene, AlertKind.Release,
        [
            new BundledAlert(AlertReason.QuietHours, story with { Changes = LeadChanges.ContactGiven, ToldBefore = told }),
            new BundledAlert(AlertReason.HourlyCap, story) { IsReminder = true },
        ]);

        Assert.StartsWith("1 reminder, 86: ", mail.Subject, StringComparison.Ordinal);
        Assert.Matches(@"New: Nobody has answered for [\w ]+ · Phone: \(415\) 555-2671", mail.TextBody);
    }

    [Theory]
    [InlineData(AlertKind.Update)]
    [InlineData(AlertKind.Escalation)]
    [InlineData(AlertKind.Claim)]
    public async Task A_follow_up_keeps_the_whole_subject_of_the_thread(AlertKind kind)
    {
        await using var scene = await AlertScene.OpenAsync();
        var first = "Hot lead 86: Maria Ortiz – Leaking roof over the kitchen now";
        Assert.Equal(AlertStory.SubjectMaxLength, first.Length);
        var story = AlertMailTests.Story(scene) with { Changes = LeadChanges.Hot, FirstSubject = first };
        if (kind != AlertKind.Claim)
        {
            Assert.Equal("Re: " + first, (await ComposeAsync(scene, kind, story)).Subject);
            return;
        }

        var lead = new Lead(scene.Site.Id, story.Conversation.Id, null, story.Now);
        var claim = NewAlert(scene, kind, lead.Id, story.Now);
        await scene.Database.Get<AlertMail>().ComposeClaimAsync(claim, scene.Recipient, new ClaimStory(scene.Site, lead, ClaimEvent.Taken, "Kim", first, story.Now));
        Assert.Equal("Re: " + first, claim.Subject);
    }

    [Fact]
    public async Task An_escalation_says_how_long_somebody_waits()
    {
        await using var scene = await AlertScene.OpenAsync();
        var story = AlertMailTests.Story(scene);
        scene.Clock.Advance(TimeSpan.FromMinutes(20));
        var mail = await ComposeAsync(scene, AlertKind.Escalation, story with { Now = scene.Clock.GetUtcNow(), FirstSubject = "Hot lead 86: Maria" });

        Assert.StartsWith("Nobody has answered Maria Ortiz for 20 minutes", mail.TextBody, StringComparison.Ordinal);
        Assert.Equal("Re: Hot lead 86: Maria", mail.Subject);
        Assert.NotEmpty(mail.ReplyTo);
    }

    [Fact]
    public async Task A_release_tells_each_lead_once_the_hottest_first()
    {
        await using var scene = await AlertScene.OpenAsync();
        var mail = await BundleAsync(scene, AlertKind.Release, 3, "Repair");

        Assert.StartsWith("3 leads, top 98", mail.Subject, StringComparison.Ordinal);
        Assert.StartsWith("3 leads came while your alerts waited", mail.TextBody, StringComparison.Ordinal);
        Assert.Contains("held for your quiet hours", mail.TextBody, StringComparison.Ordinal);
        var scores = new HtmlParser().ParseDocument(mail.HtmlBody!).QuerySelectorAll("div.hot").Select(ring => int.Parse(ring.TextContent, CultureInfo.InvariantCulture)).ToList();
        Assert.Equal([98, 97, 96], scores);
        Assert.Empty(mail.ReplyTo);
        Assert.Equal(3, new HtmlParser().ParseDocument(mail.HtmlBody!).QuerySelectorAll("a").Count(link => link.TextContent == "I’ll take it"));
    }

    [Theory]
    [InlineData(AlertKind.Release)]
    [InlineData(AlertKind.Overflow)]
    public async Task Many_leads_with_long_words_stay_below_what_mail_programs_cut(AlertKind kind)
    {
        await using var scene = await AlertScene.OpenAsync();
        var mail = await BundleAsync(scene, kind, 60, new string('ä', 3000));

        Assert.InRange(Encoding.UTF8.GetByteCount(mail.HtmlBody!), 10_000, 102_000);
        Assert.Contains("more leads in the inbox", mail.TextBody, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_a_visitor_types_stays_text_in_every_kind_of_mail()
    {
        await using var scene = await AlertScene.OpenAsync();
        var story = AlertMailTests.Story(scene, name: Evil, email: "a@b\r\nBcc: victim@example.com", words: Evil, headline: Evil) with
        {
            Changes = (LeadChanges)127,
            ToldBefore = new LeadFacts(20, null, null, false, false, false, false),
            FirstSubject = Evil,
        };
        var lead = new Lead(scene.Site.Id, story.Conversation.Id, null, story.Now);
        lead.RecordReview(86, ConversationCategory.NewEnquiry, "x" + Evil[..60], new VisitorContact(Evil[..50]), story.Now);
        var claim = NewAlert(scene, AlertKind.Claim, lead.Id, story.Now);
        await scene.Database.Get<AlertMail>().ComposeClaimAsync(claim, scene.Recipient, new ClaimStory(scene.Site, lead, ClaimEvent.Taken, Evil, Evil, story.Now));
        MimeMessage[] mails =
        [
            await ComposeAsync(scene, AlertKind.Update, story), await ComposeAsync(scene, AlertKind.Escalation, story),
            await BundleAsync(scene, AlertKind.Release, 2, Evil), await BundleAsync(scene, AlertKind.Overflow, 2, Evil),
            await MimeMessage.LoadAsync(new MemoryStream(claim.Mime), TestContext.Current.CancellationToken),
        ];
        foreach (var mail in mails)
        {
            var html = new HtmlParser().ParseDocument(mail.HtmlBody!);
            Assert.Empty(html.All.Select(element => element.LocalName).Except(AllowedTags));
            Assert.DoesNotContain(html.All.SelectMany(element => element.Attributes), attribute => attribute.Name.StartsWith("on", StringComparison.Ordinal));
            Assert.All(html.QuerySelectorAll("a"), link => Assert.Matches("^(https?|tel|mailto):", link.GetAttribute("href")));
            Assert.All(html.QuerySelectorAll("table"), table => Assert.Equal("presentation", table.GetAttribute("role")));
            Assert.Single(html.QuerySelectorAll("h1"));
            Assert.Empty(mail.Bcc);
            Assert.InRange(new StringInfo(mail.Subject!).LengthInTextElements, 5, "Re: ".Length + AlertStory.SubjectMaxLength);
            Assert.DoesNotContain("\nBcc:", mail.TextBody, StringComparison.Ordinal);
        }
    }

    private static Alert NewAlert(AlertScene scene, AlertKind kind, Guid? leadId, DateTimeOffset now) =>
        new(scene.Site.Id, leadId, scene.Recipient, kind, 1, 1, now, now);

    private static async Task<MimeMessage> ComposeAsync(AlertScene scene, AlertKind kind, LeadStory story)
    {
        var alert = NewAlert(scene, kind, story.LeadId, story.Now);
        await scene.Database.Get<AlertMail>().ComposeAsync(alert, scene.Recipient, story);
        return await MimeMessage.LoadAsync(new MemoryStream(alert.Mime), TestContext.Current.CancellationToken);
    }

    private static async Task<MimeMessage> BundleAsync(AlertScene scene, AlertKind kind, int count, string headline)
    {
        var items = Enumerable.Range(0, count).Select(index =>
        {
            var story = AlertMailTests.Story(scene, headline: headline) with { LeadId = Guid.NewGuid() };
            var assessment = story.Assessment;
            return new BundledAlert(AlertReason.QuietHours, story with
            {
                Assessment = new Assessment(
                    assessment.SiteId, assessment.ConversationId, 7, 99 - count + index, assessment.Category, assessment.Signals, assessment.Contact, "test", story.Now),
            });
        });
        return await BundleAsync(scene, kind, [.. items]);
    }

    private static async Task<MimeMessage> BundleAsync(AlertScene scene, AlertKind kind, IReadOnlyList<BundledAlert> items)
    {
        var now = scene.Clock.GetUtcNow();
        var mail = NewAlert(scene, kind, null, now);
        await scene.Database.Get<AlertMail>().ComposeBundleAsync(
            mail, scene.Recipient, new AlertBundle(scene.Site, AlertSettings.CreateFirst(scene.Site.Id, now), items, now));
        return await MimeMessage.LoadAsync(new MemoryStream(mail.Mime), TestContext.Current.CancellationToken);
    }
}
