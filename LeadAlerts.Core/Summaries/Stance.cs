using LeadAlerts.Core.Qualification.Acts;
using LeadAlerts.Core.Summaries.Words;

namespace LeadAlerts.Core.Summaries;

/// <summary>
/// How surely a visitor is what their conversation is taken for. A category comes from the whole; what an owner is told to leave
/// alone has to show in the words as well.
/// </summary>
internal static class Stance
{
    private const float SureEnough = 0.5f;

    /// <summary>So sure a message has to ask for something before nobody is told that nothing is asked.</summary>
    private const float AskingFrom = 0.35f;

    private const float CallingFrom = 0.3f;

    private static readonly SpeechAct[] Customers = [SpeechAct.Need, SpeechAct.Existing, SpeechAct.Book, SpeechAct.Product];

    private static readonly SpeechAct[] Buying = [SpeechAct.Need, SpeechAct.Book, SpeechAct.Price, SpeechAct.Availability, SpeechAct.Product];

    private static readonly SpeechAct[] Asking =
        [SpeechAct.Need, SpeechAct.Existing, SpeechAct.Book, SpeechAct.Product, SpeechAct.Price, SpeechAct.Availability, SpeechAct.Complaint, SpeechAct.Callback, SpeechAct.Research];

    private static readonly SpeechAct[] Idle = [SpeechAct.Wrong, SpeechAct.Noise, SpeechAct.Abuse];

    /// <summary>True when the visitor surely complains.</summary>
    public static bool Complains(VisitorWords words) => Does(words, SpeechAct.Complaint);

    /// <summary>True when the visitor surely looks for work: "love your work" praises that of the business.</summary>
    public static bool LooksForWork(VisitorWords words) => Does(words, SpeechAct.Job) && !OnlySpeaksOfYours(words);

    /// <summary>True when the visitor surely sells something. Who asks to be called and offers nothing may call about the business's own.</summary>
    public static bool Pitches(VisitorWords words) =>
        Does(words, SpeechAct.Vendor) && !(AsksForCall(words) && !Holds(words, WordClass.Vendor));

    /// <summary>True when the visitor asks to be called.</summary>
    public static bool AsksForCall(VisitorWords words) => words.Does.Most(SpeechAct.Callback) > CallingFrom;

    /// <summary>True when the visitor surely wants what the business sells.</summary>
    public static bool Wants(VisitorWords words)
    {
        for (var message = 0; message < words.Messages; message++)
        {
            if (words.Does.Most(message, Buying) > SureEnough)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>True when the visitor asks for anything, other than whether this is the right place.</summary>
    public static bool Asks(VisitorWords words)
    {
        if (words.Does.Most(SpeechAct.Wrong) > SureEnough)
        {
            return false;
        }

        for (var message = 0; message < words.Messages; message++)
        {
            var most = words.Does.Most(message, Asking);
            if (words.Conversation.Messages[message].Text.Original.Contains('?', StringComparison.Ordinal) || most > Math.Max(AskingFrom, words.Does.Most(message, Idle)))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>True when a message does what the whole is taken for rather than what customers do.</summary>
    private static bool Does(VisitorWords words, SpeechAct act)
    {
        for (var message = 0; message < words.Messages; message++)
        {
            if (words.Does[message, act] >= Math.Max(SureEnough, words.Does.Most(message, Customers)))
            {
                return true;
            }
        }

        return false;
    }

    private static bool OnlySpeaksOfYours(VisitorWords words)
    {
        var yours = false;
        for (var i = 0; i < words.Count; i++)
        {
            if (!words[i].IsWord || words[i].Class != WordClass.Job)
            {
                continue;
            }

            if (i == 0 || words[i - 1].Class != WordClass.You || words[i - 1].Message != words[i].Message)
            {
                return false;
            }

            yours = true;
        }

        return yours;
    }

    private static bool Holds(VisitorWords words, byte wordClass)
    {
        for (var i = 0; i < words.Count; i++)
        {
            if (words[i].IsWord && words[i].Class == wordClass)
            {
                return true;
            }
        }

        return false;
    }
}
