using LeadAlerts.Core.Conversations;
using LeadAlerts.Core.Email;
using LeadAlerts.Core.Leads;
using LeadAlerts.Core.Qualification;
using LeadAlerts.Core.Sites;
using LeadAlerts.Core.Summaries;

namespace LeadAlerts.Core.Alerts.Mails;

/// <summary>Puts the story of a lead into the words of an alert mail. Pure: the same story gives the same words.</summary>
public static class AlertStory
{
    /// <summary>The greatest length of a subject, in characters as people count them, without the <c>Re:</c> of a further mail.</summary>
    public const int SubjectMaxLength = 60;

    private const int MessagesShown = 6;
    private const int MessageMaxLength = 400;
    private const int FactMaxLength = 200;
    private const int LinesShown = 4;
    private const int OwnNameMaxLength = 60;

    // A visitor who wrote so lately is likely still there.
    private static readonly TimeSpan StillThere = TimeSpan.FromMinutes(2);

    /// <summary>Tells it.</summary>
    public static AlertEmailModel Tell(LeadStory story, AlertKind kind, AlertLinks links)
    {
        var name = VisitorName(story);
        var headline = Headline(story, name);
        var phone = story.Contact.Phone is { } number && IsPhone(number) ? number : null;
        var email = EmailAddress.TryParse(story.Contact.Email, out var address, out _) ? address : null;
        var displayPhone = phone is null ? null : PhoneText.Write(phone, story.Site.Region);
        var facts = Facts(story.Summary);
        var whole = new AlertEmailModel
        {
            IsTest = kind == AlertKind.Test,
            Subject = Subject(story, kind, name, headline),
            Preheader = Preheader(story.Summary, headline, displayPhone, email),
            Occasion = Occasion(story),
            Heading = name is null || headline.Contains(name, StringComparison.OrdinalIgnoreCase) ? headline : $"{name}: {headline}",
            Score = story.Assessment.Score,
            CallLink = phone is null ? null : new Uri($"tel:{phone}"),
            Phone = displayPhone,
            Email = email,
            ReplyHint = email is null || kind == AlertKind.Test ? null : $"Reply to this e-mail to reach {FirstName(name) ?? "the visitor"}.",
            Facts = facts,
            Reasons = Reasons(story.Assessment, phone, email, story.Summary),
            Quote = story.Summary.Quote is { } quote ? MailText.Shorten(MailText.OneLine(quote.Text), 240) : null,
            NextStep = NextStep(story.Summary, displayPhone, email),
            Messages = [.. story.Transcript.Lines.TakeLast(MessagesShown).Select(line => (
                line.Role == MessageRole.Visitor,
                line.Role switch { MessageRole.Visitor => FirstName(name) ?? "Visitor", MessageRole.Agent => "Your team", _ => "Bot" },
                SiteTime.WriteShort(line.SentAt, story.Site.TimeZone, story.Now),
                MailText.Shorten(MailText.OneLine(line.Text), MessageMaxLength)))],
            EarlierMessages = Math.Max(0, Math.Max(story.Conversation.MessageCount, story.Transcript.Lines.Count) - MessagesShown),
            FirstButtons = [.. FirstButtons(links, kind)],
            LastButtons = [.. LastButtons(links)],
            Foot = new MailFoot(
                kind == AlertKind.Test
                    ? "Sent because somebody asked for a test on your alerts page."
                    : $"Sent because the score {story.Assessment.Score} reaches your threshold of {story.Settings.Threshold} (settings v{story.Settings.Version}).",
                links.Settings,
                links.Stop)
            {
                Mute = links.Mute,
                Origin = Origin(story),
            },
        };
        return kind switch
        {
            AlertKind.Update => UpdateStory.Tell(whole, story),
            AlertKind.Escalation => EscalationStory.Tell(whole, story),
            _ => whole,
        };
    }

    private static IEnumerable<MailButton> FirstButtons(AlertLinks links, AlertKind kind)
    {
        if (links.Take is not null)
        {
            yield return new MailButton("I’ll take it", links.Take);
        }

        yield return new MailButton(kind == AlertKind.Test ? "Open the inbox" : "Open the lead", links.Lead);
    }

    private static IEnumerable<MailButton> LastButtons(AlertLinks links)
    {
        if (links.Contacted is not null)
        {
            yield return new MailButton("Contacted", links.Contacted);
        }

        if (links.NotALead is not null)
        {
            yield return new MailButton("Not a lead", links.NotALead);
        }
    }

    /// <summary>The visitor's name in one line; null when the visitor gave none.</summary>
    public static string? VisitorName(LeadStory story)
    {
        var name = MailText.OneLine(story.Contact.Name);
        return name.Length == 0 ? null : MailText.Shorten(name, 40);
    }

    private static string Headline(LeadStory story, string? name)
    {
        var headline = MailText.OneLine(story.Summary.Headline);
        return headline.Length > 0 ? MailText.Shorten(headline, 100) : name is null ? "A visitor may become a customer" : "May become a customer";
    }

    /// <summary>The subject of a further mail in a thread. Mail programs keep it together by its subject too, so that nothing of the first may be cut.</summary>
    internal static string FollowUpSubject(string first) => "Re: " + MailText.Shorten(first, SubjectMaxLength);

    /// <summary>The subject of a mail about a lead, facts first, at most <see cref="SubjectMaxLength"/> characters.</summary>
    internal static string Subject(LeadStory story, AlertKind kind, string? name, string headline)
    {
        if (kind is AlertKind.Update or AlertKind.Escalation && !string.IsNullOrEmpty(story.FirstSubject))
        {
            return FollowUpSubject(story.FirstSubject);
        }

        var score = story.Assessment.Score;
        var begin = kind == AlertKind.Test ? $"Test alert {score}: "
            : HeatScale.Of(score) switch { Heat.Hot => $"Hot lead {score}: ", Heat.Warm => $"Warm lead {score}: ", _ => $"Lead {score}: " };
        var who = name is null || headline.StartsWith(name, StringComparison.OrdinalIgnoreCase) ? "" : $"{MailText.Shorten(name, 24)} – ";
        return MailText.Shorten(begin + who + headline, SubjectMaxLength);
    }

    private static string Preheader(ConversationSummary summary, string headline, string? phone, string? email)
    {
        string?[] needs = [Best(summary) ?? headline, summary.Timeline?.Text, summary.Budget?.Text, summary.Place?.Text];
        var need = string.Join(", ", needs
            .Where(text => !string.IsNullOrWhiteSpace(text))
            .Select(text => MailText.Shorten(MailText.OneLine(text).TrimEnd('.'), 80))
            .Distinct(StringComparer.OrdinalIgnoreCase));
        var reach = phone is not null ? $"Call {phone}." : email is not null ? $"Write to {email}." : "No contact details yet.";
        return $"{MailText.Shorten(need, 110)}. {reach}";
    }

    private static string? Best(ConversationSummary summary) => summary.Wants is [var first, ..] ? first.Text : null;

    private static string Occasion(LeadStory story)
    {
        var conversation = story.Conversation;
        var host = Uri.TryCreate(story.Site.WebsiteUrl, UriKind.Absolute, out var website) ? website.Host : MailText.OneLine(story.Site.Name);
        var there = conversation.EndedAt is not null ? "chat ended"
            : story.Now - conversation.LastVisitorMessageAt <= StillThere ? "still chatting"
            : "gone quiet";
        return $"{MailText.Shorten(host, 60)} · {SiteTime.Write(story.QualifiedAt, story.Site.TimeZone, story.Now)} · {there}";
    }

    private static List<(string Label, string Text)> Facts(ConversationSummary summary)
    {
        (string Label, IEnumerable<SummaryLine?> Lines)[] all =
        [
            ("Wants", summary.Wants), ("When", [summary.Timeline]), ("Budget", [summary.Budget]), ("Where", [summary.Place]),
            ("Asked", summary.Questions), ("Worries", summary.Concerns),
        ];
        var facts = new List<(string Label, string Text)>();
        foreach (var (label, lines) in all)
        {
            var first = true;
            foreach (var line in lines.OfType<SummaryLine>().Where(line => !string.IsNullOrWhiteSpace(line.Text)).Take(LinesShown))
            {
                facts.Add((first ? label : "", MailText.Shorten(MailText.OneLine(line.Text), FactMaxLength)));
                first = false;
            }
        }

        return facts;
    }

    private static List<(bool Met, string Text)> Reasons(Assessment assessment, string? phone, string? email, ConversationSummary summary)
    {
        var reasons = assessment.Signals
            .Where(signal => signal.Points != 0)
            .DistinctBy(signal => (signal.Criterion, signal.Name))
            .Take(8)
            .Select(signal => (signal.Points > 0, signal.Name is { } own ? MailText.Shorten(MailText.OneLine(own), OwnNameMaxLength) : ShortName(signal.Criterion, phone, email)))
            .ToList();
        if (phone is null)
        {
            reasons.Add((false, "no phone number"));
        }

        if (summary.Place is null && assessment.Signals.All(signal => signal.Criterion != Criterion.InServiceArea))
        {
            reasons.Add((false, "no place"));
        }

        return reasons;
    }

    private static string ShortName(Criterion criterion, string? phone, string? email) => criterion != Criterion.GaveContact
        ? CriterionNames.ShortName(criterion)
        : (phone, email) switch
        {
            (not null, not null) => "phone and e-mail",
            (not null, null) => "phone number",
            _ => "e-mail address",
        };

    private static string NextStep(ConversationSummary summary, string? phone, string? email)
    {
        var step = MailText.Shorten(MailText.OneLine(summary.NextStep), 240);
        return step.Length > 0 ? step
            : phone is not null ? $"Call {phone}."
            : email is not null ? $"Write to {email}."
            : "Answer in the chat and ask how to reach the visitor.";
    }

    private static string? Origin(LeadStory story)
    {
        var page = Uri.TryCreate(story.Transcript.PageUrl, UriKind.Absolute, out var url)
            ? $"Page {MailText.Shorten(MailText.OneLine(url.AbsolutePath), 80)}"
            : null;
        var isForeign = Uri.TryCreate(story.Conversation.Referrer, UriKind.Absolute, out var referrer)
            && referrer.Host.Length > 0
            && referrer.Host != url?.Host;
        var from = isForeign
            ? $"from {MailText.Shorten(MailText.OneLine(referrer!.Host), 60)}"
            : null;
        var again = story.Transcript.EarlierConversations > 0 ? "returning visitor" : null;
        var parts = new[] { page, from, again }.OfType<string>().ToList();
        return parts.Count == 0 ? null : string.Join(" · ", parts);
    }

    private static string? FirstName(string? name) => name?.Split(' ')[0];

    private static bool IsPhone(string phone) => phone.Length is > 5 and <= 16 && phone[0] == '+' && phone.Skip(1).All(char.IsAsciiDigit);
}
