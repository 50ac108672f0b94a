using System.Data.Common;
using System.Globalization;
using System.Text.Json;
using LeadAlerts.Core.Alerts;
using LeadAlerts.Core.Alerts.Deciding;
using LeadAlerts.Core.Alerts.Delivery;
using LeadAlerts.Core.Alerts.Recipients;
using LeadAlerts.Core.Alerts.Settings;
using LeadAlerts.Core.Members;
using LeadAlerts.Core.Qualification;
using LeadAlerts.Core.Sites;
using LeadAlerts.Core.Storage;
using LeadAlerts.Core.Summaries;
using Microsoft.EntityFrameworkCore;

namespace LeadAlerts.Web.Demo;

/// <summary>Fills the database with a crowd of invented leads in plain SQL, many in one commit. No review runs and no mail goes out.</summary>
internal sealed class CrowdWriter(IDbContextFactory<LeadAlertsDbContext> contexts, TimeProvider clock)
{
    private const int LeadsPerCommit = 20_000;

    // Full-text search collects this much before it writes, for the time of the filling.
    private const int IndexBatchBytes = 64 << 20;
    private const int IndexBatchDefault = 1 << 20;

    /// <summary>True when the database holds a site beside the demo's own, and so is somebody's.</summary>
    public async Task<bool> IsInUseAsync(CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.Sites.AnyAsync(site => !site.IsInternal && site.Name != DemoSite.Name, cancellationToken);
    }

    /// <summary>Writes the sites and everything on them.</summary>
    /// <param name="plan">How much.</param>
    /// <param name="ownerId">Who owns every site.</param>
    /// <param name="progress">Is told how many conversations are written.</param>
    /// <param name="cancellationToken">Stops after the present commit; what is written stays.</param>
    public async Task WriteAsync(CrowdPlan plan, Guid ownerId, IProgress<int> progress, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var people = AddPeople(db, plan);
        var sites = AddSites(db, plan, [ownerId, .. people], now.AddDays(-731));
        await db.SaveChangesAsync(cancellationToken);

        await db.Database.OpenConnectionAsync(cancellationToken);
        var connection = db.Database.GetDbConnection();
        Run(connection, $"PRAGMA foreign_keys = OFF; PRAGMA synchronous = OFF; PRAGMA cache_size = -400000; PRAGMA wal_autocheckpoint = 50000; INSERT INTO SearchIndex(SearchIndex, rank) VALUES ('hashsize', {IndexBatchBytes});");
        try
        {
            var chance = new Random(plan.Seed + 1);
            var written = 0;
            foreach (var part in plan.Invent(now).Chunk(LeadsPerCommit))
            {
                cancellationToken.ThrowIfCancellationRequested();
                await using var write = await db.BeginWriteAsync(cancellationToken);
                var statements = new CrowdStatements(connection);
                foreach (var lead in part)
                {
                    Write(statements, lead, sites[lead.Site], [ownerId, .. people], chance);
                }

                await write.CommitAsync(cancellationToken);
                written += part.Length;
                progress.Report(written);
            }
        }
        finally
        {
            Run(connection, $"INSERT INTO SearchIndex(SearchIndex) VALUES ('optimize'); INSERT INTO SearchIndex(SearchIndex, rank) VALUES ('hashsize', {IndexBatchDefault}); PRAGMA foreign_keys = ON; PRAGMA synchronous = FULL; PRAGMA wal_checkpoint(TRUNCATE);");
        }
    }

    private static List<Guid> AddPeople(LeadAlertsDbContext db, CrowdPlan plan)
    {
        var chance = new Random(plan.Seed + 2);
        var people = Enumerable.Range(1, CrowdPlan.Teammates).Select(number =>
        {
            var email = string.Create(CultureInfo.InvariantCulture, $"teammate{number}@crowd.example");
            return new ApplicationUser
            {
                UserName = email,
                NormalizedUserName = email.ToUpperInvariant(),
                Email = email,
                NormalizedEmail = email.ToUpperInvariant(),
                EmailConfirmed = true,
                DisplayName = CrowdWords.Contact(chance, number).Name ?? email,
            };
        }).ToList();
        db.AddRange(people);
        return people.ConvertAll(person => person.Id);
    }

    private static List<CrowdSite> AddSites(LeadAlertsDbContext db, CrowdPlan plan, IReadOnlyList<Guid> members, DateTimeOffset began)
    {
        var sites = new List<CrowdSite>();
        for (var number = 0; number < plan.Sites; number++)
        {
            var trade = CrowdWords.Trades[number % CrowdWords.Trades.Length];
            var site = new Site(CrowdWords.BusinessName(number, trade), "America/Los_Angeles", "US", began.AddSeconds(number));
            site.Describe(new BusinessProfile { Kind = trade.Name }, string.Create(CultureInfo.InvariantCulture, $"https://site{number + 1}.crowd.example"));
            var recipient = new AlertRecipient(site.Id, string.Create(CultureInfo.InvariantCulture, $"owner{number + 1}@crowd.example"), "Owner", began);
            recipient.Confirm(began);
            db.AddRange(site, recipient, AlertSettings.CreateFirst(site.Id, began));
            db.AddRange(members.Select((userId, place) => new Member(site.Id, userId, place == 0 ? MemberRole.Owner : MemberRole.Member, began)));
            sites.Add(new CrowdSite(site.Id, site.WebsiteUrl!, recipient.Id, recipient.Address));
        }

        return sites;
    }

    private static void Write(CrowdStatements into, CrowdLead lead, CrowdSite site, Guid[] people, Random chance)
    {
        var at = Stored(lead.At);
        var last = Stored(lead.At.AddSeconds(30 * (lead.Messages.Length - 1)));
        var (conversation, leadId, count) = (lead.ConversationId, lead.LeadId, lead.Messages.Length);
        var external = string.Create(CultureInfo.InvariantCulture, $"crowd-{lead.Number}");
        into.Conversation.Run(
            conversation, site.Id, "widget", external, site.Website, external, lead.Contact.Name, "en-US", at, last, last, count, count,
            leadId, lead.Score, (int)lead.Category, lead.Headline);
        for (var i = 0; i < count; i++)
        {
            var sentAt = at + (i * 30_000_000L);
            into.Message.Run(
                CrowdPlan.NewId(chance, lead.At.AddSeconds(30 * i)), site.Id, conversation, i + 1,
                string.Create(CultureInfo.InvariantCulture, $"m{i + 1}"), i % 2, lead.Messages[i], sentAt, sentAt);
        }

        var signal = new Signal(Criterion.DescribesNeed, Math.Min(lead.Score, 40), 1, lead.Wish);
        into.Assessment.Run(
            CrowdPlan.NewId(chance, lead.At), site.Id, conversation, count, lead.Score, (int)lead.Category,
            Json<IReadOnlyList<Signal>>([signal]), Json(lead.Contact), "embedded", last, 1, AlertSettings.DefaultThreshold,
            (int)(leadId is null ? AlertVerdict.BelowThreshold : lead.Alerted ? AlertVerdict.Raised : AlertVerdict.AlreadyAlerted));
        into.Summary.Run(
            CrowdPlan.NewId(chance, lead.At), site.Id, conversation, count, lead.Headline,
            Json<IReadOnlyList<SummaryLine>>([new SummaryLine(lead.Headline, 1)]), "[]", "[]",
            Json(new SummaryLine(lead.Messages[0], 1)), "Call back.", "embedded", last);
        if (leadId is { } id)
        {
            WriteLead(into, lead, id, site, people, last, chance);
        }

        into.Document.Run(site.Id, conversation, leadId, string.Join('\n', new[]
        {
            lead.Headline, lead.Contact.Name, lead.Contact.Email, lead.Contact.Phone,
        }.Where(text => text is not null).Concat(lead.Messages)));
    }

    private static void WriteLead(
        CrowdStatements into, CrowdLead lead, Guid id, CrowdSite site, Guid[] people, long last, Random chance)
    {
        long? answered = lead.Status == Core.Leads.LeadStatus.New ? null : last + (chance.Next(2, 3000) * 60_000_000L);
        into.Lead.Run(
            id, site.Id, lead.ConversationId, string.Create(CultureInfo.InvariantCulture, $"crowd-{lead.Number}"),
            lead.Contact.Name, lead.Contact.Email, lead.Contact.Phone, lead.Score, (int)lead.Category, lead.Headline, (int)lead.Status,
            lead.Assignee is { } place ? people[place] : null, lead.SnoozedUntil is { } until ? Stored(until) : null,
            last, last, answered, lead.Status == Core.Leads.LeadStatus.NotALead ? null : answered);
        if (lead.Seen)
        {
            into.View.Run(id, people[0], last);
        }

        if (lead.Note is { } note)
        {
            into.Note.Run(CrowdPlan.NewId(chance, lead.At.AddHours(1)), site.Id, id, people[chance.Next(people.Length)], note, last + 3_600_000_000L);
        }

        if (lead.Alerted)
        {
            var alertId = CrowdPlan.NewId(chance, lead.At);
            var failed = chance.Next(100) < 2;
            var state = failed ? AlertState.Failed : AlertState.Accepted;
            into.Alert.Run(
                alertId, site.Id, id, site.RecipientId, site.Recipient, (int)state, last, last, last, failed ? null : last + 900_000, last + 900_000,
                failed ? "550 No such user" : "250 OK", lead.Headline);
            into.Attempt.Run(
                CrowdPlan.NewId(chance, lead.At), site.Id, alertId, MailSenderStatus.NameOf(null), last, last + 900_000,
                (int)(failed ? AttemptOutcome.Refused : AttemptOutcome.Accepted), failed ? "550 No such user" : "250 OK");
        }
    }

    private static long Stored(DateTimeOffset at) => UtcMicrosecondsConverter.ToMicroseconds(at);

    private static string Json<T>(T value) => JsonSerializer.Serialize(value, JsonSerializerOptions.Web);

    private static void Run(DbConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.CommandTimeout = 0;
        command.ExecuteNonQuery();
    }

    private sealed record CrowdSite(Guid Id, string Website, Guid RecipientId, string Recipient);
}
