using LeadAlerts.Core.Email;
using LeadAlerts.Core.Leads;
using LeadAlerts.Core.Sites;

namespace LeadAlerts.Core.Alerts.Mails;

/// <summary>What became of a lead that several were told of. Numbers are not stored.</summary>
public enum ClaimEvent
{
    /// <summary>Somebody took it.</summary>
    Taken = 0,

    /// <summary>Somebody has been in touch with the visitor.</summary>
    Contacted = 1,

    /// <summary>Who had it gave it back.</summary>
    GivenBack = 2,
}

/// <summary>What the others are told when somebody takes a lead.</summary>
/// <param name="Site">The site.</param>
/// <param name="Lead">The lead.</param>
/// <param name="Event">What happened.</param>
/// <param name="Who">How the person is called who did it.</param>
/// <param name="FirstSubject">The subject of the first mail about the lead that this recipient got; null when unknown.</param>
/// <param name="Now">When it happened, UTC.</param>
public sealed record ClaimStory(Site Site, Lead Lead, ClaimEvent Event, string Who, string? FirstSubject, DateTimeOffset Now);

/// <summary>What the mail says that tells who has a lead.</summary>
public sealed record ClaimEmailModel
{
    /// <summary>That of the thread; see <see cref="AlertStory.SubjectMaxLength"/>.</summary>
    public required string Subject { get; init; }

    /// <summary>What a mail program shows beside the subject.</summary>
    public required string Preheader { get; init; }

    /// <summary>Site or time.</summary>
    public required string Occasion { get; init; }

    /// <summary>What it is about, in one line.</summary>
    public required string Heading { get; init; }

    /// <summary>The lead in a line.</summary>
    public required string About { get; init; }

    /// <summary>What that means for the reader.</summary>
    public required string Text { get; init; }

    /// <summary>0–100.</summary>
    public required int Score { get; init; }

    /// <summary>What to press; empty in a short block.</summary>
    public required IReadOnlyList<MailButton> Buttons { get; init; }

    /// <summary>How the mail ends.</summary>
    public required MailFoot Foot { get; init; }

    /// <summary>Puts it into words. Pure.</summary>
    public static ClaimEmailModel Tell(ClaimStory story, AlertLinks links)
    {
        var who = MailText.Shorten(MailText.OneLine(story.Who), 40);
        var name = MailText.Shorten(MailText.OneLine(story.Lead.Contact.Name), 40);
        var headline = MailText.Shorten(MailText.OneLine(story.Lead.Headline), 100);
        var about = name.Length == 0 || headline.Contains(name, StringComparison.OrdinalIgnoreCase) ? headline : $"{name}: {headline}";
        var visitor = name.Length == 0 ? "the visitor" : name;
        var first = story.FirstSubject is { Length: > 0 } subject ? subject : $"Lead {story.Lead.Score}: {about}";
        var (heading, text) = story.Event switch
        {
            ClaimEvent.Taken => ($"Taken by {who}", $"{who} takes care of {visitor}. There is nothing for you to do."),
            ClaimEvent.Contacted => ($"{who} has been in touch", $"{who} has contacted {visitor}. There is nothing for you to do."),
            _ => ($"{who} gave it back", $"Nobody takes care of {visitor} now. Take the lead if you can."),
        };
        MailButton[] take = story.Event == ClaimEvent.GivenBack && links.Take is not null ? [new MailButton("I’ll take it", links.Take)] : [];
        return new ClaimEmailModel
        {
            // It has to be the thread's: the word itself stands in the preview.
            Subject = AlertStory.FollowUpSubject(first),
            Preheader = $"{heading}. {MailText.Shorten(about, 90)}",
            Occasion = $"{MailText.Shorten(MailText.OneLine(story.Site.Name), 60)} · {SiteTime.Write(story.Now, story.Site.TimeZone, story.Now)}",
            Heading = heading,
            About = about,
            Text = text,
            Score = story.Lead.Score,
            Buttons = [.. take, new MailButton("Open the lead", links.Lead)],
            Foot = new MailFoot("Sent because you were told of this lead before.", links.Settings, links.Stop) { Mute = links.Mute },
        };
    }

    /// <summary>The text part.</summary>
    public string ToText() => new TextPartWriter()
        .Line(Heading).Line(Occasion).Gap().Line(Text).Gap().Line($"The lead ({Score} of 100): {About}").Gap().Links(Buttons).End(Foot);
}
