using LeadAlerts.Core.Inbox;
using LeadAlerts.Core.Leads;
using LeadAlerts.Core.Members;
using LeadAlerts.Tests.Infrastructure;
using LeadAlerts.Web.Demo;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace LeadAlerts.Tests.Demo;

public sealed class CrowdWriterTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 23, 12, 0, 0, TimeSpan.Zero);
    private static readonly CrowdPlan Plan = new(Leads: 200, Sites: 4, Largest: 120);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public void The_same_seed_invents_the_same_people_and_another_seed_others()
    {
        var once = Plan.Invent(Now).Select(Told).ToList();

        Assert.Equal(once, Plan.Invent(Now).Select(Told));
        Assert.NotEqual(once, (Plan with { Seed = 1 }).Invent(Now).Select(Told));
        Assert.Equal(200, Plan.Invent(Now).Count(lead => lead.LeadId is not null));

        static string Told(CrowdLead lead) =>
            $"{lead.Number} {lead.Site} {lead.At:O} {lead.LeadId} {lead.Contact} {lead.Status} {lead.Score} {string.Join('|', lead.Messages)} {lead.Note}";
    }

    [Fact]
    public async Task Every_lead_opens_and_is_found_by_what_it_says()
    {
        await using var database = await TestDatabase.CreateAsync(new FakeTimeProvider(Now));
        var writer = ActivatorUtilities.CreateInstance<CrowdWriter>(database.Services);
        var owner = new ApplicationUser { UserName = "me@example.com", NormalizedUserName = "ME@EXAMPLE.COM", Email = "me@example.com" };
        await using (var before = await database.OpenAsync())
        {
            before.Add(owner);
            await before.SaveChangesAsync(Cancel);
        }

        Assert.False(await writer.IsInUseAsync(Cancel));
        await writer.WriteAsync(Plan, owner.Id, new Progress<int>(), Cancel);
        Assert.True(await writer.IsInUseAsync(Cancel));

        await using var db = await database.OpenAsync();
        var leads = await db.Leads.AsNoTracking().ToListAsync(Cancel);
        Assert.Equal(200, leads.Count);
        Assert.InRange(leads.GroupBy(lead => lead.SiteId).Max(site => site.Count()), 90, 150);
        var notes = 0;
        foreach (var lead in leads)
        {
            var detail = (await database.Get<LeadQueries>().FindLeadAsync(lead.SiteId, lead.Id, Cancel))!;
            var chat = Assert.Single(detail.Chats);
            var conversation = (await database.Get<ConversationQueries>().FindAsync(lead.SiteId, chat.Id, Cancel))!;
            Assert.Equal((lead.Score, lead.Headline, lead.Id), (conversation.Assessment!.Score, conversation.Summary!.Headline, conversation.Row.LeadId));
            Assert.Equal(chat.MessageCount, (await database.Get<ConversationQueries>().ListMessagesAsync(lead.SiteId, chat.Id, 1, 10, Cancel)).Count);
            Assert.True(lead.FirstAnsweredAt is null == (lead.Status == LeadStatus.New));
            notes += detail.Notes.Count;
            foreach (var word in new[] { lead.Contact.Name, lead.Contact.Email, lead.Contact.Phone, detail.Notes is [var note, ..] ? note.Text : null }.OfType<string>())
            {
                var found = await database.Get<InboxQueries>().ListAsync(lead.SiteId, owner.Id, new InboxFilter(Text: word), null, Cancel);
                Assert.Contains(found.Rows, row => row.Id == lead.Id && row.Snippet is not null);
            }
        }

        Assert.InRange(notes, 10, 80);
        Assert.Empty(await db.Database.SqlQuery<string>($"SELECT \"table\" AS \"Value\" FROM pragma_foreign_key_check").ToListAsync(Cancel));
        Assert.All(
            (await database.Get<DeliveryQueries>().ListAsync(leads[0].SiteId, new DeliveryFilter(), null, 50, Cancel)).Rows,
            row => Assert.NotNull(row.LeadHeadline));
    }
}
