using LeadAlerts.Core.Alerts;
using LeadAlerts.Core.Alerts.Recipients;
using LeadAlerts.Core.Alerts.Settings;
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
    public void Never_two_where_one_is_due_never_in_quiet_hours_and_never_silent_for_ever(int seed)
    {
        var random = new Random(seed);
        for (var run = 0; run < 400; run++)
        {
            Run(random, $"seed {seed}, run {run}");
        }
    }

    private static void Run(Random random, string about)
    {
        var zone = Zones[random.Next(Zones.Length)];
        var start = Starts[random.Next(Starts.Length)];
        var settings = AnySettings(random, start);
        var recipients = AnyRecipients(random, start);
        var world = new AlertWorld(settings, zone, recipients);
        var leads = Enumerable.Range(0, random.Next(1, 6)).Select(_ => (Id: Guid.NewGuid(), Facts: AnyFacts(random, settings))).ToArray();
        var mutes = new List<(DateTimeOffset From, DateTimeOffset To)>();
        var now = start;
        for (var step = 0; step < random.Next(5, 40); step++)
        {
            now += TimeSpan.FromSeconds(random.Next(10) switch { < 5 => random.Next(5, 120), < 8 => random.Next(60, 3600), _ => random.Next(3600, 40_000) });
            world.RunTo(now);
            if (random.Next(12) == 0)
            {
                world.MutedUntil = now.AddMinutes(random.Next(5, 900));
                mutes.Add((now, world.MutedUntil.Value));
            }

            ref var lead = ref leads[random.Next(leads.Length)];
            lead.Facts = Change(random, lead.Facts, settings);
            var decision = world.Review(lead.Id, lead.Facts, now);
            Assert.True(world.Review(lead.Id, lead.Facts, now).Recipients.All(each => each.Action != AlertAction.Send), $"{about}: the same review sends nothing twice");
            Assert.All(decision.Recipients, each => Assert.True(each.Action != AlertAction.Hold || each.Until > now, about));
        }

        var end = now.AddDays(20);
        world.RunTo(end);
        Check(world, settings, recipients, mutes, about);
    }

    private static void Check(
        AlertWorld world, AlertSettings settings, IReadOnlyList<AlertRecipient> recipients, List<(DateTimeOffset From, DateTimeOffset To)> mutes, string about)
    {
        foreach (var recipient in recipients)
        {
            var mails = world.Mails.Where(mail => mail.RecipientId == recipient.Id).OrderBy(mail => mail.At).ToList();
            foreach (var mail in mails)
            {
                Assert.True(mail.Leads.Any(lead => lead.Facts.Hot) || world.Time.IsOpen(mail.At), $"{about}: {mail.At:O} is quiet");
                Assert.DoesNotContain(mutes, mute => mail.At >= mute.From && mail.At < mute.To && mutes.TrueForAll(other => other.From <= mute.From || other.From > mail.At));
                Assert.True(recipient.IsActive && recipient.Role != RecipientRole.DigestOnly && !(recipient.MutedUntil > mail.At), about);
                Assert.DoesNotContain(mail.Leads, lead => (lead.Kind == AlertKind.Update) != (lead.Changes != LeadChanges.None));
            }

            foreach (var told in mails.SelectMany(mail => mail.Leads.Select(lead => (mail.At, lead))).GroupBy(each => each.lead.LeadId))
            {
                Assert.Equal(AlertKind.New, told.First().lead.Kind);
                Assert.Single(told, each => each.lead.Kind == AlertKind.New);
                Assert.True(
                    told.Zip(told.Skip(1)).All(pair => pair.Second.At - pair.First.At >= AlertPolicy.UpdateWindow), $"{about}: two mails of one lead within moments");
            }

            if (settings.HourlyCap is { } cap)
            {
                var counted = mails.Where(mail => !mail.IsRelease && !mail.Leads.Any(lead => lead.Facts.Hot)).ToList();
                Assert.All(counted, mail => Assert.True(counted.Count(other => other.At > mail.At - AlertPolicy.CapWindow && other.At <= mail.At) <= cap, about));
            }
        }

        // Who gets every lead knows in the end of each that there is, and all that matters of it.
        foreach (var recipient in recipients.Where(each => each is { IsActive: true, Role: RecipientRole.Always } && each.Route.IsEverything))
        {
            foreach (var (leadId, facts) in world.LastFacts)
            {
                var last = world.Mails.Where(mail => mail.RecipientId == recipient.Id).OrderBy(mail => mail.At).SelectMany(mail => mail.Leads).LastOrDefault(lead => lead.LeadId == leadId);
                Assert.True(last is not null, $"{about}: never told");
                var unknown = facts.Since(last.Facts);
                Assert.True((unknown & ~LeadChanges.InterestedAgain) == LeadChanges.None, $"{about}: {unknown} never told");
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
