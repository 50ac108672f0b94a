using LeadAlerts.Core.Alerts.Deciding;
using LeadAlerts.Core.Alerts.Recipients;
using LeadAlerts.Core.Leads;
using LeadAlerts.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace LeadAlerts.Core.Alerts.Raising;

/// <summary>What a site's recipients were told of one lead so far.</summary>
/// <param name="Recipients">Each recipient's past, in the order in which they were added.</param>
/// <param name="FirstSubjects">The subject of the first mail about the lead, by recipient.</param>
/// <param name="Sequences">The last number used, by recipient and kind.</param>
internal sealed record AlertPasts(
    IReadOnlyList<RecipientPast> Recipients,
    IReadOnlyDictionary<Guid, string> FirstSubjects,
    IReadOnlyDictionary<(Guid RecipientId, AlertKind Kind), int> Sequences)
{
    private static readonly AlertKind[] Telling = [AlertKind.New, AlertKind.Update, AlertKind.Escalation];

    private static readonly Func<LeadAlertsDbContext, Guid, IAsyncEnumerable<AlertRecipient>> RecipientsOf = EF.CompileAsyncQuery(
        (LeadAlertsDbContext db, Guid siteId) => db.AlertRecipients.AsNoTracking()
            .Where(recipient => recipient.SiteId == siteId)
            .OrderBy(recipient => recipient.AddedAt)
            .ThenBy(recipient => recipient.Id)
            .AsQueryable());

    /// <summary>Reads them.</summary>
    /// <param name="db">Where they are stored.</param>
    /// <param name="siteId">The site.</param>
    /// <param name="lead">The lead as it was stored before this review; null when there is none yet.</param>
    /// <param name="hotScore">The site's hot score.</param>
    /// <param name="now">When, UTC.</param>
    /// <param name="cancellationToken">Ends the queries.</param>
    public static async Task<AlertPasts> FindAsync(
        LeadAlertsDbContext db, Guid siteId, Lead? lead, int hotScore, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var recipients = await RecipientsOf(db, siteId).ToListAsync(cancellationToken);
        List<Row> rows = lead is null ? [] : await (
            from alert in db.Alerts
            where alert.SiteId == siteId && alert.LeadId == lead.Id
            join bundle in db.Alerts on alert.BundleId equals (Guid?)bundle.Id into bundles
            from bundle in bundles.DefaultIfEmpty()
            select new Row(
                alert.Id, alert.RecipientId, alert.Kind, alert.Sequence, alert.State, alert.Reason, alert.Told,
                alert.QueuedAt ?? alert.FinishedAt ?? alert.RaisedAt, alert.RaisedAt, alert.DueAt, alert.Subject,
                bundle == null ? null : bundle.State, bundle == null ? null : bundle.Reason))
            .ToListAsync(cancellationToken);
        var hours = await RecipientHours.FindAsync(db, siteId, now, cancellationToken);

        // Mails of an earlier version do not say what they told: all that is known by now.
        var unsaid = lead is null ? null
            : new LeadFacts(lead.Score, lead.Contact.Email, lead.Contact.Phone, Urgent: true, AsksToBook: true, lead.Score >= hotScore, Withdrew: false);
        return new AlertPasts(
            [
                .. recipients.Select(recipient => Past(recipient, [.. rows.Where(row => row.RecipientId == recipient.Id)], unsaid) with
                {
                    Hour = hours.GetValueOrDefault(recipient.Id, RecipientHour.Quiet),
                }),
            ],
            rows.Where(row => row.Kind == AlertKind.New && row.Subject.Length > 0)
                .GroupBy(row => row.RecipientId)
                .ToDictionary(group => group.Key, group => group.MinBy(row => row.RaisedAt)!.Subject),
            rows.GroupBy(row => (row.RecipientId, row.Kind)).ToDictionary(group => group.Key, group => group.Max(row => row.Sequence)));
    }

    /// <summary>The next number of a kind of mail about the lead to a recipient.</summary>
    public int NextSequence(Guid recipientId, AlertKind kind) => Sequences.GetValueOrDefault((recipientId, kind)) + 1;

    private static RecipientPast Past(AlertRecipient recipient, IReadOnlyList<Row> rows, LeadFacts? unsaid)
    {
        var telling = rows.Where(row => Telling.Contains(row.Kind)).ToList();
        var gone = telling
            .Where(row => row.Fate is AlertState.Due or AlertState.Sending or AlertState.Accepted or AlertState.Unknown or AlertState.Bundled)
            .ToList();
        var failed = telling.Where(row => row.Fate == AlertState.Failed).ToList();

        // A reminder may have waited while an update passed it: what was raised last knows the most.
        var last = gone.Concat(failed).OrderBy(row => row.RaisedAt).ThenBy(row => row.At).LastOrDefault();
        var held = telling.Where(row => row.Fate == AlertState.Held).OrderBy(row => row.RaisedAt).ToList();
        var waiting = held.FindLast(row => row.Kind != AlertKind.Escalation);
        var leftOut = telling.Where(row => row.Fate == AlertState.Suppressed).OrderBy(row => row.RaisedAt).LastOrDefault();
        return new RecipientPast(recipient)
        {
            Told = last is null ? null : last.Told ?? unsaid,
            ToldAt = last is null ? null : gone.Concat(failed).Max(row => row.At),
            Unreached = gone.Count == 0 && failed.Count > 0,
            Waiting = waiting is null ? null : new WaitingAlert(waiting.Id, waiting.Kind, waiting.Told ?? unsaid!, waiting.DueAt),
            ReminderDueAt = held.Find(row => row.Kind == AlertKind.Escalation)?.DueAt,
            LeftOut = leftOut?.Why ?? AlertReason.None,
        };
    }

    private sealed record Row(
        Guid Id, Guid RecipientId, AlertKind Kind, int Sequence, AlertState State, AlertReason Reason, LeadFacts? Told,
        DateTimeOffset At, DateTimeOffset RaisedAt, DateTimeOffset DueAt, string Subject, AlertState? BundleState, AlertReason? BundleReason)
    {
        private bool IsBundleLost => State == AlertState.Bundled && BundleState is AlertState.Failed or AlertState.Suppressed;

        /// <summary>What became of it, or of the mail that was to tell it with others.</summary>
        public AlertState Fate => IsBundleLost ? BundleState!.Value : State;

        /// <summary>Why it was not told.</summary>
        public AlertReason Why => IsBundleLost ? BundleReason!.Value : Reason;
    }
}
