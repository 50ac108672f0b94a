using System.Text.Json;

namespace LeadAlerts.Web.Demo;

/// <summary>A message of a demo conversation.</summary>
/// <param name="Role">"visitor" or "bot".</param>
/// <param name="Text">Plain text.</param>
/// <param name="AfterSeconds">Seconds since the conversation began.</param>
public sealed record DemoMessage(string Role, string Text, int AfterSeconds);

/// <summary>A conversation of the demo business.</summary>
/// <param name="DaysAgo">How many days ago it began.</param>
/// <param name="VisitorId">The same for every conversation of one visitor.</param>
/// <param name="Page">The path of the page on which it began.</param>
/// <param name="Referrer">From where the visitor came; null when unknown.</param>
/// <param name="Outcome">What the owner made of the lead: contacted, won, lost or notalead; null when nothing yet.</param>
/// <param name="Messages">In order; at least one.</param>
public sealed record DemoConversation(
    double DaysAgo, string VisitorId, string Page, string? Referrer, string? Outcome, IReadOnlyList<DemoMessage> Messages);

/// <summary>A question and its answer for the demo business's bot.</summary>
public sealed record DemoAnswer(string Question, string Answer);

/// <summary>What the demo site is filled with: months of chats of Brightroof, an invented roofing company in Oakland, and its bot's answers.</summary>
public static class DemoConversations
{
    /// <summary>Every conversation, the newest first.</summary>
    public static IReadOnlyList<DemoConversation> Load() => Read<DemoConversation>("DemoConversations.json");

    /// <summary>The questions and answers that the demo's bot knows.</summary>
    public static IReadOnlyList<DemoAnswer> LoadKnowledge() => Read<DemoAnswer>("DemoKnowledge.json");

    private static List<T> Read<T>(string file)
    {
        using var stream = typeof(DemoConversations).Assembly.GetManifestResourceStream($"LeadAlerts.Web.Demo.{file}")
            ?? throw new InvalidOperationException($"{file} is not embedded.");
        return JsonSerializer.Deserialize<List<T>>(stream, JsonSerializerOptions.Web)
            ?? throw new InvalidOperationException($"{file} is empty.");
    }
}
