using LeadAlerts.Core.Analytics;

namespace LeadAlerts.Tests.Analytics;

public sealed class SiteDaysTests
{
    [Theory]
    [InlineData("Europe/Berlin", 2026, 3, 29, 23)]
    [InlineData("Europe/Berlin", 2026, 10, 25, 25)]
    [InlineData("America/Los_Angeles", 2026, 3, 8, 23)]
    [InlineData("America/Los_Angeles", 2026, 11, 1, 25)]
    [InlineData("Asia/Kathmandu", 2026, 3, 8, 24)]
    [InlineData("America/Sao_Paulo", 2018, 11, 4, 23)]
    public void A_day_is_as_long_as_the_clocks_make_it(string zone, int year, int month, int day, int hours)
    {
        var date = new DateOnly(year, month, day);
        var days = new SiteDays(date.AddDays(-1), date.AddDays(1), TimeZoneInfo.FindSystemTimeZoneById(zone));

        Assert.Equal(TimeSpan.FromHours(hours), days.LengthOf(1));
    }

    [Fact]
    public void Each_instant_belongs_to_the_day_that_clocks_show_and_to_one_only()
    {
        var random = new Random(7);
        foreach (var zone in TimeZoneInfo.GetSystemTimeZones())
        {
            var days = new SiteDays(new DateOnly(2026, 1, 1), new DateOnly(2026, 12, 31), zone);
            for (var i = 0; i < 40; i++)
            {
                var at = days.From + (random.NextDouble() * (days.To - days.From));
                var local = TimeZoneInfo.ConvertTime(at, zone);
                Assert.Equal(DateOnly.FromDateTime(local.DateTime), days.First.AddDays(days.IndexOf(at)!.Value));
                Assert.Equal(local.Hour, days.HourOf(at).Hour);
            }

            Assert.Equal(0, days.IndexOf(days.From));
            Assert.Null(days.IndexOf(days.From.AddTicks(-1)));
            Assert.Null(days.IndexOf(days.To));
            Assert.Equal(days.Count - 1, days.IndexOf(days.To.AddTicks(-1)));
        }
    }

    [Fact]
    public void Weeks_begin_on_Monday() =>
        Assert.Equal((0, 9), new SiteDays(new DateOnly(2026, 11, 23), new DateOnly(2026, 11, 23), TimeZoneInfo.Utc).HourOf(new DateTimeOffset(2026, 11, 23, 9, 59, 0, TimeSpan.Zero)));

    [Theory]
    [InlineData(null, null, null, "2026-10-25", "2026-11-23")]
    [InlineData(7, null, null, "2026-11-17", "2026-11-23")]
    [InlineData(90, null, null, "2026-08-26", "2026-11-23")]
    [InlineData(12, null, null, "2026-10-25", "2026-11-23")]
    [InlineData(7, "2026-03-01", "2026-03-05", "2026-03-01", "2026-03-05")]
    [InlineData(null, "2026-03-05", "2026-03-01", "2026-03-01", "2026-03-05")]
    [InlineData(null, "2026-11-20", "2030-01-01", "2026-11-20", "2026-11-23")]
    [InlineData(null, "2001-01-01", "2026-11-23", "2025-11-23", "2026-11-23")]
    [InlineData(null, "2030-01-01", "2031-01-01", "2026-11-23", "2026-11-23")]
    [InlineData(null, "1 March", "' OR 1=1", "2026-10-25", "2026-11-23")]
    public void An_address_asks_for_days_and_nonsense_for_sensible_ones(int? days, string? from, string? to, string first, string last)
    {
        var range = AnalyticsRange.Of(days, from, to, new DateOnly(2026, 11, 23));

        Assert.Equal((first, last), ($"{range.First:yyyy-MM-dd}", $"{range.Last:yyyy-MM-dd}"));
        Assert.Equal(range.Days, range.Before.Days);
        Assert.Equal(range.First.AddDays(-1), range.Before.Last);
    }
}
