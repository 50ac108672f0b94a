using System.Globalization;
using LeadAlerts.Core.Alerts.Recipients;

namespace LeadAlerts.Core.Alerts.Settings;

/// <summary>When alerts go out, escalate and are summed up, in plain words. Pure.</summary>
public static class PlanWords
{
    // The week as people who keep working days begin it.
    private static readonly DayOfWeek[] Week =
        [DayOfWeek.Monday, DayOfWeek.Tuesday, DayOfWeek.Wednesday, DayOfWeek.Thursday, DayOfWeek.Friday, DayOfWeek.Saturday, DayOfWeek.Sunday];

    /// <summary>The days of the week, Monday first.</summary>
    public static IReadOnlyList<DayOfWeek> DaysInOrder => Week;

    /// <summary>A day as three letters.</summary>
    public static string ShortDay(DayOfWeek day) => CultureInfo.InvariantCulture.DateTimeFormat.AbbreviatedDayNames[(int)day];

    /// <summary>Days of the week, such as <c>Mon–Fri</c> or <c>Mon, Wed</c>.</summary>
    public static string Days(Weekdays days)
    {
        if ((days & Weekdays.All) == Weekdays.All)
        {
            return "every day";
        }

        var parts = new List<string>();
        for (var first = 0; first < Week.Length; first++)
        {
            var last = first;
            while (Has(days, last) && last + 1 < Week.Length && Has(days, last + 1))
            {
                last++;
            }

            if (Has(days, first))
            {
                parts.Add((last - first) switch
                {
                    0 => ShortDay(Week[first]),
                    1 => $"{ShortDay(Week[first])}, {ShortDay(Week[last])}",
                    _ => $"{ShortDay(Week[first])}–{ShortDay(Week[last])}",
                });
                first = last;
            }
        }

        return parts.Count == 0 ? "no day" : string.Join(", ", parts);
    }

    /// <summary>When alerts go out, such as <c>Mon–Fri, quiet 20:00–07:00</c>.</summary>
    public static string Schedule(AlertSchedule schedule)
    {
        ArgumentNullException.ThrowIfNull(schedule);
        var days = Days(schedule.WorkingDays);
        return schedule.HasQuietHours ? $"{days}, quiet {Time(schedule.QuietFrom)}–{Time(schedule.QuietTo)}"
            : (schedule.WorkingDays & Weekdays.All) == Weekdays.All ? "at any time"
            : $"{days}, all day";
    }

    /// <summary>A limit of mails in an hour.</summary>
    public static string Cap(int? cap) => cap is { } limit ? $"{limit} an hour" : "no limit";

    /// <summary>What happens with a lead that nobody takes.</summary>
    public static string Escalation(EscalationPlan plan)
    {
        ArgumentNullException.ThrowIfNull(plan);
        return plan.AfterMinutes is not { } minutes ? "off"
            : $"after {Minutes(minutes)} to {(plan.Target == EscalationTarget.Everyone ? "everyone" : "the next recipient")}, at most {Times(plan.Times)}";
    }

    /// <summary>When the digest comes.</summary>
    public static string Digest(DigestPlan plan)
    {
        ArgumentNullException.ThrowIfNull(plan);
        return plan.Rhythm switch
        {
            DigestRhythm.Daily => $"daily at {Time(plan.At)}",
            DigestRhythm.Weekly => $"{plan.Weekday}s at {Time(plan.At)}",
            _ => "off",
        };
    }

    /// <summary>When a recipient gets alerts, in a word or two.</summary>
    public static string Role(RecipientRole role) => role switch
    {
        RecipientRole.HotOnly => "Hot leads only",
        RecipientRole.DigestOnly => "Digest only",
        RecipientRole.Fallback => "Stands in",
        _ => "Every lead",
    };

    /// <summary>A time of day.</summary>
    public static string Time(TimeOnly time) => time.ToString("HH:mm", CultureInfo.InvariantCulture);

    /// <summary>A number of minutes as people say it.</summary>
    public static string Minutes(int minutes) => minutes switch
    {
        1 => "1 minute",
        _ when minutes % 60 == 0 => minutes == 60 ? "1 hour" : $"{minutes / 60} hours",
        _ => $"{minutes} minutes",
    };

    /// <summary>How often.</summary>
    public static string Times(int times) => times == 1 ? "once" : times == 2 ? "twice" : $"{times} times";

    private static bool Has(Weekdays days, int place) => (days & (Weekdays)(1 << (int)Week[place])) != Weekdays.None;
}
