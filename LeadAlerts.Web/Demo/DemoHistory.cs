using LeadAlerts.Core.Alerts;
using LeadAlerts.Core.Alerts.Delivery;
using LeadAlerts.Core.Alerts.Recipients;
using LeadAlerts.Core.Alerts.Settings;
using LeadAlerts.Core.Analytics;
using LeadAlerts.Core.Conversations;
using LeadAlerts.Core.Email;
using LeadAlerts.Core.Knowledge;
using LeadAlerts.Core.Leads;
using LeadAlerts.Core.Qualification.Own;
using LeadAlerts.Core.Refinement;
using LeadAlerts.Core.Reviews;
using LeadAlerts.Core.Sites;
using LeadAlerts.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace LeadAlerts.Web.Demo;

/// <summary>
/// Fills a new installation with the demo site and its last weeks. Every conversation goes through the real review and the real delivery,
/// only at the time when it happened and into the built-in mailbox.
/// </summary>
internal sealed class DemoHistory(
    IServiceProvider services, IDbContextFactory<LeadAlertsDbContext> contexts, DemoSite demo, DataFolder folder, TimeProvider clock)
{
    /// <summary>Whom the demo site's alerts go to: an address that exists nowhere but in the built-in mailbox.</summary>
    public const string Owner = "owner@brightroof.example";

    private static readonly OwnCriterion OwnCriterion = new(Guid.Parse("0190d5a2-6f0e-7c3b-9a51-3d1f5e7b8c24"), "tells of an insurance claim")
    {
        Examples = ["an adjuster is coming", "can you deal with my insurer after the storm?"],
    };

    // What the owner of the demo needed to answer, from the first lead to the second and so on.
    private static readonly TimeSpan[] AnswerTimes =
        [TimeSpan.FromMinutes(6), TimeSpan.FromMinutes(38), TimeSpan.FromHours(2), TimeSpan.FromMinutes(14), TimeSpan.FromHours(17)];

    /// <summary>Makes the demo site, unless there is a site already or the demo is off.</summary>
    public async Task WriteAsync(CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        if (!demo.IsEnabled || await db.Sites.AnyAsync(site => !site.IsInternal, cancellationToken))
        {
            return;
        }

        var now = clock.GetUtcNow();
        var conversations = DemoConversations.Load().OrderByDescending(conversation => conversation.DaysAgo).ToList();
        var began = now.AddDays(-conversations[0].DaysAgo - 1);
        var site = AddSite(db, began);
        db.AddRange(WidgetDays(site, conversations, now));
        await db.SaveChangesAsync(cancellationToken);

        var then = new PastClock(began);
        var review = ActivatorUtilities.CreateInstance<LeadReview>(services, then, ReviewRefinement.None);
        var delivery = ActivatorUtilities.CreateInstance<AlertDelivery>(services, then, new FolderMailSender(folder, then));
        for (var i = 0; i < conversations.Count; i++)
        {
            then.Now = now.AddDays(-conversations[i].DaysAgo);
            var id = await AddConversationAsync(site, $"demo-{i + 1}", conversations[i], then, cancellationToken);
            await review.RunAsync(id, cancellationToken);
            await SendAlertsAsync(delivery, then, TimeSpan.FromMilliseconds(640 + (i * 37 % 900)), cancellationToken);
            await AnswerAsync(id, conversations[i].Outcome, then.Now + AnswerTimes[i % AnswerTimes.Length], now, cancellationToken);
        }
    }

    private static Site AddSite(LeadAlertsDbContext db, DateTimeOffset now)
    {
        var site = new Site(DemoSite.Name, "America/Los_Angeles", "US", now);
        site.Describe(
            new BusinessProfile
            {
                Kind = "Roofing contractor in Oakland, CA",
                Services = "roof repair, roof replacement, leak repair, gutters, skylights, inspections",
                ServiceArea = "Oakland, Berkeley, Alameda, Emeryville, Piedmont, San Leandro, Albany, El Cerrito, Richmond, Hayward",
                OwnPhones = "(510) 555-0100",
                OwnEmails = "brightroof.example",
            },
            "https://brightroof.example");
        var recipient = new AlertRecipient(site.Id, Owner, "Brightroof's owner", now);
        recipient.Confirm(now);
        var shipped = AlertSettings.CreateFirst(site.Id, now);
        var tuned = shipped.Next(AlertSettingsDraft.Of(shipped) with { OwnCriteria = [OwnCriterion] }, savedBy: null, now.AddMinutes(9));
        db.AddRange(site, shipped, tuned, recipient);
        db.AddRange(DemoConversations.LoadKnowledge().Select(entry => new KnowledgeEntry(site.Id, entry.Question, entry.Answer, now)));
        return site;
    }

    /// <summary>How often the widget was seen: so many page views for a chat, with weekends quieter, the same for every demo.</summary>
    private static IEnumerable<WidgetDay> WidgetDays(Site site, List<DemoConversation> conversations, DateTimeOffset now)
    {
        var zone = SiteTime.FindZone(site.TimeZone);
        var chats = conversations.CountBy(told => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(now.AddDays(-told.DaysAgo), zone).DateTime)).ToDictionary();
        var today = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(now, zone).DateTime);
        for (var day = chats.Keys.Min(); day <= today; day = day.AddDays(1))
        {
            var began = chats.GetValueOrDefault(day);
            var isWeekend = day.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday;
            yield return new WidgetDay(site.Id, day, (isWeekend ? 19 : 34) + (began * 11) + (day.DayNumber * 7 % 13), (began * 2) + (day.DayNumber % 3));
        }
    }

    private async Task<Guid> AddConversationAsync(
        Site site, string externalId, DemoConversation told, PastClock then, CancellationToken cancellationToken)
    {
        var start = then.Now;
        var conversation = new Conversation(site.Id, "widget", externalId, start)
        {
            VisitorId = told.VisitorId,
            PageUrl = site.WebsiteUrl + told.Page,
            Referrer = told.Referrer,
            VisitorLocale = "en-US",
        };
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        db.Add(conversation);
        foreach (var message in told.Messages)
        {
            then.Now = start.AddSeconds(message.AfterSeconds);
            var role = message.Role == "visitor" ? MessageRole.Visitor : MessageRole.Bot;
            db.Add(conversation.Append(role, message.Text, then.Now));
        }

        await db.SaveChangesAsync(cancellationToken);
        return conversation.Id;
    }

    private async Task SendAlertsAsync(
        AlertDelivery delivery, PastClock then, TimeSpan latency, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var due = await db.Alerts.Where(alert => alert.State == AlertState.Due).Select(alert => alert.Id).ToListAsync(cancellationToken);
        then.Now += latency;
        foreach (var alertId in due)
        {
            await delivery.SendAsync(alertId, cancellationToken);
        }
    }

    private async Task AnswerAsync(
        Guid conversationId, string? outcome, DateTimeOffset at, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (outcome is null || at > now)
        {
            return;
        }

        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var leadId = await db.Conversations.Where(conversation => conversation.Id == conversationId)
            .Select(conversation => conversation.LeadId).SingleAsync(cancellationToken);
        if (leadId is null)
        {
            return;
        }

        var lead = await db.Leads.SingleAsync(row => row.Id == leadId, cancellationToken);
        lead.SetStatus(Enum.Parse<LeadStatus>(outcome, ignoreCase: true), at);
        await db.SaveChangesAsync(cancellationToken);
    }

    /// <summary>A clock that stands where it is put.</summary>
    private sealed class PastClock(DateTimeOffset now) : TimeProvider
    {
        public DateTimeOffset Now { get; set; } = now;

        public override DateTimeOffset GetUtcNow() => Now;
    }
}
