using LeadAlerts.Core.Alerts.Settings;
using LeadAlerts.Core.Sites;

namespace LeadAlerts.Core.Alerts.Digests;

/// <summary>When digests are due in a site's own time, and what time each of them tells of. Pure.</summary>
public static class DigestTimes
{
    /// <summary>The longest time that one digest tells of.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromDays(31);

    /// <summary>How long after it is due a digest is written: by then the chats of its time are judged.</summary>
    public static readonly TimeSpan Settle = TimeSpan.FromMinutes(2);

    /// <summary>The next instant, UTC, after <paramref name="now"/> at which a digest is due; null when none ever is.</summary>
    /// <param name="plan">How often and at what time of day.</param>
    /// <param name="timeZone">The site's IANA zone; UTC stands in for one that this machine does not know.</param>
    /// <param name="now">The instant, UTC.</param>
    /// <remarks>A time that a change of clocks leaves out comes at the change; one that comes twice counts the first time.</remarks>
    public static DateTimeOffset? FindNext(DigestPlan plan, string timeZone, DateTimeOffset now)
    {
        if (plan.Rhythm == DigestRhythm.Off)
        {
            return null;
        }

        var zone = SiteTime.FindZone(timeZone);
        var today = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(now, zone).DateTime);

        // From the day before, since a zone's day may be put off across midnight, to the same weekday a week later.
        for (var day = today.AddDays(-1); day <= today.AddDays(8); day = day.AddDays(1))
        {
            if ((plan.Rhythm == DigestRhythm.Daily || day.DayOfWeek == plan.Weekday)
                && WorkingTime.InstantOf(day.ToDateTime(plan.At), zone) is var at && at > now)
            {
                return at;
            }
        }

        return null;
    }

    /// <summary>The time that a digest tells of which is written now; null when there is none to tell of.</summary>
    /// <param name="plan">How often and at what time of day.</param>
    /// <param name="timeZone">The site's IANA zone.</param>
    /// <param name="toldUntil">Where the digest before ended, UTC.</param>
    /// <param name="now">When it is written, UTC.</param>
    /// <remarks>It begins where the one before ended, so that nothing is left out or told twice, and ends when the last one was due.</remarks>
    public static DigestPeriod? FindPeriod(DigestPlan plan, string timeZone, DateTimeOffset toldUntil, DateTimeOffset now)
    {
        // One more tick: what was due right then is what is written.
        if (FindLast(plan, timeZone, (now - Settle).AddTicks(1)) is not { } until || until <= toldUntil)
        {
            return null;
        }

        var earliest = until - Longest;
        return toldUntil < earliest ? new DigestPeriod(earliest, until, IsCut: true) : new DigestPeriod(toldUntil, until, IsCut: false);
    }

    /// <summary>Where a digest begins that has none before it, UTC: a day or a week of the site before it is due.</summary>
    /// <param name="plan">How often; not <see cref="DigestRhythm.Off"/>.</param>
    /// <param name="timeZone">The site's IANA zone.</param>
    /// <param name="dueAt">When it is due, UTC.</param>
    public static DateTimeOffset FindStart(DigestPlan plan, string timeZone, DateTimeOffset dueAt) => FindLast(plan, timeZone, dueAt) ?? dueAt;

    /// <summary>Plans a site's digest by a new plan. One that was switched off does not tell of the time when it was.</summary>
    /// <param name="site">The site.</param>
    /// <param name="before">The plan until now.</param>
    /// <param name="plan">The plan from now on.</param>
    /// <param name="now">When, UTC.</param>
    public static void Replan(Site site, DigestPlan before, DigestPlan plan, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(site);
        if (site is { DigestDueAt: { } dueAt, DigestedUntil: null })
        {
            site.TellDigestsFrom(FindStart(before, site.TimeZone, dueAt));
        }

        var next = FindNext(plan, site.TimeZone, now);
        if (before.Rhythm == DigestRhythm.Off && next is { } first)
        {
            site.TellDigestsFrom(FindStart(plan, site.TimeZone, first));
        }

        site.PlanDigest(next);
    }

    /// <summary>The last instant, UTC, before another at which a digest was due; null when none ever is.</summary>
    private static DateTimeOffset? FindLast(DigestPlan plan, string timeZone, DateTimeOffset before)
    {
        DateTimeOffset? last = null;

        // Two weeks hold a weekday even where a zone left a day out.
        for (var at = before.AddDays(-15); FindNext(plan, timeZone, at) is { } next && next < before; at = next)
        {
            last = next;
        }

        return last;
    }
}

/// <summary>The time of which a digest tells: half-open.</summary>
/// <param name="From">The beginning, UTC.</param>
/// <param name="Until">The end, UTC, not included.</param>
/// <param name="IsCut">True when it leaves out what came before, because that would be too long.</param>
public sealed record DigestPeriod(DateTimeOffset From, DateTimeOffset Until, bool IsCut);
