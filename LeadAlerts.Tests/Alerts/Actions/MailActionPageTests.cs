using System.Net;
using System.Text.RegularExpressions;
using AngleSharp.Html.Parser;
using LeadAlerts.Core.Alerts;
using LeadAlerts.Core.Alerts.Actions;
using LeadAlerts.Core.Alerts.Mails;
using LeadAlerts.Core.Conversations;
using LeadAlerts.Core.Leads;
using LeadAlerts.Core.Qualification;
using LeadAlerts.Tests.Infrastructure;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using MimeKit;

namespace LeadAlerts.Tests.Alerts.Actions;

public sealed class MailActionPageTests
{
    private static readonly MailActionPurpose[] InMail =
        [MailActionPurpose.Take, MailActionPurpose.Contacted, MailActionPurpose.NotALead, MailActionPurpose.Mute, MailActionPurpose.Stop];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_scanner_that_opens_every_link_of_a_mail_and_of_what_it_finds_changes_nothing()
    {
        await using var app = new LeadAlertsApp();
        var mail = await AddMailAsync(app);
        var scanner = app.Visit();
        var message = await MimeMessage.LoadAsync(new MemoryStream(mail.Alert.Mime), Cancel);
        var waiting = new Queue<string>(
            Regex.Matches(message.TextBody + message.HtmlBody + message.Headers["List-Unsubscribe"], @"http://localhost[^\s""<>]*").Select(match => new Uri(match.Value).PathAndQuery));
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var pages = 0;
        while (waiting.TryDequeue(out var path) && seen.Count < 60)
        {
            if (!seen.Add(path))
            {
                continue;
            }

            using var head = await scanner.SendAsync(new HttpRequestMessage(HttpMethod.Head, path), Cancel);
            using var prefetch = new HttpRequestMessage(HttpMethod.Get, path);
            prefetch.Headers.Add("Sec-Purpose", "prefetch");
            using var early = await scanner.SendAsync(prefetch, Cancel);
            using var response = await scanner.GetAsync(path, Cancel);
            if (!path.StartsWith("/e/", StringComparison.Ordinal))
            {
                continue;
            }

            pages++;
            Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK), (head.StatusCode, response.StatusCode));
            var page = new HtmlParser().ParseDocument(await response.Content.ReadAsStringAsync(Cancel));
            foreach (var link in page.QuerySelectorAll("a[href^='/'], form[action]"))
            {
                // It also asks for what the forms name, but only as scanners do: it does not post.
                waiting.Enqueue(link.GetAttribute("href") ?? link.GetAttribute("action")!);
            }
        }

        Assert.True(pages >= 6, $"{pages} pages");
        await using var db = await app.OpenAsync();
        var lead = await db.Leads.SingleAsync(Cancel);
        var recipient = await db.AlertRecipients.SingleAsync(Cancel);
        Assert.Equal((LeadStatus.New, null, null, null), (lead.Status, lead.ClaimedAt, recipient.MutedUntil, recipient.StoppedAt));
        Assert.Empty(await db.MailActions.ToListAsync(Cancel));
        Assert.Single(await db.Alerts.ToListAsync(Cancel));
    }

    [Fact]
    public async Task A_persons_press_acts_once_shows_it_and_can_be_undone()
    {
        await using var app = new LeadAlertsApp();
        var mail = await AddMailAsync(app);
        foreach (var purpose in InMail)
        {
            var person = app.Visit();
            var path = mail.Path(app, purpose);
            var form = await FormAsync(person, path);
            Assert.Equal(path, form.Action);
            using var press = await person.PostAsync(path, form.Content(), Cancel);
            Assert.Equal((HttpStatusCode.SeeOther, path), (press.StatusCode, press.Headers.Location?.OriginalString));
            using var again = await person.PostAsync(path, form.Content(), Cancel);
            Assert.Equal(HttpStatusCode.SeeOther, again.StatusCode);
            Assert.Equal(1, await CountAsync(app, purpose));

            var undo = await FormAsync(person, path);
            Assert.NotEqual(path, undo.Action);
            Assert.Contains("Undo", undo.Button, StringComparison.Ordinal);
            using var back = await person.PostAsync(undo.Action, undo.Content(), Cancel);
            Assert.Contains("Taken back", await person.GetStringAsync(undo.Action, Cancel), StringComparison.Ordinal);
            Assert.Equal(0, await CountAsync(app, purpose));
        }

        await using var db = await app.OpenAsync();
        var lead = await db.Leads.SingleAsync(Cancel);
        var recipient = await db.AlertRecipients.SingleAsync(Cancel);
        Assert.Equal((LeadStatus.New, null, null, null), (lead.Status, lead.ClaimedAt, recipient.MutedUntil, recipient.StoppedAt));
    }

    [Fact]
    public async Task A_post_that_no_person_made_does_nothing()
    {
        await using var app = new LeadAlertsApp();
        var mail = await AddMailAsync(app);
        foreach (var purpose in InMail)
        {
            var path = mail.Path(app, purpose);
            using var response = await app.Visit().PostAsync(path, new FormUrlEncodedContent([new("List-Unsubscribe", "One-Click")]), Cancel);
            Assert.Equal((HttpStatusCode.SeeOther, path + "?again=true"), (response.StatusCode, response.Headers.Location?.OriginalString));
            Assert.Equal(0, await CountAsync(app, purpose));
        }

        Assert.Contains("Nothing was done yet", await app.Visit().GetStringAsync(mail.Path(app, MailActionPurpose.Take) + "?again=true", Cancel), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_mail_programs_own_button_stops_the_mails_and_nothing_else()
    {
        await using var app = new LeadAlertsApp();
        var mail = await AddMailAsync(app);
        var message = await MimeMessage.LoadAsync(new MemoryStream(mail.Alert.Mime), Cancel);
        Assert.Equal("List-Unsubscribe=One-Click", message.Headers["List-Unsubscribe-Post"]);
        var path = new Uri(message.Headers["List-Unsubscribe"]!.Trim('<', '>')).AbsolutePath;
        static FormUrlEncodedContent OneClick() => new([new("List-Unsubscribe", "One-Click")]);

        Assert.Equal(HttpStatusCode.NotFound, (await app.Visit().PostAsync(mail.Path(app, MailActionPurpose.Take) + "/one-click", OneClick(), Cancel)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await app.Visit().PostAsync("/e/forged/one-click", OneClick(), Cancel)).StatusCode);
        Assert.Contains("Stop these mails?", await app.Visit().GetStringAsync(path, Cancel), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await app.Visit().PostAsync(path, OneClick(), Cancel)).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await app.Visit().PostAsync(path, OneClick(), Cancel)).StatusCode);

        await using var db = await app.OpenAsync();
        Assert.NotNull((await db.AlertRecipients.SingleAsync(Cancel)).StoppedAt);
        Assert.Equal(MailActionPurpose.Stop, Assert.Single(await db.MailActions.ToListAsync(Cancel)).Purpose);
    }

    [Fact]
    public async Task Bad_links_get_a_page_that_helps_and_tells_nothing()
    {
        var clock = new FakeTimeProvider(new DateTimeOffset(2026, 6, 2, 21, 2, 0, TimeSpan.Zero));
        await using var app = new LeadAlertsApp(clock);
        var mail = await AddMailAsync(app);
        var links = app.Services.GetRequiredService<MailActionLinks>();
        var foreign = links.CreateToken(MailActionPurpose.Take, mail.Alert.Id, Guid.NewGuid(), mail.Alert.LeadId!.Value, clock.GetUtcNow());
        var bodies = new List<string>();
        foreach (var token in new[] { "forged", "%E2%82%AC%20", foreign })
        {
            using var response = await app.Visit().GetAsync($"/e/{token}", Cancel);
            Assert.Equal(HttpStatusCode.Gone, response.StatusCode);
            bodies.Add(new HtmlParser().ParseDocument(await response.Content.ReadAsStringAsync(Cancel)).QuerySelector("main")!.TextContent.Trim());
        }

        Assert.Single(bodies.Distinct());
        Assert.Contains("This link does not work", bodies[0], StringComparison.Ordinal);
        var path = mail.Path(app, MailActionPurpose.Take);
        clock.Advance(MailActionLinks.Lifetime);
        using var old = await app.Visit().GetAsync(path, Cancel);
        Assert.Equal(HttpStatusCode.Gone, old.StatusCode);
        Assert.Contains("This link is too old", await old.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
    }

    private static async Task<SentMail> AddMailAsync(LeadAlertsApp app)
    {
        var now = app.Services.GetRequiredService<TimeProvider>().GetUtcNow();
        var (site, _) = await app.AddSiteAsync("Bright Roof");
        var recipient = await app.AddRecipientAsync(site, "owner@brightroof.example");
        var conversation = new Conversation(site.Id, "api", "c1", now);
        var lead = new Lead(site.Id, conversation.Id, null, now);
        lead.RecordReview(86, ConversationCategory.NewEnquiry, "Leaking roof, this week", new VisitorContact("Maria Ortiz"), now);
        var story = AlertMailTests.Story(site, now) with { LeadId = lead.Id };
        var alert = new Alert(site.Id, lead.Id, recipient, AlertKind.New, 1, 1, now, now);
        await app.Services.GetRequiredService<AlertMail>().ComposeAsync(alert, recipient, story);
        alert.Suppress(AlertReason.None, now);
        await using var db = await app.OpenAsync();
        db.AddRange(conversation, lead, alert);
        await db.SaveChangesAsync(Cancel);
        return new SentMail(alert, now);
    }

    private static async Task<PageForm> FormAsync(HttpClient person, string path)
    {
        using var response = await person.GetAsync(path, Cancel);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        var form = new HtmlParser().ParseDocument(await response.Content.ReadAsStringAsync(Cancel)).QuerySelector("main form")!;
        return new PageForm(
            form.GetAttribute("action")!,
            form.QuerySelector("button")!.TextContent,
            [.. form.QuerySelectorAll("input").Select(field => KeyValuePair.Create(field.GetAttribute("name")!, field.GetAttribute("value") ?? ""))]);
    }

    private static async Task<int> CountAsync(LeadAlertsApp app, MailActionPurpose purpose)
    {
        await using var db = await app.OpenAsync();
        return await db.MailActions.CountAsync(action => action.Purpose == purpose && action.EndedAt == null, Cancel);
    }

    private sealed record SentMail(Alert Alert, DateTimeOffset At)
    {
        public string Path(LeadAlertsApp app, MailActionPurpose purpose)
        {
            var subject = purpose is MailActionPurpose.Mute or MailActionPurpose.Stop ? Alert.Id : Alert.LeadId!.Value;
            return app.Services.GetRequiredService<MailActionLinks>().Create(purpose, Alert.Id, Alert.RecipientId, subject, At).AbsolutePath;
        }
    }

    private sealed record PageForm(string Action, string Button, IReadOnlyList<KeyValuePair<string, string>> Fields)
    {
        public FormUrlEncodedContent Content() => new(Fields);
    }
}
