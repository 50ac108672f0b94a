using System.Globalization;
using CsvHelper;
using LeadAlerts.Core.Leads;
using LeadAlerts.Core.Members;
using LeadAlerts.Core.Qualification;
using LeadAlerts.Core.Sites;
using LeadAlerts.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace LeadAlerts.Core.Inbox;

/// <summary>Writes leads as a table that spreadsheets open. Safe for use by several threads.</summary>
public sealed class LeadExport(IDbContextFactory<LeadAlertsDbContext> contexts, TimeProvider clock)
{
    /// <summary>The most leads in one file; where there are more, its last line says so.</summary>
    public const int RowsMax = 20_000;

    private const int RowsAtOnce = 500;

    private const int E164DigitsMax = 15;

    private static readonly string[] Times = ["Snoozed until", "Created", "Last activity", "First answered"];

    private static readonly string[] Columns =
        ["Name", "Phone", "E-mail", "Wants", "Score", "Kind", "Status", "Snoozed until", "Assigned to", "Created", "Last activity", "First answered", "Link"];

    /// <summary>Writes the leads that a filter lists, newest activity first: UTF-8 with a byte order mark, no cell that a spreadsheet would run.</summary>
    /// <param name="siteId">The site.</param>
    /// <param name="userId">Whose unread leads the filter means.</param>
    /// <param name="filter">Which leads.</param>
    /// <param name="ids">Only these of them; null for all.</param>
    /// <param name="linkOf">The address of a lead.</param>
    /// <param name="output">Where it is written, as it is read; left open.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <returns>How many leads were written.</returns>
    public async Task<int> WriteAsync(
        Guid siteId, Guid userId, InboxFilter filter, IReadOnlyCollection<Guid>? ids, Func<Guid, string> linkOf, Stream output, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var zoneId = await db.Sites.Where(site => site.Id == siteId).Select(site => site.TimeZone).SingleAsync(cancellationToken);
        var zone = SiteTime.FindZone(zoneId);
        string Local(DateTimeOffset? at) =>
            at is { } instant ? TimeZoneInfo.ConvertTime(instant, zone).ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture) : "";

        await using var csv = CsvWriter.Create(
            output, CsvWriterOptions.Default with { WriteByteOrderMark = true, Injection = CsvInjection.Escape }, leaveOpen: true);
        await csv.WriteRecordAsync(
            [.. Columns.Select(column => Times.Contains(column) ? $"{column} ({zone.Id})" : column)], cancellationToken);
        var now = clock.GetUtcNow();
        var leads = await InboxQueries.FilterAsync(db, siteId, userId, filter, now, cancellationToken);
        if (ids is not null)
        {
            leads = leads.Where(lead => ids.Contains(lead.Id));
        }

        var written = 0;
        for (InboxCursor? after = null; ;)
        {
            var room = Math.Min(RowsAtOnce, RowsMax - written);
            var rows = await ReadAsync(db, leads, after, room + 1, cancellationToken);
            foreach (var row in rows.Take(room))
            {
                csv.WriteField(row.Contact.Name);
                WritePhone(csv, row.Contact.Phone);
                await csv.WriteRecordAsync(
                    [
                        row.Contact.Email ?? "", row.Headline, row.Score.ToString(CultureInfo.InvariantCulture), CriterionNames.Name(row.Category),
                        StatusOf(row.Status), Local(row.SnoozedUntil > now ? row.SnoozedUntil : null), row.Assignee ?? "",
                        Local(row.CreatedAt), Local(row.LastActivityAt), Local(row.FirstAnsweredAt), linkOf(row.Id),
                    ],
                    cancellationToken);
                after = new InboxCursor(row.LastActivityAt, row.Id);
                written++;
            }

            await csv.FlushAsync(cancellationToken);
            if (rows.Count <= room)
            {
                return written;
            }

            if (written >= RowsMax)
            {
                var notice = $"Only the latest {RowsMax.ToString("N0", CultureInfo.InvariantCulture)} leads are in this file. Narrow the view to export the others.";
                await csv.WriteRecordAsync([notice, .. Columns.Skip(1).Select(_ => "")], cancellationToken);
                return written;
            }
        }
    }

    private static async Task<List<Row>> ReadAsync(
        LeadAlertsDbContext db, IQueryable<Lead> leads, InboxCursor? after, int take, CancellationToken cancellationToken)
    {
        if (after is not null)
        {
            var (at, id) = after;
            leads = leads.Where(lead => lead.LastActivityAt <= at && (lead.LastActivityAt < at || lead.Id.CompareTo(id) < 0));
        }

        return await leads
            .OrderByDescending(lead => lead.LastActivityAt).ThenByDescending(lead => lead.Id)
            .Take(take)
            .Select(lead => new Row(
                lead.Id,
                lead.Contact,
                lead.Headline,
                lead.Score,
                lead.Category,
                lead.Status,
                lead.SnoozedUntil,
                db.Users.Named().Where(person => person.Id == lead.AssigneeId)
                    .Select(person => person.Name).FirstOrDefault(),
                lead.CreatedAt,
                lead.LastActivityAt,
                lead.FirstAnsweredAt))
            .ToListAsync(cancellationToken);
    }

    /// <summary>Writes a number of digits after a plus as it is, for no spreadsheet runs it and importers would keep a guard; anything else like every text.</summary>
    private static void WritePhone(CsvWriter csv, string? phone)
    {
        if (phone is ['+', .. { Length: <= E164DigitsMax } digits] && digits.All(char.IsAsciiDigit) && long.TryParse(digits, out var number))
        {
            csv.WriteField(number, $"+{new string('0', digits.Length)}");
        }
        else
        {
            csv.WriteField(phone);
        }
    }

    private static string StatusOf(LeadStatus status) => status == LeadStatus.NotALead ? "Not a lead" : status.ToString();

    private sealed record Row(
        Guid Id,
        VisitorContact Contact,
        string Headline,
        int Score,
        ConversationCategory Category,
        LeadStatus Status,
        DateTimeOffset? SnoozedUntil,
        string? Assignee,
        DateTimeOffset CreatedAt,
        DateTimeOffset LastActivityAt,
        DateTimeOffset? FirstAnsweredAt);
}
