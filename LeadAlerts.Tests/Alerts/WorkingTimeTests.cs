using LeadAlerts.Core.Alerts;
using LeadAlerts.Core.Alerts.Settings;

namespace LeadAlerts.Tests.Alerts;

public sealed class WorkingTimeTests
{
    private static readonly AlertSchedule Nights = new(new TimeOnly(20, 0), new TimeOnly(7, 30), Weekdays.Workweek);

    // Before, in and after what clocks do in a year; with a day that a zone left out and a change over midnight.
    private static readonly (string Zone, string Around)[] Oddities =
    [
        ("Pacific/Apia", "2011-12-30"), ("America/Sao_Paulo", "2018-11-04"), ("America/Havana", "2026-11-01"), ("Africa/Cairo", "2026-04-24"),
        ("Australia/Lord_Howe", "2026-04-05"), ("Antarctica/Troll", "2026-03-29"), ("America/Los_Angeles", "2026-03-08"), ("Europe/Berlin", "2026-10-25"),
    ];

    [Theory]
    [InlineData("2026-06-02T19:59", "2026-06-02T19:59")] // Tuesday evening
    [InlineData("2026-06-02T20:00", "2026-06-03T07:30")]
    [InlineData("2026-06-03T00:10", "2026-06-03T07:30")]
    [InlineData("2026-06-03T07:30", "2026-06-03T07:30")]
    [InlineData("2026-06-05T21:00", "2026-06-08T07:30")] // Friday night until Monday
    [InlineData("2026-06-07T12:00", "2026-06-08T07:30")]
    public void Nights_and_weekends_wait_for_the_next_morning(string local, string open)
    {
        var zone = Zone("America/Los_Angeles");
        var time = new WorkingTime(Nights, zone);

        Assert.Equal(Instant(open, zone), time.NextOpen(Instant(local, zone)));
    }

    [Fact]
    public void The_same_begin_and_end_means_no_quiet_hours()
    {
        var time = new WorkingTime(new AlertSchedule(new TimeOnly(9, 0), new TimeOnly(9, 0), Weekdays.All), Zone("Europe/Berlin"));
        var at = new DateTimeOffset(2026, 6, 2, 7, 0, 0, TimeSpan.Zero);

        Assert.Equal(at, time.NextOpen(at));
        Assert.Equal(AlertReason.None, time.WhyClosed(at));
    }

    [Fact]
    public void A_time_that_does_not_exist_moves_forward_to_the_end_of_the_gap()
    {
        var zone = Zone("America/Los_Angeles");
        var time = new WorkingTime(new AlertSchedule(new TimeOnly(22, 0), new TimeOnly(2, 30), Weekdays.All), zone);

        // 02:30 on 8 March 2026 is left out: 02:00 is followed by 03:00, which is 10:00 UTC.
        Assert.Equal(new DateTimeOffset(2026, 3, 8, 10, 0, 0, TimeSpan.Zero), time.NextOpen(new DateTimeOffset(2026, 3, 8, 8, 0, 0, TimeSpan.Zero)));
    }

    [Fact]
    public void A_time_that_occurs_twice_counts_once()
    {
        var zone = Zone("America/Los_Angeles");
        var time = new WorkingTime(new AlertSchedule(new TimeOnly(22, 0), new TimeOnly(1, 30), Weekdays.All), zone);

        // On 1 November 2026 01:30 comes at 08:30 and again at 09:30 UTC: it stays open from the first on.
        var open = new DateTimeOffset(2026, 11, 1, 8, 30, 0, TimeSpan.Zero);
        Assert.Equal(open, time.NextOpen(open.AddHours(-2)));
        Assert.True(time.IsOpen(open.AddMinutes(45)));
    }

    [Fact]
    public void Working_time_passes_only_while_it_is_open()
    {
        var zone = Zone("America/Los_Angeles");
        var time = new WorkingTime(Nights, zone);

        Assert.Equal(Instant("2026-06-08T07:45", zone), time.Add(Instant("2026-06-05T19:45", zone), TimeSpan.FromMinutes(30)));
        Assert.Equal(Instant("2026-06-08T08:00", zone), time.Add(Instant("2026-06-06T12:00", zone), TimeSpan.FromMinutes(30)));
    }

    [Fact]
    public void In_every_zone_it_opens_again_soon_and_once_a_day_around_every_change_of_the_clocks()
    {
        var random = new Random(20260602);

        // Zones whose clocks do the same in 2026 are one case.
        var cases = TimeZoneInfo.GetSystemTimeZones()
            .DistinctBy(zone => $"{zone.GetUtcOffset(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero))} {string.Join(' ', Changes(zone).Select(at => $"{at:O}{zone.GetUtcOffset(at)}"))}")
            .SelectMany(zone => Changes(zone).Append(new DateTimeOffset(2026, 6, 15, random.Next(24), 0, 0, TimeSpan.Zero)).Select(at => (zone, at)))
            .Concat(Oddities.Select(odd => (zone: Zone(odd.Zone), at: DateTimeOffset.Parse(odd.Around, System.Globalization.CultureInfo.InvariantCulture))));
        foreach (var (zone, change) in cases)
        {
            var schedule = AnySchedule(random);
            var time = new WorkingTime(schedule, zone);
            var opened = new HashSet<DateTimeOffset>();
            var last = DateTimeOffset.MinValue;
            for (var at = change.AddHours(-40); at < change.AddHours(40); at = at.AddMinutes(random.Next(7, 95)))
            {
                var open = time.NextOpen(at);
                var about = $"{zone.Id} {schedule} {at:O} → {open:O}";
                Assert.True(open >= at && open - at < TimeSpan.FromDays(10), about);
                Assert.True(time.IsOpen(open), about);
                Assert.True(open >= last, about);
                Assert.Equal(open == at, time.WhyClosed(at) == AlertReason.None);
                last = open;
                if (open > at)
                {
                    opened.Add(open);
                }

                var (one, two) = (TimeSpan.FromMinutes(random.Next(1, 600)), TimeSpan.FromMinutes(random.Next(1, 600)));
                Assert.True(time.Add(at, one + two) == time.Add(time.Add(at, one), two), $"{about} + {one} + {two}");
            }

            // At most one opening for every local day that was passed, and the days to which the last ones wait.
            Assert.True(opened.Count <= 5, $"{zone.Id} {schedule} {change:O}: {string.Join(", ", opened)}");
        }
    }

    [Fact]
    public void Far_from_a_change_of_the_clocks_it_is_what_the_wall_clock_says()
    {
        var random = new Random(7);
        foreach (var zone in TimeZoneInfo.GetSystemTimeZones())
        {
            var changes = Changes(zone).ToList();
            for (var i = 0; i < 20; i++)
            {
                var at = new DateTimeOffset(2026, 1, 3, 0, 0, 0, TimeSpan.Zero).AddMinutes(random.Next(360 * 24 * 60));
                if (changes.Any(change => (change - at).Duration() < TimeSpan.FromDays(2)))
                {
                    continue;
                }

                var schedule = AnySchedule(random);
                var local = at.UtcDateTime + zone.GetUtcOffset(at);
                var clock = TimeOnly.FromDateTime(local);
                var (from, to) = (schedule.QuietFrom, schedule.QuietTo);
                var isQuiet = from < to ? clock >= from && clock < to : from > to && (clock >= from || clock < to);
                var isWorking = (schedule.WorkingDays & (Weekdays)(1 << (int)local.DayOfWeek)) != 0;
                Assert.True(new WorkingTime(schedule, zone).IsOpen(at) == (isWorking && !isQuiet), $"{zone.Id} {schedule} {at:O}");
            }
        }
    }

    [Fact]
    public void A_local_time_becomes_the_first_instant_at_which_clocks_show_it_or_later()
    {
        var random = new Random(11);
        foreach (var zone in TimeZoneInfo.GetSystemTimeZones())
        {
            foreach (var change in Changes(zone))
            {
                var wall = change.UtcDateTime + zone.GetUtcOffset(change);
                for (var i = 0; i < 8; i++)
                {
                    var local = DateTime.SpecifyKind(wall.AddMinutes(random.Next(-180, 180)), DateTimeKind.Unspecified);
                    var instant = WorkingTime.InstantOf(local, zone);
                    Assert.True(Shown(instant) >= local, $"{zone.Id} {local:O} → {instant:O}");
                    foreach (var ticks in new[] { 1, TimeSpan.TicksPerMinute, 31 * TimeSpan.TicksPerMinute, TimeSpan.TicksPerHour, 3 * TimeSpan.TicksPerHour })
                    {
                        Assert.True(Shown(instant.AddTicks(-ticks)) < local, $"{zone.Id} {local:O} is shown before {instant:O}");
                    }
                }
            }

            DateTime Shown(DateTimeOffset at) => at.UtcDateTime + zone.GetUtcOffset(at);
        }
    }

    private static AlertSchedule AnySchedule(Random random) => new(
        new TimeOnly(random.Next(24), 15 * random.Next(4)), new TimeOnly(random.Next(24), 15 * random.Next(4)), (Weekdays)random.Next(1, 128));

    private static IEnumerable<DateTimeOffset> Changes(TimeZoneInfo zone)
    {
        var end = new DateTimeOffset(2027, 1, 1, 0, 0, 0, TimeSpan.Zero);
        for (var day = new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero); day < end; day = day.AddDays(1))
        {
            if (zone.GetUtcOffset(day) != zone.GetUtcOffset(day.AddDays(1)))
            {
                var (before, after) = (day, day.AddDays(1));
                while (after - before > TimeSpan.FromSeconds(1))
                {
                    var middle = before + ((after - before) / 2);
                    (before, after) = zone.GetUtcOffset(middle) == zone.GetUtcOffset(day) ? (middle, after) : (before, middle);
                }

                yield return after;
            }
        }
    }

    private static TimeZoneInfo Zone(string id) => TimeZoneInfo.FindSystemTimeZoneById(id);

    private static DateTimeOffset Instant(string local, TimeZoneInfo zone) =>
        WorkingTime.InstantOf(DateTime.Parse(local, System.Globalization.CultureInfo.InvariantCulture), zone);
}
