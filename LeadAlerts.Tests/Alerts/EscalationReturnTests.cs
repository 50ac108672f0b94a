using LeadAlerts.Core.Alerts;
using LeadAlerts.Core.Alerts.Actions;
using LeadAlerts.Core.Alerts.Deciding;
using LeadAlerts.Core.Alerts.Recipients;
using LeadAlerts.Core.Alerts.Settings;
using LeadAlerts.Core.Inbox;
using LeadAlerts.Core.Leads;
using LeadAlerts.Core.Members;
using LeadAlerts.Core.Privacy;
using LeadAlerts.Core.Sites;
using Microsoft.EntityFrameworkCore;

namespace LeadAlerts.Tests.Alerts;

/// <summary>A lead that comes back to nobody is told to others after all, and nobody is told of it twice.</summary>
public sealed class EscalationReturnTests
{
    /// <summary>How many mails told of leads themselves, beside those that say who has them.</summary>
    private static async Task<int> CountOfLeadsAsync(AlertScene scene) =>
        (await scene.AlertsAsync()).Count(alert => alert.State == AlertState.Accepted && alert.Kind != AlertKind.Claim);

    private static readonly EscalationPlan Once = new(15, 1, EscalationTarget.Everyone);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_lead_that_is_taken_and_given_back_by_mail_is_told_to_others_so_many_minutes_later()
    {
        await using var scene = await OpenAsync(Once);
        await scene.WorkForAsync(TimeSpan.FromMinutes(10));
        var links = scene.Database.Get<MailActionLinks>();
        var alert = (await scene.AlertsAsync())[0];
        var take = links.CreateToken(MailActionPurpose.Take, alert.Id, scene.Recipient.Id, alert.LeadId!.Value, scene.Clock.GetUtcNow());
        var done = Assert.IsType<MailActionView.Done>((await scene.Database.Get<MailActions>().ActAsync(take, Cancel)).View);
        await scene.WorkForAsync(TimeSpan.FromMinutes(10));
        await scene.Database.Get<MailActions>().ActAsync(done.UndoToken, Cancel);

        await scene.WorkForAsync(TimeSpan.FromMinutes(14));
        Assert.Equal(0, (await LeadAsync(scene)).Escalations);
        await scene.WorkForAsync(TimeSpan.FromMinutes(2));

        Assert.Equal(1, (await LeadAsync(scene)).Escalations);
        Assert.Single(await scene.AlertsAsync(), each => each.Kind == AlertKind.Escalation);
    }

    [Theory]
    [InlineData("answered")]
    [InlineData("closed")]
    [InlineData("assigned")]
    public async Task A_lead_that_is_answered_closed_or_assigned_and_then_given_back_is_told_to_others(string how)
    {
        await using var scene = await OpenAsync(Once);
        var desk = scene.Database.Get<LeadDesk>();
        var member = await AddMemberAsync(scene);
        LeadCommand command = how switch
        {
            "answered" => new LeadCommand.SetStatus(LeadStatus.Contacted),
            "closed" => new LeadCommand.SetStatus(LeadStatus.Lost),
            _ => new LeadCommand.Assign(member),
        };
        var lead = await LeadAsync(scene);
        var result = await desk.ChangeAsync(scene.Site.Id, [new SeenLead(lead.Id, lead.Status)], command, member, Cancel);
        await scene.WorkForAsync(TimeSpan.FromMinutes(30));
        Assert.Null((await LeadAsync(scene)).EscalateAt);

        if (how == "answered")
        {
            Assert.Equal(1, await desk.UndoAsync(scene.Site.Id, result.Changes, member, Cancel));
        }
        else
        {
            lead = await LeadAsync(scene);
            command = how == "assigned" ? new LeadCommand.Assign(null) : new LeadCommand.SetStatus(LeadStatus.New);
            await desk.ChangeAsync(scene.Site.Id, [new SeenLead(lead.Id, lead.Status)], command, member, Cancel);
        }

        await scene.WorkForAsync(TimeSpan.FromMinutes(14));
        Assert.Equal(1, await CountOfLeadsAsync(scene));
        await scene.WorkForAsync(TimeSpan.FromMinutes(2));
        Assert.Equal(2, await CountOfLeadsAsync(scene));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_lead_of_somebody_who_deletes_the_account_or_leaves_the_site_is_nobodys_and_told_to_others(bool deletes)
    {
        await using var scene = await OpenAsync(Once);
        var member = await AddMemberAsync(scene);
        await scene.ChatAsync(AlertScene.WordsOf(1), "v1");
        await scene.WorkAsync();
        var seen = await scene.ReadAsync(db => db.Leads.OrderBy(lead => lead.CreatedAt).ThenBy(lead => lead.Id).Select(lead => new SeenLead(lead.Id, lead.Status, null)).ToListAsync(Cancel));
        var desk = scene.Database.Get<LeadDesk>();
        await desk.ChangeAsync(scene.Site.Id, seen, new LeadCommand.Assign(member), member, Cancel);
        await desk.ChangeAsync(scene.Site.Id, [seen[1]], new LeadCommand.SetStatus(LeadStatus.Contacted), member, Cancel);
        await scene.WorkForAsync(TimeSpan.FromMinutes(30));
        Assert.Equal(2, await CountOfLeadsAsync(scene));

        // Taken from the mail, which claims it besides.
        await scene.ChangeAsync<Lead>(seen[0].Id, lead => lead.Restore(lead.Progress with { ClaimedAt = scene.Clock.GetUtcNow(), ClaimedByName = "Sam" }, scene.Clock.GetUtcNow()));
        if (deletes)
        {
            Assert.Equal(AccountRemovalOutcome.Done, await scene.Database.Get<AccountRemoval>().DeleteAsync(member, Cancel));
        }
        else
        {
            Assert.Equal(PeopleOutcome.Done, await scene.Database.Get<SitePeople>().RemoveAsync(scene.Site.Id, member, member, Cancel));
        }

        var nobodys = await scene.Database.Get<InboxQueries>().ListAsync(
            scene.Site.Id, Guid.NewGuid(), new InboxFilter(AssigneeId: Guid.Empty), null, Cancel);
        Assert.Equal(seen.Select(lead => lead.Id).Order(), nobodys.Rows.Select(row => row.Id).Order());
        await scene.WorkForAsync(TimeSpan.FromMinutes(14));
        Assert.Equal(2, await CountOfLeadsAsync(scene));
        await scene.WorkForAsync(TimeSpan.FromMinutes(2));

        // The one that was answered is not told again.
        var reminder = Assert.Single(await scene.AlertsAsync(), alert => alert.Kind == AlertKind.Escalation);
        Assert.Equal((seen[0].Id, AlertState.Accepted), (reminder.LeadId, reminder.State));
        Assert.Equal(3, await CountOfLeadsAsync(scene));
    }

    [Fact]
    public async Task A_snoozed_lead_is_told_to_others_when_the_snooze_ends()
    {
        await using var scene = await OpenAsync(Once);
        var until = scene.Clock.GetUtcNow().AddHours(2);
        await scene.ChangeAsync<Lead>((await LeadAsync(scene)).Id, lead => lead.Snooze(until, scene.Clock.GetUtcNow()));

        await scene.WorkForAsync(TimeSpan.FromMinutes(119));
        Assert.Single(scene.Mail.Mails);
        await scene.WorkForAsync(TimeSpan.FromMinutes(2));

        Assert.Equal(2, scene.Mail.Mails.Count);
    }

    [Fact]
    public async Task Alerts_that_were_off_when_it_was_due_and_are_on_again_tell_it_within_the_hour()
    {
        await using var scene = await OpenAsync(Once);
        await HoldAndReleaseTests.SetAsync(scene, draft => draft with { Enabled = false });
        await scene.WorkForAsync(TimeSpan.FromMinutes(30));
        Assert.Single(scene.Mail.Mails);
        await HoldAndReleaseTests.SetAsync(scene, draft => draft with { Enabled = true });

        await scene.WorkForAsync(TimeSpan.FromMinutes(60));

        Assert.Equal(2, scene.Mail.Mails.Count);
    }

    [Fact]
    public async Task Alerts_that_come_on_again_after_weeks_do_not_tell_the_leads_of_old()
    {
        await using var scene = await OpenAsync(Once);
        await HoldAndReleaseTests.SetAsync(scene, draft => draft with { Enabled = false });
        for (var hour = 0; hour < 24 * 9; hour++)
        {
            scene.Clock.Advance(TimeSpan.FromHours(1));
            await scene.WorkAsync();
        }

        await HoldAndReleaseTests.SetAsync(scene, draft => draft with { Enabled = true });
        await scene.WorkForAsync(TimeSpan.FromMinutes(65));

        Assert.Single(scene.Mail.Mails);
        Assert.Null((await LeadAsync(scene)).EscalateAt);
    }

    [Fact]
    public async Task A_time_at_which_everybody_is_muted_does_not_count()
    {
        await using var scene = await OpenAsync(Once);
        var until = scene.Clock.GetUtcNow().AddHours(24);
        await scene.ChangeAsync<AlertRecipient>(scene.Recipient.Id, recipient => recipient.Mute(until));
        await scene.WorkForAsync(TimeSpan.FromMinutes(20));
        Assert.Equal((0, until), (await LeadAsync(scene)) is var lead ? (lead.Escalations, lead.EscalateAt!.Value) : default);

        scene.Clock.Advance(TimeSpan.FromHours(24));
        await scene.WorkAsync();

        Assert.Equal(2, scene.Mail.Mails.Count);
        Assert.Equal(1, (await LeadAsync(scene)).Escalations);
    }

    [Fact]
    public async Task Who_waits_for_the_first_word_of_a_lead_past_the_cap_gets_no_reminder_besides()
    {
        await using var scene = await OpenAsync(Once, cap: 1, chat: false);
        var kim = await TellKimOnlyAsync(scene);
        await scene.ChatAsync(AlertScene.WordsOf(1), "v1");
        await scene.WorkAsync();
        Assert.Equal((AlertState.Held, AlertReason.HourlyCap), (await LastOfAsync(scene, kim)) is var held ? (held.State, held.Reason) : default);
        var before = scene.Mail.Mails.Count(mail => mail.Recipient == kim.Address);

        await scene.WorkForAsync(TimeSpan.FromMinutes(120));

        Assert.Equal(before + 1, scene.Mail.Mails.Count(mail => mail.Recipient == kim.Address));
        Assert.Equal((AlertKind.New, AlertState.Accepted), (await LastOfAsync(scene, kim)) is var last ? (last.Kind, last.State) : default);
        Assert.Equal(
            [AlertKind.New, AlertKind.Escalation],
            (await scene.AlertsAsync()).Where(alert => alert.RecipientId == scene.Recipient.Id && alert.AcceptedAt is not null).Select(alert => alert.Kind));
    }

    [Fact]
    public void Who_is_reminded_gets_no_plain_alert_of_it_afterwards()
    {
        var now = new DateTimeOffset(2026, 6, 2, 21, 2, 0, TimeSpan.Zero);
        var siteId = Guid.NewGuid();
        var facts = new LeadFacts(70, null, null, Urgent: false, AsksToBook: false, Hot: false, Withdrew: false);
        AlertRecipient[] recipients = [new(siteId, "sam@brightroof.example", "", now), new(siteId, "kim@brightroof.example", "", now)];
        Array.ForEach(recipients, recipient => recipient.Confirm(now));
        var waiting = new WaitingAlert(Guid.NewGuid(), AlertKind.New, facts, now.AddMinutes(5));
        var settings = AlertSettings.CreateFirst(siteId, now);

        var decision = AlertPolicy.Escalate(
            new AlertCase(
                SitePlan.Free,
                settings.Next(AlertSettingsDraft.Of(settings) with { Escalation = Once, Schedule = AlertSchedule.Always }, null, now),
                TimeZoneInfo.Utc,
                MutedUntil: null,
                new LeadEvent { Score = 70, Standing = new LeadStanding(LeadStatus.New), Facts = facts },
                [new RecipientPast(recipients[0]) { Told = facts, ToldAt = now.AddMinutes(-15) }, new RecipientPast(recipients[1]) { Waiting = waiting }]),
            now);

        Assert.Equal(
            [(recipients[0], AlertAction.Send, (Guid?)null), (recipients[1], AlertAction.Send, null), (recipients[1], AlertAction.Drop, waiting.AlertId)],
            decision.Recipients.Select(each => (each.Recipient, each.Action, each.Replaces)));
    }

    [Fact]
    public async Task Who_waited_hears_nothing_of_a_lead_that_somebody_took_and_all_of_it_when_it_is_given_back()
    {
        await using var scene = await OpenAsync(new EscalationPlan(null, 1, EscalationTarget.Everyone), cap: 1, chat: false);
        var kim = await TellKimOnlyAsync(scene);
        await scene.ChatAsync(AlertScene.WordsOf(1), "v1");
        await scene.WorkAsync();
        var held = await LastOfAsync(scene, kim);
        await scene.ChangeAsync<Lead>(held.LeadId!.Value, lead => lead.Claim(scene.Recipient.Id, "Sam", scene.Clock.GetUtcNow()));
        var before = scene.Mail.Mails.Count(mail => mail.Recipient == kim.Address);
        await scene.WorkForAsync(TimeSpan.FromMinutes(90));
        Assert.Equal(before, scene.Mail.Mails.Count(mail => mail.Recipient == kim.Address));
        Assert.Equal((AlertState.Suppressed, AlertReason.LeadHandled), (await LastOfAsync(scene, kim)) is var dropped ? (dropped.State, dropped.Reason) : default);

        await scene.ChangeAsync<Lead>(held.LeadId!.Value, lead => lead.Unclaim(null, scene.Clock.GetUtcNow()));
        await scene.WorkForAsync(TimeSpan.FromMinutes(90));

        Assert.Equal(before + 1, scene.Mail.Mails.Count(mail => mail.Recipient == kim.Address));
    }

    private static async Task<AlertScene> OpenAsync(EscalationPlan plan, int? cap = null, bool chat = true)
    {
        var scene = await HoldAndReleaseTests.OpenAsync(
            draft => draft with { Escalation = plan, Schedule = AlertSchedule.Always, HourlyCap = cap, HotScore = 100 });
        if (chat)
        {
            await scene.ChatAsync(AlertScene.HotWords);
            await scene.WorkAsync();
        }

        return scene;
    }

    /// <summary>Kim is told of a lead of which the first recipient is not, so that Kim alone has had the hour's mail.</summary>
    private static async Task<AlertRecipient> TellKimOnlyAsync(AlertScene scene)
    {
        var kim = await scene.AddRecipientAsync("kim@brightroof.example");
        await scene.ChangeAsync<AlertRecipient>(scene.Recipient.Id, recipient => recipient.Stop(scene.Clock.GetUtcNow()));
        await scene.ChatAsync(AlertScene.WordsOf(0), "v0");
        await scene.WorkAsync();
        var first = (await scene.AlertsAsync())[0].LeadId!.Value;
        await scene.ChangeAsync<Lead>(first, lead => lead.SetStatus(LeadStatus.Won, scene.Clock.GetUtcNow()));
        await scene.ChangeAsync<AlertRecipient>(scene.Recipient.Id, recipient => recipient.Resume());
        scene.Clock.Advance(TimeSpan.FromMinutes(1));
        return kim;
    }

    private static async Task<Alert> LastOfAsync(AlertScene scene, AlertRecipient recipient) =>
        (await scene.AlertsAsync()).Last(alert => alert.RecipientId == recipient.Id);

    private static Task<Lead> LeadAsync(AlertScene scene) => scene.ReadAsync(db => db.Leads.AsNoTracking().SingleAsync(Cancel));

    private static async Task<Guid> AddMemberAsync(AlertScene scene)
    {
        var user = new Core.Members.ApplicationUser { UserName = "sam@roof.example", Email = "sam@roof.example", DisplayName = "Sam" };
        await using var db = await scene.Database.OpenAsync();
        db.Add(user);
        await db.SaveChangesAsync(Cancel);
        db.Add(new Core.Members.Member(scene.Site.Id, user.Id, Core.Members.MemberRole.Member, scene.Clock.GetUtcNow()));
        await db.SaveChangesAsync(Cancel);
        return user.Id;
    }
}
