using LeadAlerts.Core.LanguageModel;
using LeadAlerts.Core.Qualification;
using LeadAlerts.Core.Qualification.Acts;
using LeadAlerts.Core.Summaries;

namespace LeadAlerts.Core.Evaluation;

/// <summary>Judges as a site with the default settings does that has a language model, without quota and without leaving it alone after failures.</summary>
/// <param name="reader">The model.</param>
/// <param name="recordings">What carries its requests where that is not the network; null where it is.</param>
/// <remarks>One conversation at a time.</remarks>
public sealed class LanguageModelAssessor(LanguageModelReader reader, ModelRecordings? recordings)
{
    /// <summary>The name under which it is chosen.</summary>
    public const string Name = "llm";

    private readonly LeadQualifier _qualifier = new();
    private readonly SummaryWriter _writer = new();
    private readonly Dictionary<string, int> _failures = new(StringComparer.Ordinal);

    /// <summary>Conversations of which the model's answer was used.</summary>
    public int Answered { get; private set; }

    /// <summary>Answers of which the summary was used, too.</summary>
    public int Summarized { get; private set; }

    /// <summary>Conversations that no model is asked about: without words, or with orders to software in them.</summary>
    public int NotAsked { get; private set; }

    /// <summary>Why the others were not answered, and how often.</summary>
    public IReadOnlyDictionary<string, int> Failures => _failures;

    /// <summary>What all answers cost.</summary>
    public ModelTokens Tokens { get; private set; }

    /// <summary>Judges a conversation.</summary>
    public async ValueTask<Judgement> JudgeAsync(EvaluationChat chat, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(chat);
        var now = chat.Transcript.Lines[^1].SentAt;
        var acts = ConversationActs.Read(chat.Transcript, chat.Business, chat.Region);
        var embedded = _qualifier.Assess(acts, chat.Transcript, SiteCriteria.Shipped, chat.Business, now);
        var question = new ReviewQuestion(chat.Transcript, embedded, SiteCriteria.Shipped, chat.Business) { Acts = acts };
        var answer = await FindAnswerAsync(question, chat.Id, cancellationToken);
        var assessment = ReviewMerge.Assess(question, answer);
        return new Judgement(assessment, ReviewMerge.Summarize(_writer.Write(acts, chat.Transcript, assessment, now), answer));
    }

    private async ValueTask<CheckedAnswer?> FindAnswerAsync(ReviewQuestion question, string chatId, CancellationToken cancellationToken)
    {
        if (!question.MayBeAsked)
        {
            NotAsked++;
            return null;
        }

        if (recordings is not null)
        {
            recordings.ChatId = chatId;
            if (!recordings.Knows(chatId))
            {
                Count("There is no recorded answer.");
                return null;
            }
        }

        var outcome = await reader.AskAsync(question, reader.Budget, cancellationToken);
        Tokens = new ModelTokens(Tokens.Input + outcome.Tokens.Input, Tokens.Output + outcome.Tokens.Output);
        if (outcome is ModelOutcome.Failed failed)
        {
            Count(failed.Reason);
            return null;
        }

        var answer = ((ModelOutcome.Answered)outcome).Answer;
        Answered++;
        Summarized += answer.Summary is null ? 0 : 1;
        return answer;
    }

    private void Count(string failure) => _failures[failure] = _failures.GetValueOrDefault(failure) + 1;
}
