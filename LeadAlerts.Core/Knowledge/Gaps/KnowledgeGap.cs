namespace LeadAlerts.Core.Knowledge.Gaps;

/// <summary>What visitors asked and the site's own bot could not answer, in whatever words.</summary>
/// <param name="Question">The latest wording in one line, 1 to <see cref="KnowledgeEntry.QuestionMaxLength"/> characters.</param>
/// <param name="ChatCount">In how many chats it was asked, at least 1: a visitor who insists counts once.</param>
/// <param name="ConversationId">The chat in which it was asked last.</param>
/// <param name="Sequence">The number of the message there.</param>
/// <param name="AskedAt">When it was asked last, UTC.</param>
public sealed record KnowledgeGap(string Question, int ChatCount, Guid ConversationId, int Sequence, DateTimeOffset AskedAt);

/// <summary>One question that the bot could not answer.</summary>
/// <param name="ConversationId">The chat.</param>
/// <param name="Sequence">The number of the visitor's message there.</param>
/// <param name="Text">The visitor's message, whole.</param>
/// <param name="AskedAt">When it arrived, UTC.</param>
internal sealed record UnansweredQuestion(Guid ConversationId, int Sequence, string Text, DateTimeOffset AskedAt);
