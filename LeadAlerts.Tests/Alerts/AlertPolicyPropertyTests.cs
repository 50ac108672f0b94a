using LeadAlerts.Core.Alerts;
using LeadAlerts.Core.Alerts.Deciding;
using LeadAlerts.Core.Alerts.Recipients;
using LeadAlerts.Core.Alerts.Settings;
using LeadAlerts.Core.Leads;
using LeadAlerts.Core.Qualification;

namespace LeadAlerts.Tests.Alerts;

/// <summary>What holds whatever happens: random sites, recipients, visitors and times, the same ones in every run.</summary>
public sealed class AlertPolicyPropertyTests
{
    private static readonly TimeZoneInfo[] Zones = [.. TimeZoneInfo.GetSystemTimeZones()];

    // Around these the clocks of many zones change; the last one is far from any.
    private static readonly DateTimeOffset[] Starts =
    [
        new(2026, 3, 7, 20, 0, 0, TimeSpan.Zero), new(2026, 3, 28, 20, 0, 0, TimeSpan.Zero), new(2026, 4, 4, 10, 0, 0, TimeSpan.Zero),
        new(2026, 10, 3, 12, 0, 0, TimeSpan.Zero), new(2026, 10, 24, 20, 0, 0, TimeSpan.Zero), new(2026, 10, 31, 20, 0, 0, TimeSpan.Zero),
        new(2026, 6, 2, 21, 0, 0, TimeSpan.Zero),
    ];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    [InlineData(7)]
    [InlineData(8)]
    public void Never_two_where_one_is_due_never_in_quiet_hours_and_never_silent_for_ever(int seed)
    {
        var random = new Random(seed);
        for (var run = 0; run < 400; run++)
        {
            Run(random, $"seed {seed}, run {run}");
        }
    }

    [Fact]
    public void A_sender_that_makes_a_lead_a_minute_for_hours_never_fills_the_hour()
    {
        var settings = AlertSettings.CreateFirst(Guid.NewGuid(), Starts[0]).Next(
            new AlertSettingsDraft(true, 50, CriterionSetting.Defaults) { Schedule = AlertSchedule.Always, HotScore = 100, HourlyCap = 20 }, null, Starts[0]);
        var recipient = new AlertRecipient(Guid.NewGuid(), "r@brightroof.example", "", Starts[0]);
        recipient.Confirm(Starts[0]);
        var world = new AlertWorld(settings, TimeZoneInfo.Utc, [recipient]);
        for (var minute = 0; minute < 300; minute++)
        {
            var now = Starts[0].AddMinutes(minute);
            world.RunTo(now);
            world.Review(Guid.NewGuid(), new LeadFacts(80, null, null, Urgent: false, AsksToBook: false, Hot: false, Withdrew: false), now, sender: 1);
        }

        world.RunTo(Starts[0].AddDays(1));
        Assert.All(world.Mails, mail => Assert.InRange(world.Mails.Count(other => other.At > mail.At - AlertPolicy.CapWindow && other.At <= mail.At), 1, 9));
        Assert.Equal(300, world.Mails.Sum(mail => mail.Leads.Count));
    }

    private static void Run(Random random, string about)
    {
        var zone = Zones[random.Next(Zones.Length)];
        var start = Starts[random.Next(Starts.Length)];
        var recipients = AnyRecipients(random, start);
        var world = new AlertWorld(AnySettings(random, start), zone, recipients);
        var leads = Enumerable.Range(0, random.Next(1, 7)).Select(_ => (Id: Guid.NewGuid(), Facts: AnyFacts(random, world.Settings), Sender: random.Next(3) == 0 ? 1 : (int?)null)).ToArray();
        var now = start;
        for (var step = 0; step < random.Next(5, 40); step++)
        {
            now += TimeSpan.FromSeconds(random.Next(10) switch { < 5 => random.Next(5, 120), < 8 => random.Next(60, 3600), _ => random.Next(3600, 40_000) });
            world.RunTo(now);
            Disturb(random, world, recipients, now);
            ref var lead = ref leads[random.Next(leads.Length)];
            lead.Facts = Change(random, lead.Facts, world.Settings);
            var decision = world.Review(lead.Id, lead.Facts, now, lead.Sender);
            Assert.True(world.Review(lead.Id, lead.Facts, now, lead.Sender).Recipients.All(each => each.Action != AlertAction.Send), $"{about}: the same review sends nothing twice");
            Assert.All(decision.Recipients, each => Assert.True(each.Action != AlertAction.Hold || each.Until > now, about));
        }

        // In the end alerts are on, and the visitors say one more word that makes a lead.
        now += TimeSpan.FromMinutes(1);
        world.RunTo(now);
        world.Switch(on: true, now);
        foreach (var lead in leads)
        {
            now += TimeSpan.FromMinutes(1);
            world.RunTo(now);
            var score = Math.Max(lead.Facts.Score, world.Settings.Threshold);
            world.Review(lead.Id, lead.Facts with { Score = score, Hot = score >= world.Settings.HotScore }, now, lead.Sender);
        }

        // Working time may be a few minutes a week.
        world.RunTo(now.AddDays(400));
        CheckMails(world, recipients, about);
        CheckNobodyIsLeftInTheDark(world, recipients, about);

        // A reminder that waited is lost only where somebody had the lead, or where alerts were off for days.
        Assert.All(world.LostReminders, lost => Assert.True(
            lost.Reason is AlertReason.LeadHandled or AlertReason.MarkedNotALead || (lost.Reason == AlertReason.AlertsOff && lost.Waited >= AlertPolicy.EscalationMemory),
            $"{about}: a reminder was lost, {lost.Reason} after {lost.Waited}"));
    }

    /// <summary>Somebody mutes, switches, takes, gives back, answers, closes or snoozes.</summary>
    private static void Disturb(Random random, AlertWorld world, List<AlertRecipient> recipients, DateTimeOffset now)
    {
        var lead = world.Leads.Count == 0 ? null : world.Leads.Values.ElementAt(random.Next(world.Leads.Count)).Lead;
        switch (random.Next(30))
        {
            case 0 or 1:
                world.MutedUntil = now.AddMinutes(random.Next(5, 900));
                break;
            case 2:
                recipients[random.Next(recipients.Count)].Mute(now.AddMinutes(random.Next(5, 2400)));
                break;
            case 3 or 4:
                world.Switch(!world.Settings.Enabled, now);
                break;
            case 5 or 6 or 7 when lead is not null:
                lead.Claim(recipients[0].Id, "Sam", now);
                break;
            case 8 or 9 or 10 when lead is { ClaimedAt: not null }:
                lead.Unclaim(null, now);
                break;
            case 11 or 12 when lead is not null:
                lead.SetStatus((LeadStatus)random.Next(5), now);
                break;
            case 13 or 14 when lead is { Status: not LeadStatus.New }:
                lead.SetStatus(LeadStatus.New, now);
                break;
            case 15 when lead is not null:
                lead.Snooze(now.AddMinutes(random.Next(5, 3000)), now);
                break;
            case 16 when lead is not null:
                lead.Snooze(null, now);
                break;
        }
    }

    private static void CheckMails(AlertWorld world, IReadOnlyList<AlertRecipient> recipients, string about)
    {
        foreach (var recipient in recipients)
        {
            var mails = world.Mails.Where(mail => mail.RecipientId == recipient.Id).ToList();
            for (var i = 0; i < mails.Count; i++)
            {
                var mail = mails[i];
                var isHot = mail.Leads.Any(lead => lead.Facts.Hot);
                var isReminder = mail.Leads.Any(lead => lead.Kind == AlertKind.Escalation);
                Assert.True((isHot && !isReminder) || world.Time.IsOpen(mail.At), $"{about}: {mail.At:O} is quiet");
                Assert.DoesNotContain(mail.Leads, lead => (lead.Kind == AlertKind.Update) != (lead.Changes != LeadChanges.None));
                if (!isHot)
                {
                    var hour = mails.Take(i + 1).Count(other => other.At > mail.At - AlertPolicy.CapWindow);
                    Assert.True(!(hour > world.Settings.HourlyCap), $"{about}: {hour} mails within an hour at {mail.At:O}");
                }
            }

            foreach (var told in mails.SelectMany(mail => mail.Leads.Select(lead => (mail.At, mail.IsRelease, lead))).GroupBy(each => each.lead.LeadId))
            {
                Assert.True(told.First().lead.Kind is AlertKind.New or AlertKind.Escalation, about);
                Assert.DoesNotContain(told.Skip(1), each => each.lead.Kind == AlertKind.New);
                Assert.True(
                    told.Zip(told.Skip(1)).All(pair => pair.Second.lead.Kind != AlertKind.Update || pair.Second.At - pair.First.At >= AlertPolicy.UpdateWindow
                        || pair.First is { IsRelease: true, lead.Kind: AlertKind.Escalation }),
                    $"{about}: an update within moments");
                Assert.True(!(told.Count(each => each.lead.Kind == AlertKind.Escalation) > world.Settings.Escalation.Times), $"{about}: too many reminders");
            }
        }
    }

    private static void CheckNobodyIsLeftInTheDark(AlertWorld world, IReadOnlyList<AlertRecipient> recipients, string about)
    {
        foreach (var (leadId, lead) in world.Leads.Where(each => each.Value.Lead.IsFree))
        {
            // Who gets every lead knows in the end of each that nobody has, and all that matters of it.
            foreach (var recipient in recipients.Where(each => each is { IsActive: true, Role: RecipientRole.Always } && each.Route.IsEverything))
            {
                var last = world.Mails.Where(mail => mail.RecipientId == recipient.Id).SelectMany(mail => mail.Leads).LastOrDefault(told => told.LeadId == leadId);
                Assert.True(last is not null, $"{about}: never told");
                var unknown = lead.Facts.Since(last.Facts);
                Assert.True((unknown & ~LeadChanges.InterestedAgain) == LeadChanges.None, $"{about}: {unknown} never told");
            }

            // And it was told to others as often as the owner wants.
            if (world.Settings.Escalation.AfterMinutes is not null && world.Mails.Any(mail => mail.Leads.Any(told => told.LeadId == leadId)))
            {
                Assert.True(lead.Lead.Escalations == world.Settings.Escalation.Times, $"{about}: told to others {lead.Lead.Escalations} times, next at {lead.Lead.EscalateAt:O}");
            }
        }
    }

    private static AlertSettings AnySettings(Random random, DateTimeOffset now)
    {
        var schedule = random.Next(4) == 0
            ? AlertSchedule.Always
            : new AlertSchedule(new TimeOnly(random.Next(24), 15 * random.Next(4)), new TimeOnly(random.Next(24), 15 * random.Next(4)), (Weekdays)random.Next(1, 128));
        return AlertSettings.CreateFirst(Guid.NewGuid(), now).Next(
            new AlertSettingsDraft(true, 50, CriterionSetting.Defaults)
            {
                Schedule = schedule,
                HotScore = random.Next(60, 101),
                HourlyCap = random.Next(3) == 0 ? null : random.Next(1, 6),
                Escalation = new EscalationPlan(random.Next(2) == 0 ? null : random.Next(5, 120), random.Next(1, 4), (EscalationTarget)random.Next(2)),
            },
            null,
            now);
    }

    private static List<AlertRecipient> AnyRecipients(Random random, DateTimeOffset now)
    {
        var recipients = new List<AlertRecipient>();
        for (var i = 0; i < random.Next(1, 5); i++)
        {
            var recipient = new AlertRecipient(Guid.NewGuid(), $"r{i}@brightroof.example", "", now);
            if (random.Next(6) > 0)
            {
                recipient.Confirm(now);
            }

            recipient.Assign(i == 0 ? RecipientRole.Always : (RecipientRole)random.Next(4), RecipientRoute.Everything, random.Next(2) == 0);
            if (random.Next(6) == 0)
            {
                recipient.Mute(now.AddHours(random.Next(1, 40)));
            }

            recipients.Add(recipient);
        }

        return recipients;
    }

    private static LeadFacts AnyFacts(Random random, AlertSettings settings)
    {
        var score = random.Next(30, 101);
        return new LeadFacts(score, null, null, Urgent: random.Next(3) == 0, AsksToBook: random.Next(3) == 0, score >= settings.HotScore, Withdrew: false);
    }

    private static LeadFacts Change(Random random, LeadFacts facts, AlertSettings settings)
    {
        var score = random.Next(3) == 0 ? random.Next(10, 101) : facts.Score;
        facts = facts with { Score = score, Hot = score >= settings.HotScore };
        return random.Next(8) switch
        {
            0 => facts with { Email = $"m{random.Next(3)}@example.com" },
            1 => facts with { Phone = $"+1415555010{random.Next(3)}" },
            2 => facts with { Urgent = true },
            3 => facts with { AsksToBook = true },
            4 => facts with { Withdrew = !facts.Withdrew },
            _ => facts,
        };
    }
}
