using LeadAlerts.Core.Email;
using LeadAlerts.Core.Sites;

namespace LeadAlerts.Core.Alerts.Mails;

/// <summary>Puts into words that nobody has taken a lead. Pure.</summary>
internal static class EscalationStory
{
    /// <summary>Turns the whole story into the one of an escalation: that somebody waits above, the rest short.</summary>
    /// <param name="whole">The mail that tells the whole.</param>
    /// <param name="story">What it was made of.</param>
    public static AlertEmailModel Tell(AlertEmailModel whole, LeadStory story)
    {
        var who = AlertStory.VisitorName(story) ?? "this visitor";
        var waited = SpanWords.Write(story.Now - story.QualifiedAt);
        var since = SiteTime.Write(story.QualifiedAt, story.Site.TimeZone, story.Now);
        return whole with
        {
            Preheader = MailText.Shorten($"Waiting since {since}. {whole.Preheader}", 140),
            Heading = $"Nobody has answered {who} for {waited}",
            News = [("Waiting", $"since {since}. Nobody has taken the lead, and nobody has marked it as contacted.")],
            Facts = [("About", MailText.Shorten(whole.Heading, 120)), .. whole.Facts.Where(fact => fact.Label is "When" or "Where" or "Budget" or "Wants").Take(4)],
            Quote = null,
            Reasons = [],
            Messages = [.. whole.Messages.TakeLast(2)],
            EarlierMessages = whole.EarlierMessages + Math.Max(0, whole.Messages.Count - 2),
            Foot = whole.Foot with
            {
                SentBecause = "Sent because nobody has taken this lead in the time that your alert settings allow. It ends as soon as somebody does.",
            },
        };
    }
}
