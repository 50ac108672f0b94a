using LeadAlerts.Core.Alerts.Settings;
using LeadAlerts.Core.Leads;
using LeadAlerts.Core.Members;
using LeadAlerts.Core.Sites;
using LeadAlerts.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace LeadAlerts.Core.Alerts.Feedback;

/// <summary>How right a site's alerts were in a month.</summary>
/// <param name="Month">The month's first day, in the site's time.</param>
/// <param name="Accuracy">How right they were.</param>
public sealed record MonthlyAccuracy(DateOnly Month, Accuracy Accuracy);

/// <summary>What the answers about a site's alerts come to.</summary>
/// <param name="Overall">Over <see cref="FeedbackQueries.Days"/> days.</param>
/// <param name="Months">Month by month, the latest first; months without an answer are left out.</param>
/// <param name="Proposal">A better threshold; null when there is none, or its owner does not want it.</param>
public sealed record FeedbackReport(Accuracy Overall, IReadOnlyList<MonthlyAccuracy> Months, ThresholdProposal? Proposal);

/// <summary>Reads what people said of a site's alerts, and what would have been better. Safe for use by several threads.</summary>
public sealed class FeedbackQueries(IDbContextFactory<LeadAlertsDbContext> contexts, TimeProvider clock)
{
    /// <summary>How far back answers count, in days.</summary>
    public const int Days = 180;

    // So many more answers make a proposal that was not wanted worth another look.
    private const int AnswersUntilAgain = 5;

    // Bounded for the busiest site; the latest count.
    private const int SampleMax = 5000;

    /// <summary>Reads it.</summary>
    public async Task<FeedbackReport> ReadAsync(Guid siteId, CancellationToken cancellationToken)
    {
        var since = clock.GetUtcNow().AddDays(-Days);
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var threshold = await db.AlertSettings
            .Where(settings => settings.SiteId == siteId)
            .OrderByDescending(settings => settings.Version)
            .Select(settings => (int?)settings.Threshold)
            .FirstOrDefaultAsync(cancellationToken) ?? AlertSettings.DefaultThreshold;
        var answers = await ReadAnswersAsync(db, siteId, since, cancellationToken);
        var unanswered = await db.Conversations
            .Where(chat => chat.SiteId == siteId && chat.StartedAt >= since && chat.LeadId == null && chat.Score > 0 && chat.Score < threshold
                && !db.LeadFeedback.Any(said => said.SiteId == siteId && said.ConversationId == chat.Id))
            .OrderByDescending(chat => chat.StartedAt)
            .Take(SampleMax)
            .Select(chat => chat.Score!.Value)
            .ToListAsync(cancellationToken);
        var proposal = ThresholdProposal.Find(answers, threshold, unanswered);
        if (proposal is not null
            && await db.DismissedProposals.AsNoTracking().FirstOrDefaultAsync(row => row.SiteId == siteId, cancellationToken) is { } dismissed
            && dismissed.Threshold == proposal.Threshold
            && answers.Count < dismissed.Answers + AnswersUntilAgain)
        {
            proposal = null;
        }

        var zone = await db.Sites.Where(site => site.Id == siteId).Select(site => site.TimeZone).FirstOrDefaultAsync(cancellationToken);
        var months = answers
            .GroupBy(answer => MonthOf(SiteTime.ToLocal(answer.At, zone ?? "UTC")))
            .OrderByDescending(group => group.Key)
            .Select(group => new MonthlyAccuracy(group.Key, Accuracy.Of(group)))
            .ToList();
        return new FeedbackReport(Accuracy.Of(answers), months, proposal);
    }

    /// <summary>Notes that an owner does not want a proposal; it comes back only when more answers bear it out.</summary>
    /// <returns>False when the person does not own the site.</returns>
    public async Task<bool> DismissAsync(Guid siteId, Guid userId, ThresholdProposal proposal, int answers, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        await using var write = await db.BeginWriteAsync(cancellationToken);
        if (!await db.IsOwnerAsync(siteId, userId, cancellationToken))
        {
            return false;
        }

        var now = clock.GetUtcNow();
        var dismissed = await db.DismissedProposals.FirstOrDefaultAsync(row => row.SiteId == siteId, cancellationToken);
        if (dismissed is null)
        {
            db.Add(new DismissedProposal(siteId, proposal.Threshold, answers, userId, now));
        }
        else
        {
            dismissed.Note(proposal.Threshold, answers, userId, now);
        }

        await db.SaveChangesAsync(cancellationToken);
        await write.CommitAsync(cancellationToken);
        return true;
    }

    private static DateOnly MonthOf(DateTimeOffset local) => new(local.Year, local.Month, 1);

    private static async Task<List<Answer>> ReadAnswersAsync(
        LeadAlertsDbContext db, Guid siteId, DateTimeOffset since, CancellationToken cancellationToken)
    {
        var said = await db.LeadFeedback.AsNoTracking()
            .Where(row => row.SiteId == siteId && row.GivenAt >= since)
            .OrderByDescending(row => row.GivenAt)
            .Take(SampleMax)
            .ToListAsync(cancellationToken);

        // Who works a lead says by that that it was one; of those marked as none before answers were kept, the mark is the answer.
        var worked = await db.Leads
            .Where(lead => lead.SiteId == siteId && lead.FirstAnsweredAt >= since
                && lead.Status != LeadStatus.New
                && (lead.Status != LeadStatus.NotALead || !db.LeadFeedback.Any(row => row.SiteId == siteId && row.LeadId == lead.Id)))
            .OrderByDescending(lead => lead.FirstAnsweredAt)
            .Take(SampleMax)
            .Select(lead => new
            {
                At = lead.FirstAnsweredAt!.Value,
                lead.Score,
                lead.Status,
                Highest = (
                    from assessment in db.Assessments
                    join chat in db.Conversations on assessment.ConversationId equals chat.Id
                    where chat.SiteId == siteId && chat.LeadId == lead.Id
                    select (int?)assessment.Score).Max(),
            })
            .ToListAsync(cancellationToken);
        return
        [
            .. said.Select(row => new Answer(row.Score, row.Score >= row.Threshold, row.Verdict == FeedbackVerdict.WasALead, row.GivenAt)),
            .. worked.Select(lead => new Answer(lead.Highest ?? lead.Score, Told: true, IsLead: lead.Status != LeadStatus.NotALead, lead.At)),
        ];
    }
}
