using LeadAlerts.Core.Qualification;
using LeadAlerts.Core.Qualification.Acts;
using LeadAlerts.Core.Summaries;

namespace LeadAlerts.Core.Evaluation;

/// <summary>Judges as a site with the default settings does that has no language model. Safe to share between threads.</summary>
public sealed class EmbeddedAssessor
{
    /// <summary>The name under which it is chosen.</summary>
    public const string Name = "embedded";

    private readonly LeadQualifier _qualifier = new();
    private readonly SummaryWriter _writer = new();

    /// <summary>Judges a conversation; done when it returns.</summary>
    public ValueTask<Judgement> JudgeAsync(EvaluationChat chat, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(chat);
        cancellationToken.ThrowIfCancellationRequested();
        var now = chat.Transcript.Lines[^1].SentAt;
        var acts = ConversationActs.Read(chat.Transcript, chat.Business, chat.Region);
        var assessment = _qualifier.Assess(acts, chat.Transcript, SiteCriteria.Shipped, chat.Business, now);
        return new ValueTask<Judgement>(new Judgement(assessment, _writer.Write(acts, chat.Transcript, assessment, now)));
    }
}
