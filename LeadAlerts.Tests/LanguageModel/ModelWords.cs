using System.Text.Json.Nodes;
using LeadAlerts.Core.LanguageModel;
using LeadAlerts.Core.Qualification;
using LeadAlerts.Tests.Qualification;

namespace LeadAlerts.Tests.LanguageModel;

/// <summary>A chat with a roofer, and an honest answer about it that tests change where it matters.</summary>
internal static class ModelWords
{
    public static readonly string[] RoofChat =
    [
        "bot: Hi! How can we help?",
        "Water drips through my kitchen ceiling since Tuesday, could somebody look at it?",
        "bot: Of course. An inspection is $150.",
        "What would a repair run me? My budget is about 9k. I'm in Berkeley",
    ];

    public static ReviewQuestion Question(params string[] lines)
    {
        var transcript = Chat.Of(lines.Length == 0 ? RoofChat : lines);
        return new ReviewQuestion(transcript, Chat.Assess(transcript), SiteCriteria.Shipped, Chat.Roofer);
    }

    /// <summary>A question whose embedded score is what a test needs.</summary>
    public static ReviewQuestion Question(int score, ConversationCategory category, params string[] lines)
    {
        var question = Question(lines);
        var embedded = question.Embedded;
        return question with
        {
            Embedded = new Assessment(
                embedded.SiteId, embedded.ConversationId, embedded.ThroughSequence, score, category, embedded.Signals, embedded.Contact, "embedded/2", embedded.AssessedAt),
        };
    }

    public static JsonObject RoofAnswer(Action<JsonObject>? change = null)
    {
        var answer = new JsonObject
        {
            ["category"] = "NewEnquiry",
            ["lead_probability"] = 95,
            ["criteria"] = new JsonArray(
                Criterion("DescribesNeed", 2, "Water drips through my kitchen ceiling"), Criterion("AsksPrice", 4, "what would a repair run me")),
            ["summary"] = new JsonObject
            {
                ["headline"] = "Kitchen ceiling leak, wants a repair",
                ["wants"] = new JsonArray(Line("Wants somebody to look at water dripping through the kitchen ceiling", 2)),
                ["questions"] = new JsonArray(Line("Asks what a repair costs", 4)),
                ["concerns"] = new JsonArray(),
                ["timeline"] = null,
                ["budget"] = Line("About $9,000", 4),
                ["place"] = Line("Berkeley", 4),
                ["next_step"] = Line("Offer an inspection and a price range for the repair.", 4),
            },
        };
        change?.Invoke(answer);
        return answer;
    }

    public static JsonObject Criterion(string criterion, int message, string quote) =>
        new() { ["criterion"] = criterion, ["message"] = message, ["quote"] = quote };

    public static JsonObject Line(string text, int message) => new() { ["text"] = text, ["message"] = message };

    /// <summary>What is left of an answer.</summary>
    public static CheckedAnswer Check(JsonObject answer, ReviewQuestion? question = null) =>
        AnswerCheck.Check(AnswerReader.FindAnswer(answer.ToJsonString())!, question ?? Question(), "test/review-1");
}
