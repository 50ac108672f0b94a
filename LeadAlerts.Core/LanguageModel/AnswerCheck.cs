using LeadAlerts.Core.Conversations;
using LeadAlerts.Core.Qualification;
using LeadAlerts.Core.Summaries;

namespace LeadAlerts.Core.LanguageModel;

/// <summary>
/// Holds a model's answer against the conversation, word by word: quotes must stand in the visitor's message that they name; numbers,
/// days, addresses and names in a line must be the visitor's; a line must be about what the visitor said there.
/// </summary>
internal sealed class AnswerCheck
{
    private const int MaxCriteria = 24;
    private const int MaxLines = 3;
    private const int FactMaxLength = 80;

    private readonly Dictionary<int, string> _visitor;
    private readonly Dictionary<int, string> _asked;
    private readonly LineCheck _lines;
    private readonly SiteCriteria _criteria;

    private AnswerCheck(ReviewQuestion question)
    {
        var transcript = question.Transcript;
        _criteria = question.Criteria;

        // As much of the visitor's messages as the embedded reader reads, so that no flood of words makes this slow.
        _visitor = question.Acts.Messages.DistinctBy(reading => reading.Line.Sequence).ToDictionary(reading => reading.Line.Sequence, reading => reading.Text.Original);
        _asked = transcript.Lines.Zip(transcript.Lines.Skip(1))
            .Where(pair => pair.First.Role != MessageRole.Visitor && pair.Second.Role == MessageRole.Visitor)
            .GroupBy(pair => pair.Second.Sequence)
            .ToDictionary(pairs => pairs.Key, pairs => pairs.First().First.Text);
        _lines = new LineCheck(_visitor.Values, question.Embedded.Contact.Name, question.Language == "de");
    }

    /// <summary>Checks.</summary>
    /// <param name="answer">As read.</param>
    /// <param name="question">What was asked.</param>
    /// <param name="maker">The model and the version of the prompt.</param>
    public static CheckedAnswer Check(ModelAnswer answer, ReviewQuestion question, string maker)
    {
        var check = new AnswerCheck(question);
        var criteria = check.Criteria(answer);
        return new CheckedAnswer(maker, answer.Category, answer.Probability, criteria, check.Summary(answer, criteria));
    }

    private List<FoundCriterion> Criteria(ModelAnswer answer)
    {
        var found = new List<FoundCriterion>();
        foreach (var claim in answer.Criteria)
        {
            if (ReviewPrompt.FindCriterion(claim.Criterion, _criteria) is var (criterion, own)
                && claim.Message is { } number
                && _visitor.TryGetValue(number, out var text)
                && !ReviewQuestion.SpeaksToSoftware(text)
                && QuoteFinder.Find(text, claim.Quote) is { } words)
            {
                found.Add(new FoundCriterion(criterion, number, MessageText.Cut(words, SummaryWriter.LineMaxLength), own));
            }
        }

        return [.. found.DistinctBy(criterion => (criterion.Meaning, criterion.MessageSequence)).Take(MaxCriteria)];
    }

    private CheckedSummary? Summary(ModelAnswer answer, List<FoundCriterion> criteria)
    {
        var headline = PlainText.Of(answer.Headline, SummaryWriter.HeadlineMaxLength);
        if (!_lines.Passes(headline, [.. _visitor.Values, .. criteria.Select(criterion => criterion.Meaning)]))
        {
            return null;
        }

        var evidence = criteria.ToLookup(criterion => criterion.MessageSequence, criterion => criterion.Meaning);
        var summary = new CheckedSummary(Capital(headline))
        {
            Wants = Lines(answer.Wants, evidence),
            Questions = Lines(answer.Questions, evidence),
            Concerns = Lines(answer.Concerns, evidence),
            Timeline = Fact(answer.Timeline),
            Budget = Fact(answer.Budget),
            Place = Fact(answer.Place),
            NextStep = NextStep(answer.NextStep),
        };

        // An answer of which more is invented than not is not trusted with the rest either.
        var written = Math.Min(answer.Wants.Count, MaxLines) + Math.Min(answer.Questions.Count, MaxLines) + Math.Min(answer.Concerns.Count, MaxLines);
        var kept = summary.Wants.Count + summary.Questions.Count + summary.Concerns.Count;
        return kept > 0 && kept * 2 >= written ? summary : null;
    }

    private List<SummaryLine> Lines(IReadOnlyList<ClaimedLine> claims, ILookup<int, string> evidence)
    {
        var lines = new List<SummaryLine>();
        foreach (var claim in claims)
        {
            // What a criterion means vouches for a line that says it in other words: "Asks for a price" of "how much?".
            if (Line(claim, SummaryWriter.LineMaxLength, claim.Message is { } number ? evidence[number] : []) is { } line
                && lines.TrueForAll(other => !string.Equals(other.Text, line.Text, StringComparison.OrdinalIgnoreCase)))
            {
                lines.Add(line);
            }
        }

        return [.. lines.Take(MaxLines)];
    }

    /// <summary>A fact's numbers and days have to stand in the very message that it names: 500 in an address is no budget.</summary>
    private SummaryLine? Fact(ClaimedLine? claim) =>
        claim is not null && Line(claim, FactMaxLength, []) is { } line
            && Vocabulary.Of(_visitor[line.MessageSequence!.Value]).HoldsFactsOf(Vocabulary.OfClaim(line.Text)) ? line : null;

    private SummaryLine? Line(ClaimedLine claim, int maxLength, IEnumerable<string> vouchers)
    {
        if (claim.Message is not { } number || !_visitor.TryGetValue(number, out var said) || ReviewQuestion.SpeaksToSoftware(said))
        {
            return null;
        }

        var text = PlainText.Of(claim.Text, maxLength);
        IEnumerable<string> about = [said, .. vouchers];
        return _lines.Passes(text, _asked.TryGetValue(number, out var asked) ? about.Append(asked) : about)
            ? new SummaryLine(Capital(text), number)
            : null;
    }

    private string NextStep(ClaimedLine? claim)
    {
        var text = claim is null ? "" : PlainText.Of(claim.Text, SummaryWriter.LineMaxLength);
        return _lines.PassesAsAdvice(text) ? Capital(text) : "";
    }

    private static string Capital(string text) => char.IsLower(text[0]) ? char.ToUpperInvariant(text[0]) + text[1..] : text;
}
