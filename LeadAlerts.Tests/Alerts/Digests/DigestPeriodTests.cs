using LeadAlerts.Core.Alerts.Digests;
using LeadAlerts.Core.Alerts.Settings;
using LeadAlerts.Core.Sites;

namespace LeadAlerts.Tests.Alerts.Digests;

/// <summary>What holds of the times that digests tell of, whatever happens to a site: random ones, the same in every run.</summary>
public sealed class DigestPeriodTests
{
    private static readonly string[] Zones = [.. TimeZoneInfo.GetSystemTimeZones().Select(zone => zone.Id)];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void One_digest_begins_where_the_one_before_ended(int seed)
    {
        var random = new Random(seed);
        for (var run = 0; run < 150; run++)
        {
            Run(random, $"seed {seed}, run {run}");
        }
    }

    [Fact]
    public void What_a_digest_tells_of_ends_when_it_was_due_however_late_it_is_written()
    {
        var daily = new DigestPlan(DigestRhythm.Daily, new TimeOnly(8, 0), DayOfWeek.Monday);
        var due = new DateTimeOffset(2026, 10, 31, 15, 0, 0, TimeSpan.Zero);

        Assert.Null(DigestTimes.FindPeriod(daily, "America/Los_Angeles", due.AddDays(-1), due));
        Assert.Equal(new DigestPeriod(due.AddDays(-1), due, IsCut: false), DigestTimes.FindPeriod(daily, "America/Los_Angeles", due.AddDays(-1), due.AddHours(6)));

        // The clocks go back in the night: the next day has 25 hours.
        Assert.Equal(
            new DigestPeriod(due, due.AddHours(25), IsCut: false),
            DigestTimes.FindPeriod(daily, "America/Los_Angeles", due, due.AddHours(25) + DigestTimes.Settle));
        Assert.Equal(due.AddHours(25), DigestTimes.FindStart(daily, "America/Los_Angeles", due.AddHours(49)));
    }

    private static void Run(Random random, string about)
    {
        var now = new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero).AddMinutes(random.Next(600_000));
        var site = new Site("Bright Roof", Zones[random.Next(Zones.Length)], "US", now);
        var plan = DigestPlan.Off;
        var (told, wasOff, written) = ((DateTimeOffset?)null, true, 0);
        for (var step = 0; step < 60; step++)
        {
            // The server looks every few hours, or was away for weeks.
            now += TimeSpan.FromMinutes(random.Next(30) == 0 ? random.Next(60_000) : random.Next(2000));
            switch (random.Next(12))
            {
                case 0 or 1:
                    var next = AnyPlan(random);
                    if (next != plan)
                    {
                        DigestTimes.Replan(site, plan, next, now);
                        wasOff |= next.Rhythm == DigestRhythm.Off;
                        plan = next;
                    }

                    break;
                case 2:
                    site.SetPlace(Zones[random.Next(Zones.Length)], "US");
                    site.PlanDigest(DigestTimes.FindNext(plan, site.TimeZone, now));
                    break;
            }

            Assert.Equal(plan.Rhythm == DigestRhythm.Off, site.DigestDueAt is null);
            if (site.DigestDueAt is not { } due || due > now - DigestTimes.Settle)
            {
                continue;
            }

            var period = DigestTimes.FindPeriod(plan, site.TimeZone, site.DigestedUntil!.Value, now);
            site.PlanDigest(DigestTimes.FindNext(plan, site.TimeZone, now - DigestTimes.Settle));
            if (period is null)
            {
                continue;
            }

            Assert.True(period.From < period.Until && period.Until <= now - DigestTimes.Settle, $"{about}: {period} at {now}");
            Assert.True(period.Until - period.From <= DigestTimes.Longest, $"{about}: {period} is too long");
            Assert.True(told is null || period.From >= told, $"{about}: {period} tells twice what was told until {told}");
            Assert.True(wasOff || period.IsCut || period.From == told, $"{about}: {period} leaves out what came after {told}");
            site.TellDigestsFrom(period.Until);
            (told, wasOff) = (period.Until, false);
            written++;
        }

        Assert.True(written > 0 || plan.Rhythm == DigestRhythm.Off || site.DigestDueAt <= now.AddDays(9), about);
    }

    private static DigestPlan AnyPlan(Random random) => new(
        (DigestRhythm)random.Next(3), new TimeOnly(random.Next(24), 15 * random.Next(4)), (DayOfWeek)random.Next(7));
}
