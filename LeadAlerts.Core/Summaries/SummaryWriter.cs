using System.Diagnostics.CodeAnalysis;
using System.Runtime.InteropServices;
using System.Text;
using LeadAlerts.Core.Conversations;
using LeadAlerts.Core.Qualification;
using LeadAlerts.Core.Qualification.Acts;
using LeadAlerts.Core.Sites;
using LeadAlerts.Core.Summaries.Clauses;
using LeadAlerts.Core.Summaries.Facts;
using LeadAlerts.Core.Summaries.Words;

namespace LeadAlerts.Core.Summaries;

/// <summary>
/// Writes the summary of a conversation from the visitor's own words: it selects and shortens, and adds nothing that the visitor did
/// not type. Pure; safe to share between threads.
/// </summary>
public sealed class SummaryWriter
{
    /// <summary>The name and version of this writer.</summary>
    public const string WriterName = "embedded/2";

    /// <summary>The greatest length of a headline, in characters.</summary>
    public const int HeadlineMaxLength = 80;

    /// <summary>The greatest length of one line, in characters.</summary>
    public const int LineMaxLength = 160;

    /// <summary>Of a chat with no more words nearly all may be told.</summary>
    private const int ShortChat = 60;

    /// <summary>Of a longer one, all that a reader is told has this share of its words.</summary>
    private const float LongShare = 0.8f;

    private const int LeastRoom = 14;

    /// <summary>Writes a summary.</summary>
    /// <param name="transcript">The conversation.</param>
    /// <param name="assessment">What was made of it; its contact and its signals are used.</param>
    /// <param name="business">What the business is and where it works; may be empty.</param>
    /// <param name="now">When, UTC.</param>
    /// <param name="region">The site's country as two letters, in which phone numbers without a country code are read.</param>
    /// <returns>Two to four lines in the visitor's words and the facts; never null, even where the visitor typed nothing.</returns>
    [SuppressMessage("Performance", "CA1822:Mark members as static", Justification = "A service: callers are given an instance.")]
    public ConversationSummary Write(
        Transcript transcript, Assessment assessment, BusinessProfile business, DateTimeOffset now, string region = "US")
    {
        ArgumentNullException.ThrowIfNull(transcript);
        ArgumentNullException.ThrowIfNull(assessment);
        ArgumentNullException.ThrowIfNull(business);
        return Write(ConversationActs.Read(transcript, business, region), transcript, assessment, now);
    }

    /// <summary>Writes the summary of a conversation that has been read already, so that it is read once for all who need it.</summary>
    [SuppressMessage("Performance", "CA1822:Mark members as static", Justification = "A service: callers are given an instance.")]
    internal ConversationSummary Write(ConversationActs conversation, Transcript transcript, Assessment assessment, DateTimeOffset now)
    {
        using var words = new VisitorWords(conversation);
        var written = words.Length(0, words.Count);
        ContactMask.Apply(words, assessment.Contact);
        Commands.Apply(words);
        var times = TimeReader.Read(words);
        Drops.Apply(words, times);
        Corrections.Apply(words, times);
        Refusals.Apply(words);
        Salience.Weigh(words);
        var isShort = written <= ShortChat;
        var clauses = CollectionsMarshal.AsSpan(ClauseCutter.Cut(words, fine: !isShort));
        ClauseReader.Read(words, clauses);

        var isLead = assessment.Category is ConversationCategory.NewEnquiry or ConversationCategory.ExistingCustomer;
        var withdrawn = Withdrawal.IsLast(words, assessment);
        var timeline = isLead && !withdrawn ? Timeline.Write(words, times, transcript, assessment) : null;
        var budget = isLead ? FactReader.Budget(words) : null;
        var place = PlaceReader.Find(words, assessment);
        var nextStep = NextStepWriter.Write(words, assessment, withdrawn);
        var first = HeadlineWriter.Find(words, clauses, assessment);
        var headline = first < 0
            ? Empty(words, assessment)
            : HeadlineWriter.Write(words, clauses, first, timeline, HeadlineWriter.Label(words, assessment, withdrawn));

        var room = (int)(written * LongShare) - Count(headline) - Count(timeline?.Text) - Count(budget?.Text) - Count(place?.Text)
            - (assessment.Contact.IsReachable ? 5 : 0);
        if (!isShort)
        {
            // What the facts tell need not be told again.
            ClauseReader.Read(words, clauses);
        }

        LineWriter.Choose(clauses, isShort ? first : -1, Math.Max(room, LeastRoom), isShort);
        var lines = LineWriter.Write(words, clauses);
        return new ConversationSummary(transcript.SiteId, transcript.ConversationId, transcript.ThroughSequence, headline, WriterName, now)
        {
            Wants = Of(lines, ClauseKind.Want),
            Questions = Of(lines, ClauseKind.Question),
            Concerns = Of(lines, ClauseKind.Concern),
            Timeline = timeline,
            Budget = budget,
            Place = place,
            Quote = lines.Count == 0 ? Whole(words) : null,
            NextStep = nextStep,
        };
    }

    /// <summary>The headline of a visitor who said nothing that can be told.</summary>
    private static string Empty(VisitorWords words, Assessment assessment)
    {
        if (assessment.Contact.IsReachable)
        {
            return "Left contact details";
        }

        var last = words.Messages - 1;
        return last < 0 ? "No request yet"
            : words.Does[last, SpeechAct.Accept] > Math.Max(0.5f, words.Does.Most(last, [SpeechAct.Decline, SpeechAct.Noise, SpeechAct.Thanks])) ? "Said yes to what was offered"
            : words.Does[last, SpeechAct.Decline] > Math.Max(0.5f, words.Does[last, SpeechAct.Accept]) ? "Said no to what was offered"
            : "No request yet";
    }

    /// <summary>The last message as it is, where there is nothing to choose from.</summary>
    private static SummaryLine? Whole(VisitorWords words)
    {
        for (var message = words.Messages - 1; message >= 0; message--)
        {
            var text = new StringBuilder();
            words.Write(text, words.First(message), words.First(message + 1));
            if (text.Length > 0)
            {
                return new SummaryLine(TextCut.Shorten(text.ToString(), LineMaxLength), words.Conversation.Messages[message].Line.Sequence);
            }
        }

        return null;
    }

    private static List<SummaryLine> Of(List<LineWriter.Line> lines, ClauseKind kind)
    {
        var of = new List<SummaryLine>();
        foreach (var line in lines)
        {
            if (line.Kind == kind)
            {
                of.Add(new SummaryLine(line.Text, line.Sequence));
            }
        }

        return of;
    }

    private static int Count(string? text)
    {
        var count = string.IsNullOrEmpty(text) ? 0 : 1;
        foreach (var c in text ?? "")
        {
            count += c == ' ' ? 1 : 0;
        }

        return count;
    }
}
