using LeadAlerts.Core.Alerts;
using LeadAlerts.Core.Alerts.Deciding;
using LeadAlerts.Core.Alerts.Recipients;
using LeadAlerts.Core.Alerts.Settings;
using LeadAlerts.Core.Leads;
using LeadAlerts.Core.Members;
using Microsoft.EntityFrameworkCore;

namespace LeadAlerts.Tests.Alerts;

/// <summary>A lead that could be told to nobody when it came is told as soon as somebody can be.</summary>
public sealed class UnheardLeadTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("bounced")]
    [InlineData("stopped")]
    [InlineData("stopped by oneself")]
    [InlineData("not confirmed")]
    public async Task What_came_while_nobody_could_be_mailed_is_told_when_the_cause_is_gone(string cause)
    {
        await using var scene = await AlertScene.OpenAsync();
        var owner = await AddOwnerAsync(scene);
        var token = await BlockAsync(scene, cause);
        for (var i = 1; i <= 3; i++)
        {
            await scene.ChatAsync(AlertScene.WordsOf(i), $"v{i}");
        }

        await scene.WorkAsync();
        scene.Clock.Advance(TimeSpan.FromDays(2));
        await scene.WorkAsync();
        Assert.Empty(scene.Mail.Mails);
        var taken = (await LeadsAsync(scene))[0];
        await scene.ChangeAsync<Lead>(taken.Id, lead => lead.SetStatus(LeadStatus.Contacted, scene.Clock.GetUtcNow()));

        await UnblockAsync(scene, cause, owner, token);
        await scene.WorkAsync();

        var told = await scene.AlertsAsync();
        Assert.Equal(2, scene.Mail.Mails.Count);
        Assert.DoesNotContain(told, alert => alert.State == AlertState.Accepted && alert.LeadId == taken.Id);
        Assert.All(told.Where(alert => alert.State == AlertState.Accepted), alert => Assert.Equal(AlertKind.New, alert.Kind));
        Assert.All(await LeadsAsync(scene), lead => Assert.Null(lead.FallbackDueAt));
    }

    [Fact]
    public async Task What_somebody_else_was_told_of_meanwhile_is_not_told_again()
    {
        await using var scene = await AlertScene.OpenAsync();
        var owner = await AddOwnerAsync(scene);
        await scene.AddRecipientAsync("second@brightroof.example", RecipientRole.Fallback);
        var token = await BlockAsync(scene, "bounced");
        await scene.ChatAsync(AlertScene.HotWords);
        await scene.WorkAsync();

        await UnblockAsync(scene, "bounced", owner, token);
        await scene.WorkAsync();

        Assert.Equal("second@brightroof.example", Assert.Single(scene.Mail.Mails).Recipient);
    }

    [Fact]
    public async Task A_lead_that_is_nobodys_by_the_routes_is_told_to_all_when_the_time_has_come()
    {
        await using var scene = await OpenAsync(new EscalationPlan(15, 1, EscalationTarget.Everyone));
        await scene.ChangeAsync<AlertRecipient>(
            scene.Recipient.Id, recipient => recipient.Assign(RecipientRole.Always, new RecipientRoute { Languages = ["es"] }, getsDigest: false));
        await scene.ChatAsync(AlertScene.HotWords);

        await scene.WorkForAsync(TimeSpan.FromMinutes(14));
        Assert.Empty(scene.Mail.Mails);
        await scene.WorkForAsync(TimeSpan.FromMinutes(2));

        Assert.Single(scene.Mail.Mails);
        Assert.Single(await scene.AlertsAsync(), alert => alert is { Kind: AlertKind.Escalation, State: AlertState.Accepted });
    }

    [Fact]
    public async Task That_only_hot_leads_are_wanted_is_the_owners_wish()
    {
        await using var scene = await HoldAndReleaseTests.OpenAsync(
            draft => draft with { Escalation = new EscalationPlan(15, 1, EscalationTarget.Everyone), Schedule = AlertSchedule.Always, HotScore = 100 });
        await scene.ChangeAsync<AlertRecipient>(
            scene.Recipient.Id, recipient => recipient.Assign(RecipientRole.HotOnly, RecipientRoute.Everything, getsDigest: false));
        await scene.ChatAsync(AlertScene.HotWords);
        await scene.WorkForAsync(TimeSpan.FromMinutes(20));

        Assert.Empty(scene.Mail.Mails);
        Assert.Null((await LeadsAsync(scene)).Single().EscalateAt);
    }

    [Fact]
    public async Task One_that_is_looked_at_again_comes_as_a_new_lead_and_is_escalated_no_sooner_than_any_other()
    {
        await using var scene = await OpenAsync(new EscalationPlan(15, 1, EscalationTarget.Everyone));
        await BlockAsync(scene, "bounced");
        await scene.ChatAsync(AlertScene.HotWords);
        await scene.WorkForAsync(TimeSpan.FromMinutes(30));
        Assert.Empty(scene.Mail.Mails);

        await scene.ChangeAsync<AlertRecipient>(scene.Recipient.Id, recipient => recipient.ClearBounce());
        await scene.WorkForAsync(AlertPolicy.LookAgain);
        var told = Assert.Single(await scene.AlertsAsync(), alert => alert.State == AlertState.Accepted);
        Assert.Equal(AlertKind.New, told.Kind);
        var lead = Assert.Single(await LeadsAsync(scene));
        Assert.Equal((0, told.RaisedAt.AddMinutes(15)), (lead.Escalations, lead.EscalateAt));

        await scene.WorkForAsync(TimeSpan.FromMinutes(20));
        Assert.Equal([AlertKind.New, AlertKind.Escalation], (await scene.AlertsAsync()).Where(alert => alert.State == AlertState.Accepted).Select(alert => alert.Kind));
    }

    [Fact]
    public async Task After_a_week_it_is_looked_at_no_more()
    {
        await using var scene = await OpenAsync(new EscalationPlan(15, 1, EscalationTarget.Everyone));
        await BlockAsync(scene, "bounced");
        await scene.ChatAsync(AlertScene.HotWords);
        await scene.WorkForAsync(TimeSpan.FromMinutes(20));
        Assert.NotNull((await LeadsAsync(scene)).Single().EscalateAt);

        scene.Clock.Advance(AlertPolicy.EscalationMemory);
        await scene.WorkAsync();

        Assert.Null((await LeadsAsync(scene)).Single().EscalateAt);
    }

    private static async Task<string?> BlockAsync(AlertScene scene, string cause)
    {
        string? token = null;
        var now = scene.Clock.GetUtcNow();
        if (cause == "not confirmed")
        {
            var address = scene.Recipient.Address;
            await scene.ReadAsync(db => db.AlertRecipients.ExecuteDeleteAsync(Cancel));
            var recipient = new AlertRecipient(scene.Site.Id, address, "", now);
            token = recipient.MakeConfirmationToken(now);
            await scene.ReadAsync(db =>
            {
                db.Add(recipient);
                return db.SaveChangesAsync(Cancel);
            });
            return token;
        }

        await scene.ChangeAsync<AlertRecipient>(scene.Recipient.Id, recipient =>
        {
            if (cause == "bounced")
            {
                recipient.Bounce("550 mailbox full", now);
            }
            else
            {
                recipient.Stop(now);
            }
        });
        return token;
    }

    private static async Task UnblockAsync(AlertScene scene, string cause, Guid owner, string? token)
    {
        var recipients = scene.Database.Get<AlertRecipients>();
        switch (cause)
        {
            case "bounced":
                Assert.IsType<RecipientOutcome.Done>(await recipients.ClearBounceAsync(scene.Site.Id, owner, scene.Recipient.Id, Cancel));
                break;
            case "stopped":
                Assert.IsType<RecipientOutcome.Done>(await recipients.ResumeAsync(scene.Site.Id, owner, scene.Recipient.Id, Cancel));
                break;
            case "stopped by oneself":
                Assert.True(await scene.Database.Get<OwnAlerts>().SetAlertsAsync(owner, scene.Site.Id, on: true, Cancel));
                break;
            default:
                Assert.IsType<ConfirmationOutcome.Confirmed>(await scene.Database.Get<RecipientConfirmations>().ConfirmAsync(token, Cancel));
                break;
        }
    }

    private static Task<AlertScene> OpenAsync(EscalationPlan plan) =>
        HoldAndReleaseTests.OpenAsync(draft => draft with { Escalation = plan, Schedule = AlertSchedule.Always });

    private static Task<List<Lead>> LeadsAsync(AlertScene scene) => scene.ReadAsync(db => db.Leads.AsNoTracking().OrderBy(lead => lead.Id).ToListAsync(Cancel));

    /// <summary>An owner whose own address is the recipient's.</summary>
    private static async Task<Guid> AddOwnerAsync(AlertScene scene)
    {
        var address = scene.Recipient.Address;
        var user = new ApplicationUser
        {
            UserName = address, NormalizedUserName = address.ToUpperInvariant(), Email = address, NormalizedEmail = address.ToUpperInvariant(), EmailConfirmed = true,
        };
        await using var db = await scene.Database.OpenAsync();
        db.Add(user);
        await db.SaveChangesAsync(Cancel);
        db.Add(new Member(scene.Site.Id, user.Id, MemberRole.Owner, scene.Clock.GetUtcNow()));
        await db.SaveChangesAsync(Cancel);
        return user.Id;
    }
}
