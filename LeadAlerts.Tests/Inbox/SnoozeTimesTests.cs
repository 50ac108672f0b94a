using LeadAlerts.Web.Components.Pages.Inbox;

namespace LeadAlerts.Tests.Inbox;

public sealed class SnoozeTimesTests
{
    private static readonly TimeZoneInfo LosAngeles = TimeZoneInfo.FindSystemTimeZoneById("America/Los_Angeles");

    [Fact]
    public void Tomorrow_begins_in_the_sites_zone_also_when_the_clocks_change()
    {
        // Still Saturday evening there; on Sunday the clocks go forward.
        var now = new DateTimeOffset(2026, 3, 8, 4, 0, 0, TimeSpan.Zero);

        Assert.Equal(new DateTimeOffset(2026, 3, 8, 15, 0, 0, TimeSpan.Zero), SnoozeTimes.Tomorrow(now, LosAngeles));
    }

    [Theory]
    [InlineData("2026-03-02", "2026-03-09")]
    [InlineData("2026-03-04", "2026-03-09")]
    [InlineData("2026-03-08", "2026-03-09")]
    public void Next_week_is_the_monday_after_today(string today, string monday)
    {
        var now = new DateTimeOffset(DateTime.Parse(today, System.Globalization.CultureInfo.InvariantCulture).AddHours(12), TimeSpan.Zero);

        Assert.Equal(DateTime.Parse(monday, System.Globalization.CultureInfo.InvariantCulture).AddHours(8), SnoozeTimes.NextWeek(now, TimeZoneInfo.Utc).UtcDateTime);
    }
}
