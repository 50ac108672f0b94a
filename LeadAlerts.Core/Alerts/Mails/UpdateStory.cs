using LeadAlerts.Core.Alerts.Deciding;
using LeadAlerts.Core.Email;
using LeadAlerts.Core.Qualification;

namespace LeadAlerts.Core.Alerts.Mails;

/// <summary>Puts what changed about a lead into words. Pure.</summary>
internal static class UpdateStory
{
    private const int WordsMaxLength = 160;

    /// <summary>Turns the whole story into the one of an update: what changed above, the rest short.</summary>
    /// <param name="whole">The mail that tells the whole.</param>
    /// <param name="story">What it was made of, with the changes.</param>
    public static AlertEmailModel Tell(AlertEmailModel whole, LeadStory story)
    {
        var who = AlertStory.VisitorName(story) ?? "The visitor";
        var news = News(whole, story);
        var withdrew = Withdrew(story);
        var heading = Heading(story.Changes, who, whole, story.ToldBefore);
        return whole with
        {
            Preheader = MailText.Shorten(string.Join(". ", news.Select(item => $"{item.Label}: {item.Text}")), 140),
            Heading = heading,
            News = news,
            CallLink = withdrew ? null : whole.CallLink,
            Phone = withdrew ? null : whole.Phone,
            Facts = [("About", MailText.Shorten(whole.Heading, 120)), .. whole.Facts.Where(fact => fact.Label is "When" or "Where" or "Budget").Take(3)],
            Quote = null,
            Reasons = [],
            NextStep = withdrew ? "Nothing, unless you want to ask why." : whole.NextStep,
            Messages = [.. whole.Messages.TakeLast(2)],
            EarlierMessages = whole.EarlierMessages + Math.Max(0, whole.Messages.Count - 2),
            Foot = whole.Foot with
            {
                SentBecause = "Sent because something that matters changed about a lead that you were told of. What changes less does not send a mail.",
            },
        };
    }

    /// <summary>True when the visitor is no longer interested: nobody is to be called then.</summary>
    internal static bool Withdrew(LeadStory story) =>
        story.Changes.HasFlag(LeadChanges.Withdrew) || story.Assessment.Signals.Any(signal => signal.Criterion == Criterion.WithdrewInterest);

    /// <summary>What is new, as label and text, the most important first.</summary>
    internal static List<(string Label, string Text)> News(AlertEmailModel whole, LeadStory story)
    {
        var (changes, told) = (story.Changes, story.ToldBefore);
        var news = new List<(string, string)>();
        void Add(LeadChanges change, string label, string? text)
        {
            if (changes.HasFlag(change))
            {
                news.Add((label, text ?? "see below"));
            }
        }

        Add(LeadChanges.Withdrew, "No longer interested", Words(story, Criterion.WithdrewInterest));
        Add(LeadChanges.InterestedAgain, "Interested again", Words(story, null));
        Add(LeadChanges.CameBack, "Came back", Words(story, null));
        if ((changes & (LeadChanges.ContactGiven | LeadChanges.ContactCorrected)) != 0)
        {
            AddContact(news, "Phone", told?.Phone is not null, whole.Phone, story.Contact.Phone != told?.Phone);
            AddContact(news, "E-mail", told?.Email is not null, whole.Email, !string.Equals(story.Contact.Email, told?.Email, StringComparison.OrdinalIgnoreCase));
        }

        Add(LeadChanges.AsksToBook, "Wants an appointment", story.Summary.Timeline?.Text is { Length: > 0 } when ? MailText.Shorten(MailText.OneLine(when), WordsMaxLength) : Words(story, Criterion.WantsToBook));
        Add(LeadChanges.Urgent, "Urgent now", Words(story, Criterion.UrgentNeed));
        Add(LeadChanges.Hot, "Score", told is null ? $"{story.Assessment.Score}" : $"{told.Score} → {story.Assessment.Score}");
        return news;
    }

    private static string Heading(LeadChanges changes, string who, AlertEmailModel whole, LeadFacts? told)
    {
        if (changes.HasFlag(LeadChanges.Withdrew))
        {
            return $"{who} is no longer interested";
        }

        if (changes.HasFlag(LeadChanges.InterestedAgain))
        {
            return $"{who} is interested again";
        }

        if (changes.HasFlag(LeadChanges.CameBack))
        {
            return $"{who} came back";
        }

        if (changes.HasFlag(LeadChanges.ContactGiven))
        {
            var (phone, email) = (whole.Phone is not null && told?.Phone is null, whole.Email is not null && told?.Email is null);
            return $"{who} gave {(phone, email) switch { (true, true) => "phone and e-mail", (true, _) => "a phone number", _ => "an e-mail address" }}";
        }

        return changes switch
        {
            _ when changes.HasFlag(LeadChanges.ContactCorrected) => $"{who} corrected how to be reached",
            _ when changes.HasFlag(LeadChanges.AsksToBook) => $"{who} asks for an appointment",
            _ when changes.HasFlag(LeadChanges.Urgent) => $"It became urgent for {(who == "The visitor" ? "the visitor" : who)}",
            _ when changes.HasFlag(LeadChanges.Hot) => $"{who} is a hot lead now",
            _ => $"News of {(who == "The visitor" ? "the visitor" : who)}",
        };
    }

    private static void AddContact(List<(string, string)> news, string what, bool known, string? value, bool changed)
    {
        if (value is not null && changed)
        {
            news.Add((known ? $"{what} corrected" : what, value));
        }
    }

    /// <summary>The visitor's own words for a criterion, or the last that was said.</summary>
    private static string? Words(LeadStory story, Criterion? criterion)
    {
        var words = criterion is null ? null : story.Assessment.Signals.FirstOrDefault(signal => signal.Criterion == criterion)?.Words;
        words ??= story.Transcript.Lines.LastOrDefault(line => line.Role == Conversations.MessageRole.Visitor)?.Text;
        words = MailText.Shorten(MailText.OneLine(words), WordsMaxLength);
        return words.Length == 0 ? null : $"“{words}”";
    }
}
