using LeadAlerts.Core.Conversations;
using LeadAlerts.Core.Sites;
using LeadAlerts.Core.Summaries;
using LeadAlerts.Tests.Qualification;

namespace LeadAlerts.Tests.Summaries;

/// <summary>Writes summaries for tests; a line that begins with "bot: " is the site's.</summary>
internal static class SummaryScene
{
    public static ConversationSummary Write(params string[] lines) => Write(Chat.Of(lines));

    public static ConversationSummary Write(Transcript transcript, BusinessProfile? business = null) =>
        new SummaryWriter().Write(transcript, Chat.Assess(transcript, business), business ?? Chat.Roofer, Chat.Now);

    /// <summary>Every line and fact that comes from the visitor.</summary>
    public static IReadOnlyList<SummaryLine> Lines(ConversationSummary summary) =>
        [.. summary.Wants, .. summary.Questions, .. summary.Concerns,
            .. new[] { summary.Timeline, summary.Budget, summary.Place, summary.Quote }.OfType<SummaryLine>()];

    /// <summary>All that is told in the visitor's words, one line each, the headline first.</summary>
    public static string Told(ConversationSummary summary) =>
        string.Join('\n', Lines(summary).Select(line => line.Text).Prepend(summary.Headline));

    /// <summary>All that is told in the visitor's words in a chat.</summary>
    public static string Told(params string[] lines) => Told(Write(lines));
}
