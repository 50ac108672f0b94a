using LeadAlerts.Core.Members;
using LeadAlerts.Core.Sites;
using LeadAlerts.Tests.Infrastructure;

namespace LeadAlerts.Tests.Alerts;

/// <summary>A site with an owner and a member, straight in the database.</summary>
internal sealed record OwnedSite(Site Site, ApplicationUser Owner, ApplicationUser Member)
{
    public Guid Id => Site.Id;

    public static async Task<OwnedSite> AddAsync(TestDatabase database, string name, DateTimeOffset now)
    {
        var site = new Site(name, "America/Los_Angeles", "US", now);
        var owner = Person($"owner@{name}.example", "Ana");
        var member = Person($"member@{name}.example", "Sam");
        await using var db = await database.OpenAsync();
        db.AddRange(site, owner, member);
        await db.SaveChangesAsync(TestContext.Current.CancellationToken);
        db.AddRange(
            new Member(site.Id, owner.Id, MemberRole.Owner, now),
            new Member(site.Id, member.Id, MemberRole.Member, now));
        await db.SaveChangesAsync(TestContext.Current.CancellationToken);
        return new OwnedSite(site, owner, member);
    }

    private static ApplicationUser Person(string email, string name) =>
        new() { UserName = email, NormalizedUserName = email.ToUpperInvariant(), Email = email, EmailConfirmed = true, DisplayName = name };
}
