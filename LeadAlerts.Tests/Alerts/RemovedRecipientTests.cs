using LeadAlerts.Core.Alerts;
using LeadAlerts.Core.Alerts.Actions;
using LeadAlerts.Core.Alerts.Recipients;
using LeadAlerts.Core.Alerts.Settings;
using LeadAlerts.Core.Leads;
using LeadAlerts.Core.Members;
using LeadAlerts.Tests.Alerts.Actions;

namespace LeadAlerts.Tests.Alerts;

/// <summary>What becomes of the leads that a recipient took and who is removed.</summary>
public sealed class RemovedRecipientTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_lead_whose_taker_is_removed_is_nobodys_and_the_others_are_reminded_of_it()
    {
        await using var scene = await TakenAsync(MailActionPurpose.Take);
        var owner = await AddOwnerAsync(scene.Base);

        Assert.NotNull(await RemoveAsync(scene, owner));
        Assert.False((await scene.LeadAsync()).IsClaimed);
        await scene.Base.WorkForAsync(TimeSpan.FromMinutes(16));

        var reminder = Assert.Single(await scene.Base.AlertsAsync(), alert => alert.Kind == AlertKind.Escalation);
        Assert.Equal((scene.Sam.Id, AlertState.Accepted), (reminder.RecipientId, reminder.State));
    }

    [Theory]
    [InlineData("assigned")]
    [InlineData("won")]
    public async Task What_a_member_works_or_is_closed_stays_as_it_is(string how)
    {
        await using var scene = await TakenAsync(MailActionPurpose.Contacted);
        var owner = await AddOwnerAsync(scene.Base);
        await scene.ChangeLeadAsync(lead =>
        {
            if (how == "won")
            {
                lead.SetStatus(LeadStatus.Won, scene.Now);
            }
            else
            {
                lead.Restore(lead.Progress with { AssigneeId = owner }, scene.Now);
            }
        });
        var before = (await scene.LeadAsync()).Progress;

        await RemoveAsync(scene, owner);

        Assert.Equal(before, (await scene.LeadAsync()).Progress);
    }

    [Fact]
    public async Task A_removal_that_is_taken_back_gives_the_lead_back_unless_somebody_has_it_by_then()
    {
        await using var scene = await TakenAsync(MailActionPurpose.Take);
        var owner = await AddOwnerAsync(scene.Base);
        var before = (await scene.LeadAsync()).Progress;

        var removed = await RemoveAsync(scene, owner);
        await RestoreAsync(scene, owner, removed!);
        Assert.Equal(before, (await scene.LeadAsync()).Progress);

        removed = await RemoveAsync(scene, owner);
        await scene.ChangeLeadAsync(lead => lead.Claim(scene.Sam.Id, "Sam", scene.Now));
        await RestoreAsync(scene, owner, removed!);
        Assert.Equal(scene.Sam.Id, (await scene.LeadAsync()).ClaimedByRecipientId);
    }

    [Fact]
    public async Task A_lead_whose_taker_wants_no_more_mails_stays_taken()
    {
        await using var scene = await TakenAsync(MailActionPurpose.Take);
        var owner = await AddOwnerAsync(scene.Base);

        await Recipients(scene).StopAsync(scene.Base.Site.Id, owner, scene.Kim.Id, Cancel);

        Assert.Equal(scene.Kim.Id, (await scene.LeadAsync()).ClaimedByRecipientId);
    }

    [Fact]
    public async Task A_lead_that_nobody_heard_of_because_the_only_recipient_was_removed_is_told_when_the_removal_is_taken_back()
    {
        await using var scene = await AlertScene.OpenAsync();
        var owner = await AddOwnerAsync(scene);
        await scene.ReviewAsync(await scene.ChatAsync(AlertScene.HotWords));
        var recipients = scene.Database.Get<AlertRecipients>();

        var removed = await recipients.RemoveAsync(scene.Site.Id, owner, scene.Recipient.Id, Cancel);
        await scene.WorkAsync();
        Assert.Equal(AlertReason.RecipientRemoved, Assert.Single(await scene.AlertsAsync()).Reason);
        Assert.IsType<RecipientOutcome.Done>(await recipients.RestoreAsync(scene.Site.Id, owner, removed!, Cancel));
        await scene.WorkAsync();

        Assert.Equal(scene.Recipient.Address, Assert.Single(scene.Mail.Mails).Recipient);
    }

    /// <summary>A lead that Kim took, of which the others were told.</summary>
    private static async Task<ClaimScene> TakenAsync(MailActionPurpose how)
    {
        var scene = await ClaimScene.OpenAsync();
        await HoldAndReleaseTests.SetAsync(scene.Base, draft => draft with { Escalation = new EscalationPlan(15, 1, EscalationTarget.Everyone) });
        await scene.Actions.ActAsync(scene.Token(how, scene.Kim), Cancel);
        scene.Base.Clock.Advance(TimeSpan.FromMinutes(2));
        await scene.Base.WorkAsync();
        return scene;
    }

    private static async Task<Guid> AddOwnerAsync(AlertScene scene)
    {
        var owner = new ApplicationUser { UserName = "ana@brightroof.example", Email = "ana@brightroof.example" };
        await scene.ReadAsync(async db =>
        {
            db.Add(owner);
            await db.SaveChangesAsync(Cancel);
            db.Add(new Member(scene.Site.Id, owner.Id, MemberRole.Owner, scene.Clock.GetUtcNow()));
            return await db.SaveChangesAsync(Cancel);
        });
        return owner.Id;
    }

    private static AlertRecipients Recipients(ClaimScene scene) => scene.Base.Database.Get<AlertRecipients>();

    private static Task<RemovedRecipient?> RemoveAsync(ClaimScene scene, Guid owner) =>
        Recipients(scene).RemoveAsync(scene.Base.Site.Id, owner, scene.Kim.Id, Cancel);

    private static async Task RestoreAsync(ClaimScene scene, Guid owner, RemovedRecipient removed) =>
        Assert.IsType<RecipientOutcome.Done>(await Recipients(scene).RestoreAsync(scene.Base.Site.Id, owner, removed, Cancel));
}
