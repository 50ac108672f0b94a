using LeadAlerts.Core.Alerts.Deciding;
using LeadAlerts.Core.Alerts.Recipients;
using LeadAlerts.Core.Alerts.Settings;
using LeadAlerts.Core.Sites;

namespace LeadAlerts.Tests.Alerts;

/// <summary>When nobody gets a site's alerts, and why.</summary>
public sealed class AlertStopTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 20, 12, 0, 0, TimeSpan.Zero);

    private readonly Site _site = new("roof", "America/Los_Angeles", "US", Now);
    private readonly AlertSettings _settings;

    public AlertStopTests() => _settings = AlertSettings.CreateFirst(_site.Id, Now);

    [Fact]
    public void One_who_gets_them_is_enough()
    {
        Assert.Null(Find(Recipient(), Recipient(one => one.Stop(Now)), Recipient(one => one.Mute(Now.AddHours(1)))));
        Assert.Null(AlertStop.Find(_site, settings: null, [Recipient()], Now));
        Assert.Null(Find(Recipient(one => one.Assign(RecipientRole.Fallback, RecipientRoute.Everything, getsDigest: false))));
    }

    [Fact]
    public void What_has_to_be_put_right_first_is_told()
    {
        _site.MuteAlerts(Now.AddHours(1), Guid.NewGuid(), Now);
        Assert.Equal(new AlertStop(AlertStopCause.SiteMuted, Now.AddHours(1)), Find(Recipient()));
        Assert.Equal(new AlertStop(AlertStopCause.NoRecipient), Find());
        Assert.Equal(AlertStopCause.AlertsOff, Cause(Switched(false)));
        _site.SetPlan(SitePlan.Paid);
        Assert.Equal(AlertStopCause.NotFreePlan, Cause(Switched(false)));
        _site.SetDisabled(true);
        Assert.Equal(AlertStopCause.SiteDisabled, Cause(Switched(false)));
    }

    [Fact]
    public void Why_no_recipient_gets_mails_is_told_where_it_is_the_same_for_all()
    {
        var (waiting, stopped, bounced) = (Waiting(), Recipient(one => one.Stop(Now)), Recipient(one => one.Bounce("No such mailbox.", Now)));

        Assert.Equal(AlertStopCause.NobodyConfirmed, Find(waiting, Waiting())?.Cause);
        Assert.Equal(AlertStopCause.EverybodyStopped, Find(stopped)?.Cause);
        Assert.Equal(AlertStopCause.EverybodyBounced, Find(bounced, bounced)?.Cause);
        Assert.Equal(AlertStopCause.NobodyReachable, Find(waiting, stopped)?.Cause);
    }

    [Fact]
    public void Who_only_reads_digests_gets_none_while_they_are_off()
    {
        var reader = Recipient(one => one.Assign(RecipientRole.DigestOnly, RecipientRoute.Everything, getsDigest: true));
        var daily = _settings.Next(AlertSettingsDraft.Of(_settings) with { Digest = new DigestPlan(DigestRhythm.Daily, new TimeOnly(8, 0), DayOfWeek.Monday) }, null, Now);

        Assert.Equal(AlertStopCause.DigestAloneAndOff, Find(reader)?.Cause);
        Assert.Null(AlertStop.Find(_site, daily, [reader], Now));
    }

    [Fact]
    public void A_mute_counts_until_it_ends_and_of_several_the_first_end_does()
    {
        AlertRecipient[] muted = [Recipient(one => one.Mute(Now.AddHours(3))), Recipient(one => one.Mute(Now.AddHours(2)))];

        Assert.Equal(new AlertStop(AlertStopCause.EverybodyMuted, Now.AddHours(2)), Find(muted));
        Assert.Null(AlertStop.Find(_site, _settings, muted, Now.AddHours(2)));
        _site.MuteAlerts(Now.AddHours(1), Guid.NewGuid(), Now);
        Assert.Null(AlertStop.Find(_site, _settings, [Recipient()], Now.AddHours(1)));
    }

    private AlertStop? Find(params AlertRecipient[] recipients) => AlertStop.Find(_site, _settings, recipients, Now);

    private AlertStopCause? Cause(AlertSettings settings) => AlertStop.Find(_site, settings, [], Now)?.Cause;

    private AlertSettings Switched(bool on) => _settings.Next(AlertSettingsDraft.Of(_settings) with { Enabled = on }, null, Now);

    private AlertRecipient Waiting() => new(_site.Id, $"{Guid.NewGuid():N}@roof.example", "", Now);

    private AlertRecipient Recipient(Action<AlertRecipient>? change = null)
    {
        var recipient = Waiting();
        recipient.Confirm(Now);
        change?.Invoke(recipient);
        return recipient;
    }
}
