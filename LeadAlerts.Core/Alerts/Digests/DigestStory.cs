using System.Globalization;
using LeadAlerts.Core.Alerts.Mails;
using LeadAlerts.Core.Alerts.Settings;
using LeadAlerts.Core.Email;
using LeadAlerts.Core.Leads;
using LeadAlerts.Core.Sites;

namespace LeadAlerts.Core.Alerts.Digests;

/// <summary>A line of a digest with its score.</summary>
/// <param name="Score">0–100.</param>
/// <param name="Heading">What it is about.</param>
/// <param name="Detail">How it stands.</param>
/// <param name="Link">Opens it.</param>
/// <param name="WasALead">Says that it was a lead; null where it is known as one.</param>
public sealed record DigestLine(int Score, string Heading, string Detail, Uri Link, Uri? WasALead = null);

/// <summary>What a digest says.</summary>
public sealed record DigestEmailModel
{
    /// <summary>At most 60 characters, facts first.</summary>
    public required string Subject { get; init; }

    /// <summary>What a mail program shows beside the subject.</summary>
    public required string Preheader { get; init; }

    /// <summary>Site and period.</summary>
    public required string Occasion { get; init; }

    /// <summary>The period in one line.</summary>
    public required string Heading { get; init; }

    /// <summary>Figures as value and label.</summary>
    public required IReadOnlyList<(string Value, string Label)> Figures { get; init; }

    /// <summary>The leads.</summary>
    public required IReadOnlyList<DigestLine> Leads { get; init; }

    /// <summary>How many more there are, in the inbox only.</summary>
    public int MoreLeads { get; init; }

    /// <summary>What stayed just below the threshold.</summary>
    public required IReadOnlyList<DigestLine> NearMisses { get; init; }

    /// <summary>Why near misses are listed.</summary>
    public required string NearText { get; init; }

    /// <summary>Alerts that were not sent by themselves: how many, and why.</summary>
    public required IReadOnlyList<(string Count, string Reason)> NotSent { get; init; }

    /// <summary>Opens the inbox.</summary>
    public required Uri InboxLink { get; init; }

    /// <summary>How the mail ends.</summary>
    public required MailFoot Foot { get; init; }
}

/// <summary>Puts what a digest is made of into words. Pure.</summary>
internal static class DigestStory
{
    // A day and a change of clocks.
    private static readonly TimeSpan LongestDay = TimeSpan.FromHours(26);

    /// <summary>Tells it.</summary>
    public static DigestEmailModel Tell(DigestContent content, AlertLinkMaker links)
    {
        var isWeekly = content.Settings.Digest.Rhythm == DigestRhythm.Weekly;
        var whole = links.Of(null);
        var period = Period(content);
        var leads = SpanWords.Count(content.LeadCount, "lead");
        var waiting = content.Unanswered == 0 ? "all answered" : $"{content.Unanswered} unanswered";
        var facts = content.LeadCount == 0 ? "no leads" : $"{leads}, {waiting}";
        var missed = content.NearMisses.Count switch { 0 => "", 1 => ", 1 near miss", var count => $", {count} near misses" };
        return new DigestEmailModel
        {
            Subject = MailText.Shorten($"{(isWeekly ? "Week " : "")}{period}: {facts}{missed}", AlertStory.SubjectMaxLength),
            Preheader = content.Leads.Count == 0
                ? $"{SpanWords.Count(content.Chats, "chat")}, none of them a lead."
                : MailText.Shorten(string.Join(" · ", content.Leads.Take(3).Select(lead => $"{lead.Score} {Heading(lead.Name, lead.Headline)}")), 150),
            Occasion = $"{MailText.Shorten(MailText.OneLine(content.Site.Name), 60)} · {SiteTime.WriteShort(content.Period.From, content.Site.TimeZone, content.Now)} to {SiteTime.Write(content.Period.Until, content.Site.TimeZone, content.Now)}",
            Heading = content.LeadCount == 0 ? "No leads" : $"{leads}, {waiting}",
            Figures =
            [
                (Number(content.Chats), content.Chats == 1 ? "chat" : "chats"),
                (Number(content.LeadCount), content.LeadCount == 1 ? "lead" : "leads"),
                (Number(content.LeadCount - content.Unanswered), "answered"),
                (content.MedianAnswer is { } median ? SpanWords.WriteShort(median) : "–", "to first answer"),
            ],
            Leads = [.. content.Leads.Select(lead => new DigestLine(
                lead.Score, Heading(lead.Name, lead.Headline), Standing(lead, content), links.Of(lead.Id).Lead))],
            MoreLeads = content.LeadCount - content.Leads.Count,
            NearMisses = [.. content.NearMisses.Select(miss => new DigestLine(
                miss.Score,
                Heading(null, miss.Headline),
                SiteTime.Write(miss.LastMessageAt, content.Site.TimeZone, content.Now),
                links.Conversation(miss.ConversationId),
                links.WasALead(miss.ConversationId)))],
            NearText = $"They stayed below your threshold of {content.Settings.Threshold}, so nobody was told. If one was a lead, say so: it helps to tune the alerts.",
            NotSent = [.. content.NotSent.Select(row => (Number(row.Count), row.Reason))],
            InboxLink = whole.Lead,
            Foot = new MailFoot(
                $"Sent {(isWeekly ? $"every {content.Settings.Digest.Weekday}" : "every day")} at {content.Settings.Digest.At.ToString("HH:mm", CultureInfo.InvariantCulture)}, as set on your alerts page"
                + (isWeekly ? "." : "; not on days without anything to tell.")
                + (content.Period.IsCut ? $" This one tells of the last {DigestTimes.Longest.Days} days; what came before is in your inbox." : ""),
                whole.Settings,
                whole.Stop),
        };
    }

    private static string Period(DigestContent content)
    {
        var (from, until) = (SiteTime.ToLocal(content.Period.From, content.Site.TimeZone), SiteTime.ToLocal(content.Period.Until, content.Site.TimeZone));
        if (content.Settings.Digest.Rhythm == DigestRhythm.Weekly)
        {
            return $"to {Day(until)}";
        }

        // A digest of the morning tells of the day before: the day on which most of its time lies. After days without one it tells of several.
        return until - from > LongestDay ? $"{Day(from)} to {Day(until)}" : (from + ((until - from) / 2)).ToString("ddd d MMM", CultureInfo.InvariantCulture);
    }

    private static string Day(DateTimeOffset local) => local.ToString("d MMM", CultureInfo.InvariantCulture);

    private static string Heading(string? name, string headline)
    {
        var (who, what) = (MailText.Shorten(MailText.OneLine(name), 40), MailText.Shorten(MailText.OneLine(headline), 100));
        return (who.Length, what.Length) switch
        {
            (0, 0) => "A visitor",
            (0, _) => what,
            (_, 0) => who,
            _ => what.Contains(who, StringComparison.OrdinalIgnoreCase) ? what : $"{who}: {what}",
        };
    }

    private static string Standing(DigestLead lead, DigestContent content)
    {
        var came = SiteTime.Write(lead.CreatedAt, content.Site.TimeZone, content.Now);
        var who = lead.TakenBy is { } taken ? $" · {MailText.Shorten(MailText.OneLine(taken), 40)}" : "";
        var answered = lead.FirstAnsweredAt is { } at ? $" after {SpanWords.WriteShort(at - lead.CreatedAt)}" : "";
        var how = lead.Status switch
        {
            LeadStatus.New => $"not answered for {SpanWords.WriteShort(content.Now - lead.CreatedAt)}",
            LeadStatus.Contacted => $"contacted{answered}",
            LeadStatus.Won => $"won, answered{answered}",
            LeadStatus.Lost => $"lost, answered{answered}",
            _ => "marked as not a lead",
        };
        return $"{came} · {how}{who}";
    }

    private static string Number(int number) => number.ToString("#,0", CultureInfo.InvariantCulture);
}
