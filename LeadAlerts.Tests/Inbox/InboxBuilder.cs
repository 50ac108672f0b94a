using LeadAlerts.Core.Conversations;
using LeadAlerts.Core.Leads;
using LeadAlerts.Core.Members;
using LeadAlerts.Core.Qualification;
using LeadAlerts.Core.Sites;
using LeadAlerts.Tests.Infrastructure;

namespace LeadAlerts.Tests.Inbox;

/// <summary>Puts sites, members and leads into a database; tests say only what matters to them.</summary>
internal sealed class InboxBuilder(TestDatabase database)
{
    public static readonly DateTimeOffset Start = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);

    private int _count;

    public async Task<(Site Site, ApplicationUser User)> AddSiteAsync(string name = "Brightroof")
    {
        var site = new Site(name, "America/Los_Angeles", "US", Start);
        var user = NewUser($"owner-{site.Id:N}@example.com");
        await SaveAsync(site, user, new Member(site.Id, user.Id, MemberRole.Owner, Start));
        return (site, user);
    }

    public async Task<ApplicationUser> AddMemberAsync(Site site, string email)
    {
        var user = NewUser(email);
        await SaveAsync(user, new Member(site.Id, user.Id, MemberRole.Member, Start));
        return user;
    }

    public async Task<Lead> AddLeadAsync(
        Site site,
        int score = 60,
        DateTimeOffset? at = null,
        VisitorContact? contact = null,
        string headline = "Wants a roof repaired",
        string text = "My roof leaks",
        ConversationCategory category = ConversationCategory.NewEnquiry,
        Action<Lead>? change = null)
    {
        var when = at ?? Start.AddMinutes(_count);
        var chat = new Conversation(site.Id, "api", $"c{++_count}", when);
        var message = chat.Append(MessageRole.Visitor, text, when);
        var lead = new Lead(site.Id, chat.Id, null, when);
        lead.RecordReview(score, category, headline, contact ?? VisitorContact.None, when);
        change?.Invoke(lead);
        chat.RecordReview(1, score, (int)category, headline, lead.Id);
        await SaveAsync(chat, message, lead, new SearchDocument(
            site.Id, chat.Id, string.Join('\n', [headline, contact?.Name, contact?.Email, contact?.Phone, text])));
        return lead;
    }

    public async Task AddManyLeadsAsync(Site site, int count, string text)
    {
        var rows = new List<object>();
        for (var i = 0; i < count; i++)
        {
            var when = Start.AddSeconds(i / 3);
            var chat = new Conversation(site.Id, "api", $"many{i}", when);
            var lead = new Lead(site.Id, chat.Id, null, when);
            lead.RecordReview(60, ConversationCategory.NewEnquiry, "Asks", VisitorContact.None, when);
            chat.RecordReview(0, 60, (int)ConversationCategory.NewEnquiry, "Asks", lead.Id);
            rows.AddRange([chat, lead, new SearchDocument(site.Id, chat.Id, text)]);
        }

        await SaveAsync([.. rows]);
    }

    public async Task SaveAsync(params object[] rows)
    {
        await using var db = await database.OpenAsync();
        db.AddRange(rows);
        await db.SaveChangesAsync(TestContext.Current.CancellationToken);
    }

    private static ApplicationUser NewUser(string email) =>
        new() { UserName = email, NormalizedUserName = email.ToUpperInvariant(), Email = email, DisplayName = "" };
}
