using LeadAlerts.Core.Qualification;
using LeadAlerts.Core.Qualification.Acts;
using LeadAlerts.Core.Summaries.Words;

namespace LeadAlerts.Core.Summaries.Clauses;

/// <summary>Tells whether the visitor took the need back in the end.</summary>
internal static class Withdrawal
{
    private static readonly SpeechAct[] Wanting = [SpeechAct.Need, SpeechAct.Price, SpeechAct.Availability, SpeechAct.Product, SpeechAct.Book];

    private static readonly SpeechAct[] Other = [SpeechAct.Info, SpeechAct.Need, SpeechAct.Book, SpeechAct.Timeline, SpeechAct.Contact, SpeechAct.Existing, SpeechAct.Complaint, SpeechAct.Callback];

    /// <summary>True when one of the last messages takes it back and the whole is no lead any more.</summary>
    public static bool IsLast(VisitorWords words, Assessment assessment)
    {
        if (assessment.Score >= LeadQualifier.LikelyFrom || words.Messages < 2
            || assessment.Category is not (ConversationCategory.NewEnquiry or ConversationCategory.ExistingCustomer or ConversationCategory.Other))
        {
            return false;
        }

        var last = words.Messages - 1;
        var message = words.Does[last - 1, SpeechAct.Decline] > words.Does[last, SpeechAct.Decline] && last > 1 ? last - 1 : last;
        var wanted = 0f;
        for (var i = 0; i < message; i++)
        {
            wanted = Math.Max(wanted, words.Does.Most(i, Wanting));
        }

        // Who leaves a number or an address wants to hear from the business.
        foreach (var mention in words.Conversation.Contact.Mentions)
        {
            if (mention.MessageSequence >= words.Conversation.Messages[message].Line.Sequence)
            {
                return false;
            }
        }

        // "no, it is not ours. we'll be there in 10 min" refuses an offer and comes all the same.
        return wanted > 0.5f && wanted > words.Does.Most(SpeechAct.Existing)
            && words.Does[message, SpeechAct.Decline] > Math.Max(0.5f, words.Does.Most(message, Other))
            && !Announcements.SaysComing(words.Conversation.Messages[message]) && !Announcements.SaysComing(words.Conversation.Messages[last]);
    }
}
