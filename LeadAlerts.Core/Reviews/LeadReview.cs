using LeadAlerts.Core.Alerts.Deciding;
using LeadAlerts.Core.Alerts.Mails;
using LeadAlerts.Core.Alerts.Raising;
using LeadAlerts.Core.Alerts.Settings;
using LeadAlerts.Core.Conversations;
using LeadAlerts.Core.LanguageModel;
using LeadAlerts.Core.Leads;
using LeadAlerts.Core.Qualification;
using LeadAlerts.Core.Qualification.Acts;
using LeadAlerts.Core.Refinement;
using LeadAlerts.Core.Sites;
using LeadAlerts.Core.Storage;
using LeadAlerts.Core.Summaries;
using LeadAlerts.Core.Webhooks;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace LeadAlerts.Core.Reviews;

/// <summary>Reviews one conversation: assess, summarise, find or make the lead, raise alerts; one transaction.</summary>
/// <remarks>
/// Everything is worked out, and the mails composed, before that transaction begins; it then makes sure that nothing it rests on has
/// changed meanwhile. Safe for use by several threads and several servers: a review is claimed by a token with a lease, which is renewed
/// before a language model is asked, so that what comes after its budget still has most of a lease.
/// </remarks>
public sealed partial class LeadReview(
    IDbContextFactory<LeadAlertsDbContext> contexts,
    SharedCommits commits,
    LeadQualifier qualifier,
    SummaryWriter writer,
    ReviewRefinement refinement,
    AlertSettingsStore settingsStore,
    AlertMail alertMail,
    IOptions<ReviewTimingOptions> timing,
    WebhookOutbox webhooks,
    TimeProvider clock,
    ILogger<LeadReview> logger)
{
    private static readonly Func<LeadAlertsDbContext, Guid, Guid, CancellationToken, Task<Conversation?>> Claimed = EF.CompileAsyncQuery(
        (LeadAlertsDbContext db, Guid conversationId, Guid token, CancellationToken _) =>
            db.Conversations.FirstOrDefault(row => row.Id == conversationId && row.ReviewToken == token));

    private static readonly Func<LeadAlertsDbContext, Guid, CancellationToken, Task<SearchDocument?>> SearchDocumentOf = EF.CompileAsyncQuery(
        (LeadAlertsDbContext db, Guid conversationId, CancellationToken _) =>
            db.SearchDocuments.FirstOrDefault(row => row.ConversationId == conversationId));

    private static readonly Func<LeadAlertsDbContext, Guid, Guid, Guid, int, CancellationToken, Task<Conversation?>> StrongerChat = EF.CompileAsyncQuery(
        (LeadAlertsDbContext db, Guid siteId, Guid leadId, Guid conversationId, int score, CancellationToken _) => db.Conversations.AsNoTracking()
            .Where(row => row.SiteId == siteId && row.LeadId == leadId && row.Id != conversationId && row.Score > score)
            .OrderByDescending(row => row.Score).ThenByDescending(row => row.LastMessageAt).ThenByDescending(row => row.Id)
            .FirstOrDefault());

    private readonly ReviewClaims _claims = new(contexts, commits, timing.Value.Lease, clock);

    /// <summary>Reviews a conversation that is due.</summary>
    /// <returns>The site that changed; null when there was nothing to do (reviewed before, claimed by another).</returns>
    /// <remarks>What goes wrong is noted in the conversation, which is then due again later, and thrown on.</remarks>
    public async Task<Guid?> RunAsync(Guid conversationId, CancellationToken cancellationToken)
    {
        var token = Guid.NewGuid();
        if (!await _claims.TryTakeAsync(conversationId, token))
        {
            return null;
        }

        try
        {
            if (await JudgeAsync(conversationId, token, cancellationToken) is not { } judged)
            {
                return null;
            }

            for (var attempt = 0; attempt < 5; attempt++)
            {
                var draft = await PrepareAsync(judged, cancellationToken);
                switch (await commits.RunAsync(db => SaveAsync(db, draft, token)))
                {
                    case SaveOutcome.Saved:
                        return draft.Site.Id;
                    case SaveOutcome.LostClaim:
                        Log.LostClaim(logger, conversationId);
                        return null;
                    default:
                        // Another conversation of the same visitor made or changed the lead meanwhile: think again.
                        continue;
                }
            }

            throw new InvalidOperationException("The lead kept changing while its conversation was reviewed.");
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            await _claims.ReleaseAsync(conversationId, token);
            throw;
        }
        catch
        {
            if (await _claims.RecordFailureAsync(conversationId, token) is var (attempts, nextDueAt))
            {
                Log.Failed(logger, conversationId, attempts, nextDueAt);
            }

            throw;
        }
    }

    /// <summary>Reads the conversation and forms an opinion of it, once: a language model may be asked, and it costs time and money.</summary>
    private async Task<Judged?> JudgeAsync(Guid conversationId, Guid token, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var found = await ReviewedConversation.FindAsync(contexts, settingsStore, conversationId, token, cancellationToken);
        if (found is null)
        {
            return null;
        }

        var (_, site, settings, _, transcript) = found;
        var acts = ConversationActs.Read(transcript, site.Business, site.Region);
        var criteria = settingsStore.CriteriaOf(settings);
        var assessment = qualifier.Assess(acts, transcript, criteria, site.Business, now);
        var question = new ReviewQuestion(transcript, assessment, criteria, site.Business) { Acts = acts };
        CheckedAnswer? answer = null;
        if (refinement.IsOn && question.MayBeAsked)
        {
            if (!await _claims.TryRenewAsync(conversationId, token, cancellationToken))
            {
                Log.LostClaim(logger, conversationId);
                return null;
            }

            answer = await refinement.FindAnswerAsync(site, question, cancellationToken);
        }

        assessment = ReviewMerge.Assess(question, answer);
        var summary = ReviewMerge.Summarize(writer.Write(acts, transcript, assessment, now), answer);
        return new Judged(found, assessment, summary);
    }

    private async Task<Draft> PrepareAsync(Judged judged, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var ((conversation, site, settings, messages, transcript), assessment, summary) = judged;
        var conversationId = conversation.Id;
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var known = await KnownLeads.FindAsync(db, conversation, assessment.Contact, now, cancellationToken);
        var pasts = await AlertPasts.FindAsync(db, site.Id, known, settings.HotScore, now, cancellationToken);
        var knownVersion = known?.Version;
        var lead = known is null && assessment.Score >= settings.Threshold
            ? new Lead(site.Id, conversationId, conversation.VisitorId, now)
            : known;
        var stronger = known is null ? null : await StrongerChat(db, site.Id, known.Id, conversationId, assessment.Score, cancellationToken);
        if (lead is not null)
        {
            Record(lead, stronger, assessment, summary, now);
        }

        var qualifiedAt = messages.Where(message => message.Role == MessageRole.Visitor).Max(message => (DateTimeOffset?)message.ReceivedAt);
        var story = new LeadStory(
            site, settings, conversation, transcript, assessment, summary, lead?.Id, lead?.Contact ?? assessment.Contact, qualifiedAt ?? now, now);
        var senderLeads = lead is null ? 0 : await CountSenderAsync(db, conversation, lead.Id, now, cancellationToken);
        var of = new AlertCase(
            site.Plan,
            settings,
            SiteTime.FindZone(site.TimeZone),
            site.AlertsMutedUntil,
            LeadEvent.Of(story, story.Contact, known is null ? null : LeadStanding.Of(known)) with { SenderLeads = senderLeads },
            pasts.Recipients);
        var decision = AlertPolicy.Decide(of, now);
        assessment.RecordVerdict(settings.Version, settings.Threshold, (int)decision.Verdict);
        var alerts = lead is null ? AlertDrafts.None(now) : await AlertDrafts.ComposeAsync(alertMail, decision, pasts, story);
        return new Draft(
            site, conversation, transcript, assessment, summary, settings, lead, knownVersion, stronger, alerts, now);
    }

    private static async Task<int> CountSenderAsync(
        LeadAlertsDbContext db, Conversation conversation, Guid leadId, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (conversation.NetworkHash is not { } hash)
        {
            return 0;
        }

        var since = now - AlertPolicy.BurstWindow;
        return await (
            from other in db.Leads
            join first in db.Conversations on other.FirstConversationId equals first.Id
            where other.SiteId == conversation.SiteId && other.Id != leadId && other.CreatedAt > since
                && first.SiteId == conversation.SiteId && first.NetworkHash == hash
            select other.Id).CountAsync(cancellationToken);
    }

    /// <summary>Lets the strongest of its chats tell the lead's story: who comes back for less adds to the contact, but takes no story away.</summary>
    private static void Record(Lead lead, Conversation? stronger, Assessment assessment, ConversationSummary summary, DateTimeOffset now)
    {
        if (stronger is { Score: { } score, Category: { } category, Headline: { } headline })
        {
            lead.RecordReview(score, (ConversationCategory)category, headline, assessment.Contact, now);
        }
        else
        {
            lead.RecordReview(assessment.Score, assessment.Category, summary.Headline, assessment.Contact, now);
        }
    }

    private async Task<SaveOutcome> SaveAsync(LeadAlertsDbContext db, Draft draft, Guid token)
    {
        var cancellationToken = CancellationToken.None;
        var conversation = await Claimed(db, draft.Conversation.Id, token, cancellationToken);
        if (conversation is null)
        {
            return SaveOutcome.LostClaim;
        }

        var known = draft.KnownLeadVersion is null ? null : await KnownLeads.FindAgainAsync(db, draft.Lead!, cancellationToken);
        if (conversation.LeadId != draft.Conversation.LeadId
            || known?.Version != draft.KnownLeadVersion
            || (known is null && await KnownLeads.IsKnownAsync(db, conversation, draft.Assessment.Contact, draft.Now, cancellationToken)))
        {
            return SaveOutcome.Outdated;
        }

        if (known is not null)
        {
            // Its version is the one that was prepared for, and with it its other chats.
            Record(known, draft.Stronger, draft.Assessment, draft.Summary, draft.Now);
        }
        else if (draft.Lead is not null)
        {
            db.Leads.Add(draft.Lead);
        }

        await webhooks.HearAsync(db, (known ?? draft.Lead) is { } told ? [told] : [], draft.Now, cancellationToken);
        db.Assessments.Add(draft.Assessment);
        db.Summaries.Add(draft.Summary);
        if (!await draft.Alerts.AddToAsync(db, cancellationToken))
        {
            return SaveOutcome.Outdated;
        }

        if ((known ?? draft.Lead) is { } lead)
        {
            draft.Alerts.PlanEscalation(lead, draft.Settings, SiteTime.FindZone(draft.Site.TimeZone));
        }

        await WriteSearchDocumentAsync(db, draft, cancellationToken);
        conversation.RecordReview(
            draft.Transcript.ThroughSequence, draft.Assessment.Score, (int)draft.Assessment.Category, draft.Summary.Headline, draft.Lead?.Id);
        await db.SaveChangesAsync(cancellationToken);
        return SaveOutcome.Saved;
    }

    private static async Task WriteSearchDocumentAsync(LeadAlertsDbContext db, Draft draft, CancellationToken cancellationToken)
    {
        var contact = draft.Assessment.Contact;
        var body = string.Join(
            '\n',
            new[]
            {
                draft.Summary.Headline, contact.Name, contact.Email, contact.Phone,
                draft.Conversation.VisitorName, draft.Conversation.VisitorEmail, draft.Conversation.VisitorPhone,
            }
            .Concat(draft.Transcript.Lines.Select(line => line.Text))
            .Where(text => !string.IsNullOrWhiteSpace(text)));
        var document = await SearchDocumentOf(db, draft.Conversation.Id, cancellationToken);
        if (document is null)
        {
            db.SearchDocuments.Add(new SearchDocument(draft.Site.Id, draft.Conversation.Id, body));
        }
        else
        {
            document.Rewrite(body);
        }
    }

    private enum SaveOutcome
    {
        Saved,
        LostClaim,
        Outdated,
    }

    private sealed record Judged(ReviewedConversation Of, Assessment Assessment, ConversationSummary Summary);

    private sealed record Draft(
        Site Site,
        Conversation Conversation,
        Transcript Transcript,
        Assessment Assessment,
        ConversationSummary Summary,
        AlertSettings Settings,
        Lead? Lead,
        int? KnownLeadVersion,
        Conversation? Stronger,
        AlertDrafts Alerts,
        DateTimeOffset Now);

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "Review of conversation {ConversationId} lost its claim: another worker has taken it over")]
        public static partial void LostClaim(ILogger logger, Guid conversationId);

        [LoggerMessage(LogLevel.Warning, "Review of conversation {ConversationId} failed for the {Attempts}th time; next at {NextDueAt}")]
        public static partial void Failed(ILogger logger, Guid conversationId, int attempts, DateTimeOffset? nextDueAt);
    }
}
