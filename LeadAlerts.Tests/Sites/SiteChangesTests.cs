using LeadAlerts.Core.Alerts.Recipients;
using LeadAlerts.Core.Email;
using LeadAlerts.Core.Members;
using LeadAlerts.Core.Sites;
using LeadAlerts.Tests.Infrastructure;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Time.Testing;

namespace LeadAlerts.Tests.Sites;

public sealed class SiteChangesTests
{
    private static readonly SiteProfile Profile = new("Bright Roof", "brightroof.example", "Roofer", "roofs");
    private static readonly SitePlace Place = new("America/Los_Angeles", "US");

    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero));
    private readonly RecordingMailSender _mail = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Whoever_creates_a_site_owns_it_and_gets_its_alerts()
    {
        await using var database = await CreateAsync();
        var user = await AddUserAsync(database, "owner@example.com");

        var id = await database.Get<SiteFounding>().CreateAsync(Profile, Place, user.Id, Cancellation);

        await using var db = await database.OpenAsync();
        var recipient = await db.AlertRecipients.SingleAsync(one => one.SiteId == id, Cancellation);
        Assert.Equal("owner@example.com", recipient.Address);
        Assert.True(recipient.IsActive);
        Assert.Equal(1, (await db.AlertSettings.SingleAsync(settings => settings.SiteId == id, Cancellation)).Version);
        Assert.Equal("https://brightroof.example", (await db.Sites.SingleAsync(Cancellation)).WebsiteUrl);
        var access = await database.Get<SiteMembership>().FindCurrentAsync(user.Id, preferredId: null, Cancellation);
        Assert.Equal((id, MemberRole.Owner), (access!.SiteId, access.Role));
    }

    [Fact]
    public async Task The_last_owner_stays()
    {
        await using var database = await CreateAsync();
        var (id, owner) = await FoundAsync(database);
        var people = database.Get<SitePeople>();

        Assert.Equal(PeopleOutcome.LastOwner, await people.RemoveAsync(siteId: id, actorId: owner.Id, userId: owner.Id, Cancellation));
        Assert.Equal(
            PeopleOutcome.LastOwner,
            await people.SetRoleAsync(siteId: id, actorId: owner.Id, userId: owner.Id, MemberRole.Member, Cancellation));
        Assert.Single(await people.ListAsync(siteId: id, actorId: owner.Id, Cancellation));
    }

    [Fact]
    public async Task Two_owners_who_remove_each_other_at_once_leave_one()
    {
        await using var database = await CreateAsync();
        var (id, first) = await FoundAsync(database);
        var second = await JoinAsync(database, id, first, "second@example.com", MemberRole.Owner);
        var people = database.Get<SitePeople>();

        await Task.WhenAll(
            people.RemoveAsync(siteId: id, actorId: first.Id, userId: second.Id, Cancellation),
            people.RemoveAsync(siteId: id, actorId: second.Id, userId: first.Id, Cancellation));

        await using var db = await database.OpenAsync();
        Assert.Equal(1, await db.Members.CountAsync(member => member.SiteId == id, Cancellation));
    }

    [Fact]
    public async Task A_person_who_is_removed_sees_nothing_and_gets_no_more_alerts()
    {
        await using var database = await CreateAsync();
        var (id, owner) = await FoundAsync(database);
        var member = await JoinAsync(database, id, owner, "member@example.com", MemberRole.Member);
        await using (var db = await database.OpenAsync())
        {
            var recipient = new AlertRecipient(id, "Member@example.com", "", _clock.GetUtcNow());
            recipient.Confirm(_clock.GetUtcNow());
            db.Add(recipient);
            await db.SaveChangesAsync(Cancellation);
        }

        await database.Get<SitePeople>().RemoveAsync(siteId: id, actorId: owner.Id, userId: member.Id, Cancellation);

        Assert.Null(await database.Get<SiteEditing>().FindAsync(siteId: id, userId: member.Id, Cancellation));
        Assert.Null(await database.Get<SiteMembership>().FindCurrentAsync(member.Id, preferredId: null, Cancellation));
        await using var after = await database.OpenAsync();
        Assert.False((await after.AlertRecipients.SingleAsync(one => one.Address == "Member@example.com", Cancellation)).IsActive);
    }

    [Fact]
    public async Task Members_and_strangers_change_nothing()
    {
        await using var database = await CreateAsync();
        var (id, owner) = await FoundAsync(database);
        var member = await JoinAsync(database, id, owner, "member@example.com", MemberRole.Member);
        var stranger = await AddUserAsync(database, "stranger@example.com");
        await database.Get<SiteFounding>().CreateAsync(Profile with { Name = "Another" }, Place, stranger.Id, Cancellation);
        var editing = database.Get<SiteEditing>();
        var people = database.Get<SitePeople>();
        var invitations = database.Get<SiteInvitations>();

        foreach (var actor in (Guid[])[member.Id, stranger.Id])
        {
            Assert.False(await editing.SaveProfileAsync(siteId: id, actorId: actor, Profile with { Name = "Taken" }, Cancellation));
            Assert.False(await editing.SavePlaceAsync(siteId: id, actorId: actor, new SitePlace("UTC", "GB"), Cancellation));
            Assert.IsType<KeyOutcome.Refused>(await database.Get<SiteKeys>().AddAsync(siteId: id, actorId: actor, "Mine", Cancellation));
            Assert.Empty(await database.Get<SiteKeys>().ListAsync(siteId: id, actorId: actor, Cancellation));
            Assert.Empty((await database.Get<SiteActivity>().ReadAsync(siteId: id, actorId: actor, area: null, after: null, Cancellation)).Rows);
            Assert.Equal(
                InviteOutcome.NotAllowed,
                await invitations.InviteAsync(siteId: id, actorId: actor, "friend@example.com", MemberRole.Owner, Cancellation));
            Assert.Equal(
                PeopleOutcome.NotAllowed, await people.RemoveAsync(siteId: id, actorId: actor, userId: owner.Id, Cancellation));
            Assert.Equal(
                PeopleOutcome.NotAllowed,
                await people.SetRoleAsync(siteId: id, actorId: actor, userId: member.Id, MemberRole.Owner, Cancellation));
            Assert.Empty(await invitations.ListAsync(siteId: id, actorId: actor, Cancellation));
        }

        Assert.Empty(await people.ListAsync(siteId: id, actorId: stranger.Id, Cancellation));
        Assert.False(await database.Get<SiteMembership>().SwitchAsync(siteId: id, userId: stranger.Id, Cancellation));
        Assert.Equal("Bright Roof", (await editing.FindAsync(siteId: id, userId: owner.Id, Cancellation))!.Name);
    }

    [Fact]
    public async Task A_revoked_key_stops_at_once_and_the_others_go_on()
    {
        await using var database = await CreateAsync();
        var (id, owner) = await FoundAsync(database);
        var keys = database.Get<SiteKeys>();
        var directory = database.Get<SiteDirectory>();
        var first = await MakeAsync("Shop server");
        var second = await MakeAsync("Call centre");
        Assert.Equal(id, (await directory.FindBySecretKeyAsync(first, Cancellation))!.Id);
        var rows = await keys.ListAsync(siteId: id, actorId: owner.Id, Cancellation);
        var row = Assert.Single(rows, row => row.Name == "Shop server");
        Assert.Equal((first[..9], (DateTimeOffset?)_clock.GetUtcNow()), (row.Prefix, row.LastUsedAt));

        Assert.True(await keys.RevokeAsync(siteId: id, actorId: owner.Id, keyId: row.Id, Cancellation));

        Assert.Null(await directory.FindBySecretKeyAsync(first, Cancellation));
        Assert.Equal(id, (await directory.FindBySecretKeyAsync(second, Cancellation))!.Id);

        async Task<string> MakeAsync(string name) =>
            Assert.IsType<KeyOutcome.Made>(await keys.AddAsync(siteId: id, actorId: owner.Id, name, Cancellation)).Secret;
    }

    [Fact]
    public async Task An_invitation_ends_after_seven_days_and_works_once()
    {
        await using var database = await CreateAsync();
        var (id, owner) = await FoundAsync(database);
        var invitations = database.Get<SiteInvitations>();
        var guest = await AddUserAsync(database, "guest@example.com");
        var late = await InviteAsync(database, id, owner, "guest@example.com");

        _clock.Advance(Invitation.Lifetime);
        Assert.Null(await invitations.FindAsync(late, Cancellation));
        Assert.False(await invitations.AcceptAsync(late, guest.Id, Cancellation));

        var fresh = await InviteAsync(database, id, owner, "guest@example.com");
        Assert.True(await invitations.AcceptAsync(fresh, guest.Id, Cancellation));
        Assert.False(await invitations.AcceptAsync(fresh, guest.Id, Cancellation));
    }

    [Fact]
    public async Task An_invitation_is_not_accepted_by_another_address()
    {
        await using var database = await CreateAsync();
        var (id, owner) = await FoundAsync(database);
        var other = await AddUserAsync(database, "other@example.com");
        var token = await InviteAsync(database, id, owner, "guest@example.com");

        Assert.False(await database.Get<SiteInvitations>().AcceptAsync(token, other.Id, Cancellation));
        Assert.Null(await database.Get<SiteMembership>().FindRoleAsync(siteId: id, userId: other.Id, Cancellation));
    }

    [Fact]
    public async Task Sending_an_invitation_again_or_taking_it_back_ends_the_old_link()
    {
        await using var database = await CreateAsync();
        var (id, owner) = await FoundAsync(database);
        var invitations = database.Get<SiteInvitations>();
        var first = await InviteAsync(database, id, owner, "guest@example.com");
        var waiting = Assert.Single(await invitations.ListAsync(siteId: id, actorId: owner.Id, Cancellation));

        await invitations.ResendAsync(siteId: id, actorId: owner.Id, invitationId: waiting.Id, Cancellation);
        Assert.Null(await invitations.FindAsync(first, Cancellation));

        var second = Assert.Single(await invitations.ListAsync(siteId: id, actorId: owner.Id, Cancellation));
        Assert.True(await invitations.RevokeAsync(siteId: id, actorId: owner.Id, invitationId: second.Id, Cancellation));
        Assert.Empty(await invitations.ListAsync(siteId: id, actorId: owner.Id, Cancellation));
    }

    [Fact]
    public async Task Only_administrators_change_plans_close_sites_and_shut_people_out()
    {
        await using var database = await CreateAsync();
        var (id, owner) = await FoundAsync(database);
        var admin = await AddUserAsync(database, "admin@example.com", admin: true);
        var administration = database.Get<Administration>();
        var directory = database.Get<SiteDirectory>();
        var key = (await database.Get<SiteEditing>().FindAsync(siteId: id, userId: owner.Id, Cancellation))!.PublicKey!;

        Assert.False(await administration.SetPlanAsync(actorId: owner.Id, siteId: id, SitePlan.Paid, Cancellation));
        Assert.False(await administration.SetSiteDisabledAsync(actorId: owner.Id, siteId: id, disabled: true, Cancellation));
        Assert.False(await administration.SetUserDisabledAsync(actorId: owner.Id, userId: admin.Id, disabled: true, Cancellation));
        Assert.Empty(await administration.ListSitesAsync(owner.Id, search: null, Cancellation));
        Assert.Empty(await administration.ListUsersAsync(owner.Id, search: null, _clock.GetUtcNow(), Cancellation));
        Assert.NotNull(await directory.FindByPublicKeyAsync(key, Cancellation));

        Assert.True(await administration.SetPlanAsync(actorId: admin.Id, siteId: id, SitePlan.Paid, Cancellation));
        Assert.True(await administration.SetSiteDisabledAsync(actorId: admin.Id, siteId: id, disabled: true, Cancellation));
        Assert.False(await administration.SetUserDisabledAsync(actorId: admin.Id, userId: admin.Id, disabled: true, Cancellation));
        Assert.True(await administration.SetUserDisabledAsync(actorId: admin.Id, userId: owner.Id, disabled: true, Cancellation));

        Assert.Null(await directory.FindByPublicKeyAsync(key, Cancellation));
        var row = Assert.Single(await administration.ListSitesAsync(admin.Id, search: "right", Cancellation));
        Assert.Equal((SitePlan.Paid, true, "owner@example.com"), (row.Plan, row.Disabled, row.Owner));
        var shut = (await administration.ListUsersAsync(admin.Id, search: "owner", _clock.GetUtcNow(), Cancellation)).Single();
        Assert.True(shut.Disabled);
        Assert.Empty(await administration.ListSitesAsync(admin.Id, search: "%", Cancellation));
    }

    [Fact]
    public async Task Shutting_a_person_out_gives_them_another_security_stamp()
    {
        await using var database = await CreateAsync();
        var user = await AddUserAsync(database, "user@example.com");
        var admin = await AddUserAsync(database, "admin@example.com", admin: true);

        await database.Get<Administration>().SetUserDisabledAsync(actorId: admin.Id, userId: user.Id, disabled: true, Cancellation);

        await using var db = await database.OpenAsync();
        var after = await db.Users.SingleAsync(person => person.Id == user.Id, Cancellation);
        Assert.NotEqual(user.SecurityStamp, after.SecurityStamp);
        Assert.True(after.IsDisabled);
    }

    private Task<TestDatabase> CreateAsync() =>
        TestDatabase.CreateAsync(_clock, services => services.Replace(ServiceDescriptor.Singleton<IMailSender>(_mail)));

    private static async Task<ApplicationUser> AddUserAsync(TestDatabase database, string email, bool admin = false)
    {
        var user = new ApplicationUser
        {
            UserName = email,
            NormalizedUserName = email.ToUpperInvariant(),
            Email = email,
            NormalizedEmail = email.ToUpperInvariant(),
            EmailConfirmed = true,
        };
        await using var db = await database.OpenAsync();
        db.Add(user);
        if (admin)
        {
            var role = new IdentityRole<Guid>(Roles.Admin) { Id = Guid.CreateVersion7() };
            db.Add(role);
            db.Add(new IdentityUserRole<Guid> { UserId = user.Id, RoleId = role.Id });
        }

        await db.SaveChangesAsync(Cancellation);
        return user;
    }

    private static async Task<(Guid SiteId, ApplicationUser Owner)> FoundAsync(TestDatabase database)
    {
        var owner = await AddUserAsync(database, "owner@example.com");
        return (await database.Get<SiteFounding>().CreateAsync(Profile, Place, owner.Id, Cancellation), owner);
    }

    private async Task<ApplicationUser> JoinAsync(
        TestDatabase database, Guid siteId, ApplicationUser owner, string email, MemberRole role)
    {
        var user = await AddUserAsync(database, email);
        var token = await InviteAsync(database, siteId, owner, email, role);
        Assert.True(await database.Get<SiteInvitations>().AcceptAsync(token, user.Id, Cancellation));
        return user;
    }

    private async Task<string> InviteAsync(
        TestDatabase database, Guid siteId, ApplicationUser owner, string email, MemberRole role = MemberRole.Member)
    {
        var outcome = await database.Get<SiteInvitations>().InviteAsync(
            siteId: siteId, actorId: owner.Id, email, role, Cancellation);
        Assert.Equal(InviteOutcome.Sent, outcome);
        var text = (await _mail.WaitForAsync(email)).TextBody!;
        return text[(text.IndexOf("token=", StringComparison.Ordinal) + 6)..].Split('\n', '\r', ' ')[0];
    }
}
