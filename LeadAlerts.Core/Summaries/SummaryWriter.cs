using System.Diagnostics.CodeAnalysis;
using LeadAlerts.Core.Conversations;
using LeadAlerts.Core.Qualification;
using LeadAlerts.Core.Sites;

namespace LeadAlerts.Core.Summaries;

/// <summary>Writes the summary of a conversation from the visitor's own words. Pure; safe to share between threads.</summary>
public sealed class SummaryWriter
{
    /// <summary>The name and version of this writer.</summary>
    public const string WriterName = "embedded/1";

    /// <summary>Writes a summary.</summary>
    [SuppressMessage("Performance", "CA1822:Mark members as static", Justification = "A service: callers are given an instance.")]
    public ConversationSummary Write(Transcript transcript, Assessment assessment, BusinessProfile business, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(transcript);
        ArgumentNullException.ThrowIfNull(assessment);
        var lines = transcript.VisitorLines.Where(line => !string.IsNullOrWhiteSpace(line.Text)).ToList();
        var best = lines.Count == 0 ? null : lines.MaxBy(line => assessment.Signals.Where(s => s.MessageSequence == line.Sequence).Sum(s => s.Points));
        SummaryLine? Line(Criterion criterion) => assessment.Signals.FirstOrDefault(s => s.Criterion == criterion && s.MessageSequence is not null) is { } signal
            ? new SummaryLine(signal.Words, signal.MessageSequence) : null;
        return new ConversationSummary(
            transcript.SiteId, transcript.ConversationId, transcript.ThroughSequence, best is null ? "" : Cut(best.Text, 80), WriterName, now)
        {
            Wants = best is null ? [] : [new SummaryLine(Cut(best.Text, 160), best.Sequence)],
            Timeline = Line(Criterion.NamesTimeline),
            Budget = Line(Criterion.NamesBudgetOrQuantity),
            Quote = best is null ? null : new SummaryLine(Cut(best.Text, 160), best.Sequence),
            NextStep = assessment.Contact.Phone is { } phone ? $"Call {phone}" : assessment.Contact.Email is { } email ? $"Write to {email}" : "Answer in the chat",
        };
    }

    private static string Cut(string text, int length)
    {
        text = string.Join(' ', text.Split(default(char[]), StringSplitOptions.RemoveEmptyEntries));
        return text.Length <= length ? text : text[..(char.IsHighSurrogate(text[length - 2]) ? length - 2 : length - 1)] + "…";
    }
}
