using LeadAlerts.Core.Alerts;
using LeadAlerts.Core.Alerts.Actions;
using LeadAlerts.Core.Leads;
using LeadAlerts.Core.Members;
using LeadAlerts.Core.Storage;
using LeadAlerts.Tests.Infrastructure;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using MimeKit;

namespace LeadAlerts.Tests.Alerts.Actions;

/// <summary>Who takes a lead up at the desk tells the others who were told of it, as from a mail.</summary>
public sealed class DeskClaimTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("assign", "Taken by Sam Bright")]
    [InlineData("assign to Kim", null)]
    [InlineData("contacted", "Sam Bright has been in touch")]
    [InlineData("won", "Sam Bright has been in touch")]
    [InlineData("lost", null)]
    [InlineData("snooze", null)]
    public async Task The_others_are_told_after_a_minute_who_has_it(string what, string? words)
    {
        await using var scene = await ClaimScene.OpenAsync();
        var (sam, kim) = (await AddMemberAsync(scene, scene.Sam.Address, "Sam Bright"), await AddMemberAsync(scene, scene.Kim.Address, "Kim"));
        var before = scene.Base.Mail.Mails.Count;

        await ChangeAsync(scene, sam, what switch
        {
            "assign" => new LeadCommand.Assign(sam),
            "assign to Kim" => new LeadCommand.Assign(kim),
            "snooze" => new LeadCommand.Snooze(scene.Now.AddDays(1)),
            _ => new LeadCommand.SetStatus(Enum.Parse<LeadStatus>(what, ignoreCase: true)),
        });
        await scene.Base.WorkAsync();
        Assert.Equal(before, scene.Base.Mail.Mails.Count);
        await scene.Base.WorkForAsync(TimeSpan.FromMinutes(2));

        var mails = scene.Base.Mail.Mails[before..];
        Assert.Equal(words is null ? [] : [scene.Kim.Address], mails.Select(mail => mail.Recipient));
        if (words is not null)
        {
            using var bytes = new MemoryStream(mails[0].Mime.ToArray());
            Assert.Contains(words, (await MimeMessage.LoadAsync(bytes, Cancel)).TextBody!, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Taken_back_within_the_minute_nobody_hears_of_it_and_later_those_who_were_told_do()
    {
        await using var scene = await ClaimScene.OpenAsync();
        var sam = await AddMemberAsync(scene, scene.Sam.Address, "Sam Bright");
        var desk = scene.Base.Database.Get<LeadDesk>();
        var before = scene.Base.Mail.Mails.Count;
        var done = await ChangeAsync(scene, sam, new LeadCommand.SetStatus(LeadStatus.Contacted));
        Assert.Equal(1, await desk.UndoAsync(scene.Base.Site.Id, done.Changes, sam, Cancel));
        await scene.Base.WorkForAsync(TimeSpan.FromMinutes(3));
        Assert.Equal(before, scene.Base.Mail.Mails.Count);
        Assert.Equal(AlertReason.ClaimTakenBack, Assert.Single(await scene.ClaimAlertsAsync()).Reason);

        done = await ChangeAsync(scene, sam, new LeadCommand.Assign(sam));
        await scene.Base.WorkForAsync(TimeSpan.FromMinutes(3));
        await desk.UndoAsync(scene.Base.Site.Id, done.Changes, sam, Cancel);
        await scene.Base.WorkForAsync(TimeSpan.FromMinutes(3));

        Assert.Equal([scene.Kim.Address, scene.Kim.Address], scene.Base.Mail.Mails[before..].Select(mail => mail.Recipient));
        using var bytes = new MemoryStream(scene.Base.Mail.Mails[^1].Mime.ToArray());
        Assert.Contains("Sam Bright gave it back", (await MimeMessage.LoadAsync(bytes, Cancel)).TextBody!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_somebody_has_already_is_not_told_again()
    {
        await using var scene = await ClaimScene.OpenAsync();
        var sam = await AddMemberAsync(scene, scene.Sam.Address, "Sam Bright");
        await scene.Actions.ActAsync(scene.Token(MailActionPurpose.Take, scene.Sam), Cancel);
        Assert.Single(await scene.ClaimAlertsAsync());

        await ChangeAsync(scene, sam, new LeadCommand.SetStatus(LeadStatus.Contacted));
        await ChangeAsync(scene, sam, new LeadCommand.SetStatus(LeadStatus.Won));

        Assert.Single(await scene.ClaimAlertsAsync());
    }

    [Theory]
    [InlineData(3, 3)]
    [InlineData(DeskClaims.LeadsMax + 1, 0)]
    public async Task Some_taken_at_once_are_told_and_a_long_list_put_in_order_is_not(int leads, int told)
    {
        await using var scene = await ClaimScene.OpenAsync();
        var sam = await AddMemberAsync(scene, scene.Sam.Address, "Sam Bright");
        for (var i = 1; i < leads; i++)
        {
            await scene.Base.ChatAsync(AlertScene.WordsOf(i), $"v{i}");
        }

        await scene.Base.WorkAsync();
        var seen = await scene.Base.ReadAsync(db => db.Leads.Select(lead => new SeenLead(lead.Id, lead.Status, null)).ToListAsync(Cancel));
        Assert.Equal(leads, seen.Count);
        await scene.Base.Database.Get<LeadDesk>().ChangeAsync(scene.Base.Site.Id, seen, new LeadCommand.Assign(sam), sam, Cancel);

        Assert.Equal(told, (await scene.ClaimAlertsAsync()).Count);
    }

    [Fact]
    public async Task A_lead_is_taken_and_given_back_together_with_the_mails_that_tell_it_or_not_at_all()
    {
        var writes = new BrokenCommands();
        await using var scene = await ClaimScene.OpenAsync(
            services => services.ConfigureDbContext<LeadAlertsDbContext>(options => options.AddInterceptors(writes)));
        var sam = await AddMemberAsync(scene, scene.Sam.Address, "Sam Bright");
        var desk = scene.Base.Database.Get<LeadDesk>();
        var free = await scene.LeadAsync();

        writes.Fault = FaultOf("INSERT INTO \"Alerts\"");
        await Assert.ThrowsAsync<DbUpdateException>(() => ChangeAsync(scene, sam, new LeadCommand.Assign(sam)));
        Assert.Equal((null, free.Version), ((await scene.LeadAsync()).AssigneeId, (await scene.LeadAsync()).Version));
        Assert.Empty(await scene.ClaimAlertsAsync());

        writes.Fault = _ => null;
        var done = await ChangeAsync(scene, sam, new LeadCommand.Assign(sam));
        Assert.Equal(sam, (await scene.LeadAsync()).AssigneeId);
        Assert.Equal(AlertState.Due, Assert.Single(await scene.ClaimAlertsAsync()).State);

        writes.Fault = FaultOf("UPDATE \"Alerts\"");
        await Assert.ThrowsAsync<DbUpdateException>(() => desk.UndoAsync(scene.Base.Site.Id, done.Changes, sam, Cancel));
        Assert.Equal(sam, (await scene.LeadAsync()).AssigneeId);

        writes.Fault = _ => null;
        await desk.UndoAsync(scene.Base.Site.Id, done.Changes, sam, Cancel);
        Assert.Null((await scene.LeadAsync()).AssigneeId);
        Assert.Equal(AlertState.Suppressed, Assert.Single(await scene.ClaimAlertsAsync()).State);
    }

    [Fact]
    public async Task What_was_given_back_before_is_not_told_again_when_another_change_is_taken_back()
    {
        await using var scene = await ClaimScene.OpenAsync();
        var sam = await AddMemberAsync(scene, scene.Sam.Address, "Sam Bright");
        var desk = scene.Base.Database.Get<LeadDesk>();
        var taken = await ChangeAsync(scene, sam, new LeadCommand.Assign(sam));
        await scene.Base.WorkForAsync(TimeSpan.FromMinutes(3));
        await desk.UndoAsync(scene.Base.Site.Id, taken.Changes, sam, Cancel);
        await scene.Base.WorkForAsync(TimeSpan.FromMinutes(3));

        var snoozed = await ChangeAsync(scene, sam, new LeadCommand.Snooze(scene.Now.AddDays(1)));
        await desk.UndoAsync(scene.Base.Site.Id, snoozed.Changes, sam, Cancel);
        await scene.Base.WorkForAsync(TimeSpan.FromMinutes(3));

        Assert.Equal(2, (await scene.ClaimAlertsAsync()).Count);
    }

    private static Func<string, Exception?> FaultOf(string statement) =>
        text => text.Contains(statement, StringComparison.Ordinal) ? new TimeoutException() : null;

    private static async Task<DeskResult> ChangeAsync(ClaimScene scene, Guid userId, LeadCommand command)
    {
        var lead = await scene.LeadAsync();
        var result = await scene.Base.Database.Get<LeadDesk>().ChangeAsync(
            scene.Base.Site.Id, [new SeenLead(lead.Id, lead.Status, lead.Version)], command, userId, Cancel);
        Assert.Single(result.Changes);
        return result;
    }

    private static async Task<Guid> AddMemberAsync(ClaimScene scene, string address, string name)
    {
        var user = new ApplicationUser { UserName = address, NormalizedUserName = address.ToUpperInvariant(), Email = address, EmailConfirmed = true, DisplayName = name };
        await using var db = await scene.Base.Database.OpenAsync();
        db.Add(user);
        await db.SaveChangesAsync(Cancel);
        db.Add(new Member(scene.Base.Site.Id, user.Id, MemberRole.Member, scene.Now));
        await db.SaveChangesAsync(Cancel);
        return user.Id;
    }
}
