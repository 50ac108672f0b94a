using LeadAlerts.Core.Qualification;
using LeadAlerts.Core.Qualification.Acts;
using LeadAlerts.Core.Summaries.Words;

namespace LeadAlerts.Core.Summaries;

/// <summary>Suggests what to do next, in the owner's language. The number or address itself stands beside the summary.</summary>
internal static class NextStepWriter
{
    private const int NameMaxLength = 40;

    private static readonly uint Whatsapp = FeatureHash.Of("whatsapp");

    private static readonly HashSet<uint> Texting = [.. new[] { "text", "message", "sms", "texting" }.Select(word => FeatureHash.Of(word))];

    private static readonly HashSet<uint> Mailing = [.. new[] { "email", "mail", "mailed" }.Select(word => FeatureHash.Of(word))];

    /// <summary>Writes it.</summary>
    public static string Write(VisitorWords words, Assessment assessment, bool withdrawn)
    {
        var reach = Reach(words, assessment.Contact);
        if (withdrawn)
        {
            return HeardPrice(words) ? "Said no after the price: a smaller offer may help" : "Lost interest: nothing to do for now";
        }

        if (!Stance.Wants(words) && Announcements.AsksForSilence(words.Conversation.Messages))
        {
            // To call who asks not to be called does harm, however likely a lead they look.
            var what = assessment.Contact.Phone is not null ? "the number" : assessment.Contact.Email is not null ? "the address" : "them";
            return $"Asks not to be contacted: take {what} off your list";
        }

        if (!IsLikely(assessment) && Other(words, assessment, reach) is { } other)
        {
            return other;
        }

        if (!IsLikely(assessment))
        {
            return reach is null ? "Only asking: answer in the chat" : $"{reach} if you can help";
        }

        var urgent = Has(assessment, Criterion.UrgentNeed);
        if (reach is null)
        {
            return urgent ? "Urgent, but no contact details: answer in the chat now" : "No contact details: answer in the chat and ask for them";
        }

        var why = Has(assessment, Criterion.WantsToBook) || Has(assessment, Criterion.AsksAvailability) ? "to arrange a time"
            : Has(assessment, Criterion.WantsToBuy) ? "to take the order"
            : Has(assessment, Criterion.AsksPrice) ? "with a price"
            : Has(assessment, Criterion.AsksAboutOffer) ? "with an answer"
            : "to follow up";
        return urgent ? $"{reach} today: urgent" : $"{reach} {why}";
    }

    /// <summary>What to do where no new business is likely; null for an enquiry. Nobody who complains, asks, or wants a call is to be left alone.</summary>
    private static string? Other(VisitorWords words, Assessment assessment, string? reach)
    {
        switch (assessment.Category)
        {
            case ConversationCategory.Complaint:
                return reach is null ? "A complaint: answer in the chat" : $"{reach} soon: a complaint";
            case ConversationCategory.JobSeeker when Stance.LooksForWork(words):
                return "Looks for work: answer only if you are hiring";
            case ConversationCategory.Vendor when Stance.Pitches(words):
                return "A sales pitch: nothing to do";
            case not ConversationCategory.ExistingCustomer when Stance.Complains(words):
                return reach is null ? "May be a complaint: read it and answer in the chat" : $"{reach}: may be a complaint";
            case ConversationCategory.SpamOrAbuse:
                return Stance.AsksForCall(words) ? "May be spam, but asks for a call: read it first" : "Nothing to do";
            case not ConversationCategory.NewEnquiry
                when words.Messages > 0 && Announcements.SaysComing(words.Conversation.Messages[words.Messages - 1]):
                return "Says they will come by: expect them";
            case ConversationCategory.ExistingCustomer:
                return reach is null ? "An existing customer who needs help: answer in the chat" : $"{reach}: an existing customer who needs help";
            case ConversationCategory.NewEnquiry:
                return null;
        }

        return reach is not null ? Stance.AsksForCall(words) ? $"{reach}: asks to be contacted" : $"{reach} if you can help"
            : Stance.Asks(words) ? "Asks something: answer in the chat if you can help"
            : "No request to act on";
    }

    /// <summary>True when the last thing the visitor answered names a price.</summary>
    private static bool HeardPrice(VisitorWords words) =>
        words.Conversation.Messages[words.Messages - 1].AskedBefore.AsSpan().IndexOfAny("$€£₹") >= 0;

    private static bool Has(Assessment assessment, Criterion criterion)
    {
        foreach (var signal in assessment.Signals)
        {
            if (signal.Criterion == criterion && signal.Points > 0)
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsLikely(Assessment assessment) => assessment.Score >= LeadQualifier.LikelyFrom;

    /// <summary>How to reach the visitor, the way they ask for where they ask; null when nothing is known.</summary>
    private static string? Reach(VisitorWords words, VisitorContact contact)
    {
        var who = contact.Name is null ? "the visitor" : TextCut.Shorten(TextCut.OneLine(contact.Name), NameMaxLength);
        var found = words.Conversation.Contact;
        var at = found.PhoneIsAnothers ? "the number given (somebody else's)" : found.PhoneExtension is { } desk ? $"{who} (ext. {desk})" : who;
        var (texts, mails, whatsapp) = Preference(words);
        return (contact.Phone, contact.Email) switch
        {
            (null, null) => null,
            (null, _) => $"Write to {who}",
            (_, not null) when mails && !texts && !whatsapp => $"Write to {who}",
            _ => whatsapp ? $"WhatsApp {at}" : texts ? $"Text {at}" : $"Call {at}",
        };
    }

    /// <summary>"text only", "email is best", "whatsapp me": said in the message that gives the contact, and without a no.</summary>
    private static (bool Texts, bool Mails, bool Whatsapp) Preference(VisitorWords words)
    {
        var (texts, mails, whatsapp) = (false, false, false);
        for (var i = 0; i < words.Count; i++)
        {
            ref readonly var word = ref words[i];
            if (!word.IsWord || word.IsOut || word.Lemma == 0 || (i > 0 && words[i - 1].Class == WordClass.Negation))
            {
                continue;
            }

            var asks = words.Does.Most(word.Message, [SpeechAct.Contact, SpeechAct.Callback]) > 0.5f;
            texts |= asks && word.Class == WordClass.Call && Texting.Contains(word.Lemma);
            mails |= asks && word.Class == WordClass.Mail && Mailing.Contains(word.Lemma);
            whatsapp |= asks && word.Lemma == Whatsapp;
        }

        return (texts, mails, whatsapp);
    }
}
