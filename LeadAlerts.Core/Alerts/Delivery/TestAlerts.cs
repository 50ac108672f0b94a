using LeadAlerts.Core.Alerts.Mails;
using LeadAlerts.Core.Alerts.Settings;
using LeadAlerts.Core.Conversations;
using LeadAlerts.Core.Qualification;
using LeadAlerts.Core.Sites;
using LeadAlerts.Core.Storage;
using LeadAlerts.Core.Summaries;
using Microsoft.EntityFrameworkCore;

namespace LeadAlerts.Core.Alerts.Delivery;

/// <summary>What became of the wish for a test alert.</summary>
public abstract record TestAlertOutcome
{
    private TestAlertOutcome()
    {
    }

    /// <summary>The test is on its way: the alert's row tells the rest.</summary>
    public sealed record Raised(Guid AlertId) : TestAlertOutcome;

    /// <summary>The site is not on the free plan, so no alert would go out.</summary>
    public sealed record NotFreePlan : TestAlertOutcome;

    /// <summary>The recipient has not confirmed the address, has stopped the mails, or is not of this site.</summary>
    public sealed record NotActive : TestAlertOutcome;
}

/// <summary>Raises test alerts through the same outbox as real ones. Safe for use by several threads.</summary>
public sealed class TestAlerts(
    IDbContextFactory<LeadAlertsDbContext> contexts, AlertSettingsStore settingsStore, AlertMail alertMail, TimeProvider clock)
{
    /// <summary>Raises a test alert with a made-up lead; signal that work is due afterwards.</summary>
    public async Task<TestAlertOutcome> SendAsync(Guid siteId, Guid recipientId, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var site = await db.Sites.AsNoTracking().FirstOrDefaultAsync(row => row.Id == siteId, cancellationToken);
        var recipient = await db.AlertRecipients.AsNoTracking()
            .FirstOrDefaultAsync(row => row.Id == recipientId && row.SiteId == siteId, cancellationToken);
        if (site is null || recipient is not { IsActive: true })
        {
            return new TestAlertOutcome.NotActive();
        }

        if (site.Plan != SitePlan.Free)
        {
            return new TestAlertOutcome.NotFreePlan();
        }

        var settings = await settingsStore.GetAsync(siteId, cancellationToken);
        var alert = new Alert(siteId, leadId: null, recipient, AlertKind.Test, sequence: 1, settings.Version, qualifiedAt: now, now);
        await alertMail.ComposeAsync(alert, recipient, Sample(site, settings, now));
        db.Alerts.Add(alert);
        await db.SaveChangesAsync(cancellationToken);
        return new TestAlertOutcome.Raised(alert.Id);
    }

    private static LeadStory Sample(Site site, AlertSettings settings, DateTimeOffset now)
    {
        var conversation = new Conversation(site.Id, "test", "test", now) { PageUrl = $"{site.WebsiteUrl ?? "https://example.com"}/contact" };
        (MessageRole Role, string Text, int SecondsAgo)[] said =
        [
            (MessageRole.Visitor, "Hi, do you have time this week? It is rather urgent.", 95),
            (MessageRole.Bot, "Thank you for asking! What can we do for you, and how can we reach you?", 90),
            (MessageRole.Visitor, "I need a quote, ideally a visit on Thursday after 3 pm. Budget is around $2,000.", 40),
            (MessageRole.Visitor, "I'm Maria Sample, 202-555-0142.", 10),
        ];
        var lines = said.Select((line, index) => new TranscriptLine(index + 1, line.Role, line.Text, now.AddSeconds(-line.SecondsAgo))).ToList();
        foreach (var line in lines)
        {
            conversation.Append(line.Role, line.Text, line.SentAt);
        }

        var contact = new VisitorContact("Maria Sample", Email: null, Phone: "+12025550142");
        Signal[] signals =
        [
            new(Criterion.GaveContact, 25, 4, "202-555-0142"), new(Criterion.WantsToBook, 20, 3, "a visit on Thursday"),
            new(Criterion.AsksPrice, 15, 3, "I need a quote"), new(Criterion.NamesTimeline, 12, 3, "Thursday after 3 pm"),
            new(Criterion.NamesBudgetOrQuantity, 10, 3, "around $2,000"), new(Criterion.UrgentNeed, 10, 1, "rather urgent"),
        ];
        return new LeadStory(
            site,
            settings,
            conversation,
            new Transcript(site.Id, conversation.Id, lines, VisitorProfile.Unknown, conversation.PageUrl),
            new Assessment(site.Id, conversation.Id, 4, 92, ConversationCategory.NewEnquiry, signals, contact, "test", now),
            new ConversationSummary(site.Id, conversation.Id, 4, "Wants a quote and a visit this week", "test", now)
            {
                Wants = [new SummaryLine("A quote, and a visit on Thursday after 3 pm", 3)],
                Timeline = new SummaryLine("Thursday after 3 pm", 3),
                Budget = new SummaryLine("around $2,000", 3),
                Quote = new SummaryLine("I need a quote, ideally a visit on Thursday after 3 pm.", 3),
                NextStep = "Call Maria and offer Thursday afternoon.",
            },
            LeadId: null,
            contact,
            now,
            now);
    }
}
