using LeadAlerts.Core.Alerts;
using LeadAlerts.Core.Alerts.Actions;
using LeadAlerts.Core.Alerts.Settings;
using LeadAlerts.Core.Leads;
using LeadAlerts.Core.Members;
using LeadAlerts.Core.Sites;
using Microsoft.EntityFrameworkCore;
using MimeKit;

namespace LeadAlerts.Tests.Alerts.Actions;

public sealed class MailActionsTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Looking_at_a_link_changes_nothing_and_says_no_more_than_the_mail()
    {
        await using var scene = await ClaimScene.OpenAsync();
        var view = await scene.Actions.FindAsync(scene.Token(MailActionPurpose.Take, scene.Sam), Cancel);

        var about = Assert.IsType<MailActionView.Open>(view).About;
        Assert.Equal(("Bright Roof", "Sam Bright", "owner@brightroof.example"), (about.SiteName, about.Who, about.Address));
        Assert.Contains("Maria Ortiz", about.Lead, StringComparison.Ordinal);
        Assert.Null((await scene.LeadAsync()).ClaimedAt);

        // What the visitor says after the mail went out is not on a page that needs no signing in.
        scene.Base.Clock.Advance(TimeSpan.FromMinutes(5));
        await scene.ChangeLeadAsync(lead => lead.RecordReview(90, lead.Category, "Secret words said later", lead.Contact, scene.Now));
        view = await scene.Actions.FindAsync(scene.Token(MailActionPurpose.Take, scene.Sam), Cancel);
        Assert.Equal(scene.Alerts[0].Subject, Assert.IsType<MailActionView.Open>(view).About.Lead);
    }

    [Fact]
    public async Task Taking_a_lead_tells_the_others_once_in_the_same_thread()
    {
        await using var scene = await ClaimScene.OpenAsync();
        var token = scene.Token(MailActionPurpose.Take, scene.Sam);

        var outcome = await scene.Actions.ActAsync(token, Cancel);
        Assert.Equal(scene.Base.Site.Id, outcome.ChangedSiteId);
        Assert.IsType<MailActionView.Done>(outcome.View);
        Assert.Null((await scene.Actions.ActAsync(token, Cancel)).ChangedSiteId);

        var lead = await scene.LeadAsync();
        Assert.Equal((scene.Sam.Id, "Sam Bright", scene.Now), (lead.ClaimedByRecipientId, lead.ClaimedByName, lead.ClaimedAt));
        var claim = Assert.Single(await scene.ClaimAlertsAsync());
        Assert.Equal((scene.Kim.Id, AlertState.Due), (claim.RecipientId, claim.State));
        var mail = await MimeMessage.LoadAsync(new MemoryStream(claim.Mime), Cancel);
        var first = await MimeMessage.LoadAsync(new MemoryStream(scene.Alerts[0].Mime), Cancel);
        Assert.Equal(first.References[0], Assert.Single(mail.References));
        Assert.StartsWith("Re: ", mail.Subject, StringComparison.Ordinal);
        Assert.Contains("Taken by Sam Bright", mail.TextBody, StringComparison.Ordinal);
        Assert.Equal("Sam Bright", Assert.Single(await scene.Base.ReadAsync(db => db.MailActions.ToListAsync(Cancel))).Who);
    }

    [Fact]
    public async Task The_second_one_sees_who_was_first()
    {
        await using var scene = await ClaimScene.OpenAsync();
        var both = await Task.WhenAll(
            scene.Actions.ActAsync(scene.Token(MailActionPurpose.Take, scene.Sam), Cancel),
            scene.Actions.ActAsync(scene.Token(MailActionPurpose.Take, scene.Kim), Cancel));

        Assert.Single(both, outcome => outcome.View is MailActionView.Done);
        var taken = Assert.Single(both.Select(outcome => outcome.View).OfType<MailActionView.Taken>());
        Assert.Equal((await scene.LeadAsync()).ClaimedByName, taken.TakenBy);
        Assert.Single(await scene.ClaimAlertsAsync());
    }

    [Fact]
    public async Task Taken_back_within_a_minute_nobody_is_told()
    {
        await using var scene = await ClaimScene.OpenAsync();
        var token = scene.Token(MailActionPurpose.Take, scene.Sam);
        var done = Assert.IsType<MailActionView.Done>((await scene.Actions.ActAsync(token, Cancel)).View);
        scene.Base.Clock.Advance(TimeSpan.FromSeconds(40));
        await scene.Base.WorkAsync();

        var undone = await scene.Actions.ActAsync(done.UndoToken, Cancel);
        Assert.IsType<MailActionView.Undone>(undone.View);
        Assert.Null((await scene.Actions.ActAsync(done.UndoToken, Cancel)).ChangedSiteId);
        Assert.Null((await scene.LeadAsync()).ClaimedAt);
        scene.Base.Clock.Advance(TimeSpan.FromMinutes(5));
        await scene.Base.WorkAsync();

        var claim = Assert.Single(await scene.ClaimAlertsAsync());
        Assert.Equal((AlertState.Suppressed, AlertReason.ClaimTakenBack), (claim.State, claim.Reason));
        Assert.Equal(2, scene.Base.Mail.Mails.Count);

        // Taken after all, it is told once.
        await scene.Actions.ActAsync(token, Cancel);
        scene.Base.Clock.Advance(TimeSpan.FromMinutes(2));
        await scene.Base.WorkAsync();
        Assert.Equal(3, scene.Base.Mail.Mails.Count);
    }

    [Fact]
    public async Task Given_back_later_those_who_were_told_hear_of_it()
    {
        await using var scene = await ClaimScene.OpenAsync();
        var done = Assert.IsType<MailActionView.Done>((await scene.Actions.ActAsync(scene.Token(MailActionPurpose.Take, scene.Sam), Cancel)).View);
        scene.Base.Clock.Advance(TimeSpan.FromMinutes(2));
        await scene.Base.WorkAsync();
        await scene.Actions.ActAsync(done.UndoToken, Cancel);
        await scene.Base.WorkAsync();

        var last = await MimeMessage.LoadAsync(new MemoryStream(scene.Base.Mail.Mails[^1].Mime.ToArray()), Cancel);
        Assert.Equal("kim@brightroof.example", Assert.Single(last.To.Mailboxes).Address);
        Assert.Contains("Sam Bright gave it back", last.TextBody, StringComparison.Ordinal);
        Assert.Equal(2, (await scene.ClaimAlertsAsync()).Count);
    }

    [Fact]
    public async Task Who_is_a_member_too_gets_the_lead_in_the_inbox()
    {
        await using var scene = await ClaimScene.OpenAsync();
        var user = new ApplicationUser { UserName = "owner@brightroof.example", Email = "owner@brightroof.example", NormalizedEmail = "OWNER@BRIGHTROOF.EXAMPLE" };
        await scene.Base.ReadAsync(async db =>
        {
            db.Add(user);
            await db.SaveChangesAsync(Cancel);
            db.Add(new Member(scene.Base.Site.Id, user.Id, MemberRole.Owner, scene.Now));
            return await db.SaveChangesAsync(Cancel);
        });

        var done = Assert.IsType<MailActionView.Done>((await scene.Actions.ActAsync(scene.Token(MailActionPurpose.Take, scene.Sam), Cancel)).View);
        Assert.Equal(user.Id, (await scene.LeadAsync()).AssigneeId);
        await scene.Actions.ActAsync(done.UndoToken, Cancel);
        Assert.Null((await scene.LeadAsync()).AssigneeId);
    }

    [Fact]
    public async Task Contacted_answers_takes_and_is_taken_back_as_a_whole()
    {
        await using var scene = await ClaimScene.OpenAsync();
        var done = Assert.IsType<MailActionView.Done>((await scene.Actions.ActAsync(scene.Token(MailActionPurpose.Contacted, scene.Kim), Cancel)).View);
        var lead = await scene.LeadAsync();
        Assert.Equal((LeadStatus.Contacted, scene.Kim.Id, scene.Now), (lead.Status, lead.ClaimedByRecipientId, lead.FirstAnsweredAt));

        await scene.Actions.ActAsync(done.UndoToken, Cancel);
        lead = await scene.LeadAsync();
        Assert.Equal((LeadStatus.New, null, null), (lead.Status, lead.ClaimedByRecipientId, lead.FirstAnsweredAt));
    }

    [Fact]
    public async Task Contacted_is_not_taken_back_once_the_lead_was_given_to_somebody_else()
    {
        await using var scene = await ClaimScene.OpenAsync();
        var token = scene.Token(MailActionPurpose.Contacted, scene.Kim);
        var done = Assert.IsType<MailActionView.Done>((await scene.Actions.ActAsync(token, Cancel)).View);
        scene.Base.Clock.Advance(TimeSpan.FromMinutes(5));
        await scene.Base.WorkAsync();
        var (pat, mails) = (Guid.NewGuid(), scene.Base.Mail.Mails.Count);
        await scene.ChangeLeadAsync(lead => lead.Assign(pat, scene.Now));

        var outcome = await scene.Actions.ActAsync(done.UndoToken, Cancel);
        await scene.Base.WorkAsync();

        Assert.IsType<MailActionView.Overtaken>(outcome.View);
        Assert.Null(outcome.ChangedSiteId);
        var lead = await scene.LeadAsync();
        Assert.Equal((LeadStatus.Contacted, pat), (lead.Status, lead.AssigneeId));
        Assert.Equal(mails, scene.Base.Mail.Mails.Count);
        Assert.IsType<MailActionView.Settled>(await scene.Actions.FindAsync(token, Cancel));
    }

    [Fact]
    public async Task Contacted_by_one_who_had_not_taken_it_is_taken_back_and_gives_back_nothing()
    {
        await using var scene = await ClaimScene.OpenAsync();
        await scene.Actions.ActAsync(scene.Token(MailActionPurpose.Take, scene.Sam), Cancel);
        var done = Assert.IsType<MailActionView.Done>((await scene.Actions.ActAsync(scene.Token(MailActionPurpose.Contacted, scene.Kim), Cancel)).View);
        scene.Base.Clock.Advance(TimeSpan.FromMinutes(5));
        await scene.Base.WorkAsync();
        var mails = scene.Base.Mail.Mails.Count;

        Assert.IsType<MailActionView.Undone>((await scene.Actions.ActAsync(done.UndoToken, Cancel)).View);
        await scene.Base.WorkAsync();

        var lead = await scene.LeadAsync();
        Assert.Equal((LeadStatus.New, scene.Sam.Id), (lead.Status, lead.ClaimedByRecipientId));
        Assert.Equal(mails, scene.Base.Mail.Mails.Count);
    }

    [Fact]
    public async Task Not_a_lead_is_noted_with_the_score_of_then_and_taken_back_with_it()
    {
        await using var scene = await ClaimScene.OpenAsync();
        var done = Assert.IsType<MailActionView.Done>((await scene.Actions.ActAsync(scene.Token(MailActionPurpose.NotALead, scene.Sam), Cancel)).View);
        var feedback = Assert.Single(await scene.Base.ReadAsync(db => db.LeadFeedback.ToListAsync(Cancel)));
        Assert.Equal(LeadStatus.NotALead, (await scene.LeadAsync()).Status);
        Assert.Equal((FeedbackVerdict.NotALead, FeedbackSource.Mail, 1, "Sam Bright"), (feedback.Verdict, feedback.Source, feedback.SettingsVersion, feedback.By));
        Assert.InRange(feedback.Score, AlertSettings.DefaultThreshold, 100);
        Assert.IsType<MailActionView.Settled>(await scene.Actions.FindAsync(scene.Token(MailActionPurpose.Take, scene.Kim), Cancel));

        await scene.Actions.ActAsync(done.UndoToken, Cancel);
        Assert.Empty(await scene.Base.ReadAsync(db => db.LeadFeedback.ToListAsync(Cancel)));
        Assert.Equal(LeadStatus.New, (await scene.LeadAsync()).Status);
    }

    [Fact]
    public async Task What_somebody_changed_since_is_not_taken_back()
    {
        await using var scene = await ClaimScene.OpenAsync();
        var done = Assert.IsType<MailActionView.Done>((await scene.Actions.ActAsync(scene.Token(MailActionPurpose.NotALead, scene.Sam), Cancel)).View);
        await scene.ChangeLeadAsync(lead => lead.SetStatus(LeadStatus.Won, scene.Now));

        var outcome = await scene.Actions.ActAsync(done.UndoToken, Cancel);
        Assert.IsType<MailActionView.Overtaken>(outcome.View);
        Assert.Null(outcome.ChangedSiteId);
        Assert.Equal(LeadStatus.Won, (await scene.LeadAsync()).Status);
    }

    [Fact]
    public async Task Mute_and_stop_hold_for_the_one_who_pressed()
    {
        await using var scene = await ClaimScene.OpenAsync();
        var muted = Assert.IsType<MailActionView.Done>((await scene.Actions.ActAsync(scene.Token(MailActionPurpose.Mute, scene.Sam), Cancel)).View);
        Assert.Equal(scene.Now.AddHours(24), muted.Until);
        Assert.True(await scene.Actions.StopByOneClickAsync(scene.Token(MailActionPurpose.Stop, scene.Sam), Cancel));
        Assert.False(await scene.Actions.StopByOneClickAsync(scene.Token(MailActionPurpose.Mute, scene.Kim), Cancel));

        var sam = await scene.RecipientAsync(scene.Sam);
        var kim = await scene.RecipientAsync(scene.Kim);
        Assert.Equal((scene.Now.AddHours(24), scene.Now), (sam.MutedUntil, sam.StoppedAt));
        Assert.Equal((null, null), (kim.MutedUntil, kim.StoppedAt));

        // Who gets no alerts any more has no say over the leads, but may come back.
        Assert.IsType<MailActionView.NotValid>(await scene.Actions.FindAsync(scene.Token(MailActionPurpose.Take, scene.Sam), Cancel));
        var stopped = Assert.IsType<MailActionView.Done>(await scene.Actions.FindAsync(scene.Token(MailActionPurpose.Stop, scene.Sam), Cancel));
        await scene.Actions.ActAsync(stopped.UndoToken, Cancel);
        Assert.Null((await scene.RecipientAsync(scene.Sam)).StoppedAt);
    }

    [Fact]
    public async Task Who_wants_no_more_mails_is_heard_when_the_mail_is_gone_and_the_site_disabled()
    {
        await using var scene = await ClaimScene.OpenAsync();
        var stop = scene.Token(MailActionPurpose.Stop, scene.Sam);
        await scene.Base.ReadAsync(db => db.AlertAttempts.ExecuteDeleteAsync(Cancel));
        await scene.Base.ReadAsync(db => db.Alerts.ExecuteDeleteAsync(Cancel));
        await scene.Base.ChangeAsync<Site>(scene.Base.Site.Id, site => site.SetDisabled(true));
        Assert.IsType<MailActionView.NotValid>(await scene.Actions.FindAsync(scene.Token(MailActionPurpose.Mute, scene.Sam), Cancel));

        var stopped = Assert.IsType<MailActionView.Done>((await scene.Actions.ActAsync(stop, Cancel)).View);
        Assert.Equal(scene.Now, (await scene.RecipientAsync(scene.Sam)).StoppedAt);
        Assert.True(await scene.Actions.StopByOneClickAsync(stop, Cancel));

        await scene.Actions.ActAsync(stopped.UndoToken, Cancel);
        Assert.Null((await scene.RecipientAsync(scene.Sam)).StoppedAt);
    }

    [Fact]
    public async Task Who_was_removed_and_wants_no_more_mails_is_told_that_none_come()
    {
        await using var scene = await ClaimScene.OpenAsync();
        var stop = scene.Token(MailActionPurpose.Stop, scene.Sam);
        await scene.Base.ReadAsync(db => db.AlertRecipients.Where(row => row.Id == scene.Sam.Id).ExecuteDeleteAsync(Cancel));

        Assert.IsType<MailActionView.NoLongerListed>(await scene.Actions.FindAsync(stop, Cancel));
        Assert.IsType<MailActionView.NoLongerListed>((await scene.Actions.ActAsync(stop, Cancel)).View);
        Assert.True(await scene.Actions.StopByOneClickAsync(stop, Cancel));
        Assert.IsType<MailActionView.NotValid>(await scene.Actions.FindAsync(scene.Token(MailActionPurpose.Take, scene.Sam), Cancel));
        Assert.Null((await scene.RecipientAsync(scene.Kim)).StoppedAt);
    }

    [Fact]
    public async Task Old_forged_foreign_and_orphaned_links_do_nothing()
    {
        await using var scene = await ClaimScene.OpenAsync();
        var links = scene.Base.Database.Get<MailActionLinks>();
        var good = scene.Token(MailActionPurpose.Take, scene.Sam);
        var alert = scene.Alerts[0];
        string[] bad =
        [
            "", "forged", new string('A', 5000), good[..^2], good + "A", (good[0] == 'A' ? "B" : "A") + good[1..],

            // Another's mail, another's lead, a mail that is not there.
            links.CreateToken(MailActionPurpose.Take, alert.Id, scene.Kim.Id, scene.LeadId, scene.Now),
            links.CreateToken(MailActionPurpose.Take, alert.Id, scene.Sam.Id, Guid.NewGuid(), scene.Now),
            links.CreateToken(MailActionPurpose.Mute, alert.Id, scene.Sam.Id, Guid.NewGuid(), scene.Now),
            links.CreateToken(MailActionPurpose.Undo, alert.Id, scene.Sam.Id, Guid.NewGuid(), scene.Now),
            links.CreateToken(MailActionPurpose.Take, Guid.NewGuid(), scene.Sam.Id, scene.LeadId, scene.Now),
        ];
        foreach (var token in bad)
        {
            Assert.IsType<MailActionView.NotValid>(await scene.Actions.FindAsync(token, Cancel));
            var outcome = await scene.Actions.ActAsync(token, Cancel);
            Assert.IsType<MailActionView.NotValid>(outcome.View);
            Assert.Null(outcome.ChangedSiteId);
        }

        scene.Base.Clock.Advance(MailActionLinks.Lifetime);
        Assert.IsType<MailActionView.Expired>(await scene.Actions.FindAsync(good, Cancel));
        Assert.IsType<MailActionView.Expired>((await scene.Actions.ActAsync(good, Cancel)).View);
        Assert.IsType<MailActionView.Open>(await scene.Actions.FindAsync(
            links.CreateToken(MailActionPurpose.Stop, alert.Id, scene.Sam.Id, alert.Id, scene.Now - MailActionLinks.Lifetime), Cancel));
        Assert.Null((await scene.LeadAsync()).ClaimedAt);
        Assert.Empty(await scene.Base.ReadAsync(db => db.MailActions.ToListAsync(Cancel)));
    }
}
