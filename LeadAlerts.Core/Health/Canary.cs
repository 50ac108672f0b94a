using System.Globalization;
using LeadAlerts.Core.Alerts.Deciding;
using LeadAlerts.Core.Conversations;
using LeadAlerts.Core.Email;
using LeadAlerts.Core.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace LeadAlerts.Core.Health;

/// <summary>
/// Sends a test chat through intake, review and the decision on alerts, once a day, up to the point where a recipient would be mailed; then it
/// tries the mail server as far as it goes without a mail.
/// </summary>
/// <remarks>
/// It waits for the real dispatcher and the real workers, so it fails when they do. Each step is a row: several servers, and one that
/// starts anew, go on with the same run. Not for use by several threads; one instance a server.
/// </remarks>
public sealed partial class Canary(
    IDbContextFactory<LeadAlertsDbContext> contexts,
    CanarySite site,
    ConversationIntake intake,
    IMailSender sender,
    IOptions<HealthOptions> options,
    TimeProvider clock,
    ILogger<Canary> logger)
{
    private const int RunsKept = 60;

    // A lead by every reading, so that a change of the reader does not turn it red.
    private const string Words =
        "Hi, my roof is leaking and I need somebody to repair it this week. How much would it be, and can you come on Thursday? "
        + "Please call me, I'm Casey Canary, (202) 555-0143.";

    private static readonly TimeSpan Recently = TimeSpan.FromHours(1);

    // A mail server that does not answer is asked again so much later, as long as the run has patience.
    private static readonly TimeSpan MailTryPause = TimeSpan.FromMinutes(1);

    private readonly DateTimeOffset _startedAt = clock.GetUtcNow();

    private DateTimeOffset _mailTryAt;

    /// <summary>Looks after the run on its way, or begins one when it is time.</summary>
    /// <returns>True while a run is on its way. When it has just begun, work is due.</returns>
    public async Task<bool> TickAsync(CancellationToken cancellationToken)
    {
        if (options.Value.CanaryEvery <= TimeSpan.Zero)
        {
            return false;
        }

        var now = clock.GetUtcNow();
        CanaryRun? last;
        await using (var db = await contexts.CreateDbContextAsync(cancellationToken))
        {
            last = await db.CanaryRuns.AsNoTracking().OrderByDescending(run => run.Number).FirstOrDefaultAsync(cancellationToken);
        }

        return last is { State: CanaryState.Running } ? await CheckAsync(last, now, cancellationToken)
            : IsDue(last, now) && await TryBeginAsync(last?.Number ?? 0, now, cancellationToken);
    }

    private bool IsDue(CanaryRun? last, DateTimeOffset now)
    {
        var afterStart = now - _startedAt >= options.Value.CanaryAfterStart;
        return last switch
        {
            null => afterStart,
            { State: CanaryState.Failed, FinishedAt: { } at } when now - at >= options.Value.CanaryRetryAfter => true,
            _ when now - last.StartedAt >= options.Value.CanaryEvery => true,
            _ => afterStart && last.StartedAt < _startedAt && now - last.StartedAt >= Recently,
        };
    }

    private async Task<bool> TryBeginAsync(int lastNumber, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var siteId = await site.GetIdAsync(cancellationToken);
        var run = new CanaryRun(lastNumber + 1, now);
        await using (var db = await contexts.CreateDbContextAsync(cancellationToken))
        await using (var write = await db.BeginWriteAsync(cancellationToken))
        {
            if (await db.CanaryRuns.AnyAsync(other => other.Number > lastNumber, cancellationToken))
            {
                // Another server was faster; its run is ours too.
                return true;
            }

            db.Add(run);
            await db.CanaryRuns.Where(other => other.Number <= run.Number - RunsKept).ExecuteDeleteAsync(cancellationToken);
            await db.SaveChangesAsync(cancellationToken);
            await write.CommitAsync(cancellationToken);
        }

        await site.SweepAsync(siteId, cancellationToken);
        var outcome = await intake.ReceiveAsync(
            new IncomingConversation(
                siteId, "api", run.Id.ToString("N"), VisitorProfile.Unknown, [new IncomingMessage("1", MessageRole.Visitor, Words)], Ended: true),
            cancellationToken);
        if (outcome is IntakeOutcome.Received)
        {
            return true;
        }

        await FinishAsync(run.Id, "It could not be stored.", cancellationToken);
        return false;
    }

    /// <returns>True while it goes on.</returns>
    private async Task<bool> CheckAsync(CanaryRun run, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var siteId = await site.GetIdAsync(cancellationToken);
        var externalId = run.Id.ToString("N");
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var chat = await db.Conversations.AsNoTracking()
            .Where(row => row.SiteId == siteId && row.ExternalId == externalId)
            .Select(row => new { row.Id, row.LeadId, row.Score, row.ReviewedThrough })
            .FirstOrDefaultAsync(cancellationToken);
        if (chat is null or { ReviewedThrough: 0 })
        {
            if (now - run.StartedAt < options.Value.CanaryPatience)
            {
                return true;
            }

            var minutes = options.Value.CanaryPatience.TotalMinutes;
            await FinishAsync(
                run.Id,
                chat is null ? "It was never stored."
                : string.Create(CultureInfo.InvariantCulture, $"It was not judged within {minutes:0.#} minutes."),
                cancellationToken);
            return false;
        }

        var verdict = await db.Assessments
            .Where(row => row.SiteId == siteId && row.ConversationId == chat.Id)
            .OrderByDescending(row => row.ThroughSequence)
            .Select(row => row.AlertVerdict)
            .FirstOrDefaultAsync(cancellationToken);
        var problem = chat.LeadId is null ? $"It was not recognised as a lead (score {chat.Score})."

            // Everything speaks for an alert, and there is nobody to get it: as far as it goes without a mail.
            : verdict != (int)AlertVerdict.NoRecipient ? "It became a lead, but no alert would have been raised for it."
            : null;
        if (problem is null)
        {
            if (now < _mailTryAt)
            {
                return true;
            }

            _mailTryAt = now + MailTryPause;
            problem = await FindMailProblemAsync(cancellationToken);
            if (problem is not null && now - run.StartedAt < options.Value.CanaryPatience)
            {
                return true;
            }

            _mailTryAt = DateTimeOffset.MinValue;
        }

        await FinishAsync(run.Id, problem, cancellationToken);
        await site.SweepAsync(siteId, cancellationToken);
        return false;
    }

    private async Task<string?> FindMailProblemAsync(CancellationToken cancellationToken) => await sender.TryOutAsync(cancellationToken) switch
    {
        null => null,
        { Step: MailStep.Sender, Reply: var reply } => $"It became a lead, but the mail server refuses the sender's address: {reply}",
        { Reply: var reply } => $"It became a lead, but no mail could go out: {reply}",
    };

    private async Task FinishAsync(Guid runId, string? problem, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        await using var write = await db.BeginWriteAsync(cancellationToken);
        var run = await db.CanaryRuns.SingleAsync(row => row.Id == runId, cancellationToken);
        if (run.State == CanaryState.Running)
        {
            run.Finish(problem is null ? null : MailText.Shorten(problem, CanaryRun.ProblemMaxLength), clock.GetUtcNow());
            await db.SaveChangesAsync(cancellationToken);
            await write.CommitAsync(cancellationToken);
            Log.Finished(logger, run.Number, run.State, problem);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Information, "Canary {Number}: {State}. {Problem}")]
        public static partial void Finished(ILogger logger, int number, CanaryState state, string? problem);
    }
}
