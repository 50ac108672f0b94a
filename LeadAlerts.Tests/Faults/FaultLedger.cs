using System.Text;
using LeadAlerts.Core.Alerts;
using LeadAlerts.Core.Alerts.Delivery;
using Microsoft.EntityFrameworkCore;
using MimeKit;

namespace LeadAlerts.Tests.Faults;

/// <summary>What three ledgers say of a run: what was acknowledged to senders, what the product meant to send, what the mail server accepted.</summary>
internal sealed record FaultLedger
{
    /// <summary>Messages that were answered with 202.</summary>
    public required int Acknowledged { get; init; }

    /// <summary>Alerts that the product raised.</summary>
    public required int Intended { get; init; }

    /// <summary>Mails that the mail server accepted, twice counted twice.</summary>
    public required int Accepted { get; init; }

    /// <summary>Alerts that the mail server refused for good, and says so.</summary>
    public required int Refused { get; init; }

    /// <summary>Alerts that stay unknown, visibly, after two mails without an answer.</summary>
    public required int Unknown { get; init; }

    /// <summary>Alerts that arrived twice, byte for byte the same, after an ambiguity that is on record.</summary>
    public required int DoubledAsLogged { get; init; }

    /// <summary>Attempts by how they ended.</summary>
    public required IReadOnlyDictionary<AttemptOutcome, int> Attempts { get; init; }

    /// <summary>Everything that breaks a promise; empty when all hold.</summary>
    public required IReadOnlyList<string> Violations { get; init; }

    public static async Task<FaultLedger> ReadAsync(Stage stage, IReadOnlyCollection<int> acknowledged, CancellationToken cancellationToken)
    {
        await using var db = await stage.OpenAsync(cancellationToken);
        var stored = await db.Conversations.Select(conversation => conversation.ExternalId).ToListAsync(cancellationToken);
        var alerts = await db.Alerts.AsNoTracking().ToListAsync(cancellationToken);
        var attempts = await db.AlertAttempts.AsNoTracking().ToListAsync(cancellationToken);
        var raised = await (
            from conversation in db.Conversations
            join lead in db.Leads on conversation.LeadId equals lead.Id
            join alert in db.Alerts on lead.Id equals alert.LeadId
            select new { conversation.ExternalId, alert.RecipientId, alert.Kind }).ToListAsync(cancellationToken);
        var mails = stage.Smtp.Accepted.Select(bytes => (Bytes: Encoding.Latin1.GetString(bytes), Message: MimeMessage.Load(new MemoryStream(bytes)))).ToList();
        var copies = mails.ToLookup(mail => mail.Message.MessageId ?? "none");
        var known = alerts.ToDictionary(alert => alert.MessageId);
        List<string> violations =
        [
            .. acknowledged.Select(number => $"lead-{number}").Except(stored).Select(id => $"lost: {id} was acknowledged and is not stored"),
            .. acknowledged.Select(number => $"lead-{number}").Except(raised.Select(row => row.ExternalId)).Select(id => $"lost: {id} has no alert"),
            .. raised.GroupBy(row => row).Where(group => group.Count() > 1).Select(group => $"doubled: {group.Key.ExternalId} was raised {group.Count()} times"),
            .. mails.Where(mail => !known.TryGetValue(mail.Message.MessageId ?? "", out var alert)
                    || !mail.Message.To.Mailboxes.Select(mailbox => mailbox.Address).SequenceEqual([alert.RecipientAddress]))
                .Select(mail => $"foreign: {mail.Message.MessageId} to {mail.Message.To}"),
        ];
        foreach (var alert in alerts)
        {
            var arrived = copies[alert.MessageId].ToList();
            var own = attempts.Where(attempt => attempt.AlertId == alert.Id).ToList();
            if (alert.State is not (AlertState.Accepted or AlertState.Failed or AlertState.Unknown))
            {
                violations.Add($"idle: {alert.Id} is {alert.State}");
            }
            else if (alert.State == AlertState.Accepted && arrived.Count == 0)
            {
                violations.Add($"lost: {alert.Id} counts as accepted, and the mail server never took it");
            }
            else if (alert.State == AlertState.Failed && !own.Exists(attempt => attempt.Outcome == AttemptOutcome.Refused))
            {
                violations.Add($"lost: {alert.Id} failed though nobody refused it: {alert.Reply}");
            }

            if (arrived.Count > (alert.ResentAfterUnknown ? 2 : 1) || arrived.Select(copy => copy.Bytes).Distinct().Count() > 1)
            {
                violations.Add($"doubled: {alert.Id} arrived {arrived.Count} times, resent on record: {alert.ResentAfterUnknown}");
            }
        }

        return new FaultLedger
        {
            Acknowledged = acknowledged.Count,
            Intended = alerts.Count,
            Accepted = mails.Count,
            Refused = alerts.Count(alert => alert.State == AlertState.Failed),
            Unknown = alerts.Count(alert => alert.State == AlertState.Unknown),
            DoubledAsLogged = alerts.Count(alert => copies[alert.MessageId].Count() == 2 && alert.ResentAfterUnknown),
            Attempts = attempts.CountBy(attempt => attempt.Outcome).ToDictionary(),
            Violations = violations,
        };
    }
}
