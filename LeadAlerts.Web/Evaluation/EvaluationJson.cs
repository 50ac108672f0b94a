using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using LeadAlerts.Core.Evaluation;

namespace LeadAlerts.Web.Evaluation;

/// <summary>Shows the figures of an evaluation as one JSON object. Shares are 0–1; what there is nothing to measure by is null.</summary>
internal static class EvaluationJson
{
    private const int MessageLength = 400;

    private static readonly JsonSerializerOptions Layout = new()
    {
        WriteIndented = true,

        // For people and programs, not for a page: é stays é.
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static string Write(EvaluationReport report, int skippedLines, bool withMistakes)
    {
        var json = new JsonObject
        {
            ["overall"] = Of(report.Overall),
            ["bySource"] = Of(report.BySource),
            ["byLanguage"] = Of(report.ByLanguage),
            ["byCategory"] = Of(report.ByCategory),
            ["assessor"] = report.Chats.Count == 0 ? null : report.Chats[0].Assessment.Assessor,
            ["threshold"] = report.Threshold,
            ["skippedLines"] = skippedLines,
        };
        if (withMistakes)
        {
            json["mistakes"] = Mistakes(report);
        }

        return json.ToJsonString(Layout);
    }

    private static JsonObject Of(IReadOnlyList<(string Name, Figures Figures)> groups) =>
        new(groups.Select(group => KeyValuePair.Create<string, JsonNode?>(group.Name, Of(group.Figures))));

    private static JsonObject Of(Figures figures) => new()
    {
        ["n"] = figures.Count,
        ["precision"] = Number(figures.Verdicts.Precision),
        ["recall"] = Number(figures.Verdicts.Recall),
        ["f1"] = Number(figures.Verdicts.F1),
        ["prAuc"] = Number(figures.PrecisionRecallArea),
        ["calibration"] = figures.Calibration is { } calibration ? Of(calibration) : null,
        ["contact"] = new JsonObject
        {
            ["email"] = Number(figures.Email.Accuracy),
            ["phone"] = Number(figures.Phone.Accuracy),
            ["name"] = Number(figures.Name.Accuracy),
        },
        ["mustMention"] = Number(figures.MustMention),
        ["mustNotMention"] = Number(figures.MustNotMention),
        ["rouge1"] = Number(figures.Rouge?.One),
        ["rouge2"] = Number(figures.Rouge?.Two),
        ["rougeL"] = Number(figures.Rouge?.Longest),
        ["perSecond"] = Number(figures.PerSecond, decimals: 1),
        ["bytesEach"] = Number(figures.BytesEach, decimals: 0),
        ["labelled"] = figures.Verdicts.Labelled,
        ["accuracy"] = Number(figures.Verdicts.Accuracy),
        ["categoryAccuracy"] = Number(figures.CategoryAccuracy),
        ["confusion"] = new JsonObject
        {
            ["truePositives"] = figures.Verdicts.TruePositives,
            ["falsePositives"] = figures.Verdicts.FalsePositives,
            ["falseNegatives"] = figures.Verdicts.FalseNegatives,
            ["trueNegatives"] = figures.Verdicts.TrueNegatives,
        },
        ["contactCounts"] = new JsonObject
        {
            ["email"] = Of(figures.Email),
            ["phone"] = Of(figures.Phone),
            ["name"] = Of(figures.Name),
        },
    };

    private static JsonObject Of(Calibration calibration) => new()
    {
        ["error"] = Number(calibration.Error),
        ["bins"] = new JsonArray([.. calibration.Bins.Select(bin => new JsonObject
        {
            ["from"] = bin.From,
            ["to"] = bin.To,
            ["n"] = bin.Count,
            ["expected"] = Number(bin.Expected),
            ["observed"] = Number(bin.Observed),
        })]),
    };

    private static JsonObject Of(ContactTally tally) => new()
    {
        ["given"] = tally.Given,
        ["right"] = tally.Right,
        ["wrong"] = tally.Wrong,
        ["missed"] = tally.Missed,
        ["invented"] = tally.Invented,
    };

    private static JsonObject Mistakes(EvaluationReport report) => new()
    {
        ["verdicts"] = new JsonArray([.. report.Chats.Where(chat => chat.IsMisjudged(report.Threshold)).Select(Verdict)]),
        ["contacts"] = new JsonArray([.. report.Chats.SelectMany(chat => ContactMistake.Of(chat).Select(mistake => new JsonObject
        {
            ["id"] = chat.Chat.Id,
            ["place"] = chat.Chat.Place,
            ["field"] = mistake.Field,
            ["outcome"] = mistake.Outcome,
            ["given"] = mistake.Given,
            ["found"] = mistake.Found,
        }))]),
        ["missedMentions"] = Mentions(report, chat => chat.MissedMentions),
        ["forbiddenMentions"] = Mentions(report, chat => chat.ForbiddenMentions),
    };

    private static JsonObject Verdict(EvaluatedChat chat) => new()
    {
        ["id"] = chat.Chat.Id,
        ["place"] = chat.Chat.Place,
        ["label"] = chat.Chat.IsLead == true ? "lead" : "not_lead",
        ["score"] = chat.Assessment.Score,
        ["category"] = chat.Assessment.Category.ToString(),
        ["expectedCategory"] = chat.Chat.Category,
        ["signals"] = new JsonArray([.. chat.Assessment.Signals.Select(signal => new JsonObject
        {
            ["criterion"] = signal.Criterion.ToString(),
            ["points"] = signal.Points,
            ["message"] = signal.MessageSequence,
            ["words"] = signal.Words,
        })]),
        ["visitor"] = new JsonArray([.. chat.Chat.Transcript.VisitorLines
            .Select(line => (JsonNode)ScreenText.Short(line.Text, MessageLength))]),
    };

    private static JsonArray Mentions(EvaluationReport report, Func<EvaluatedChat, IReadOnlyList<string>> phrases) =>
        new([.. report.Chats.SelectMany(chat => phrases(chat).Select(phrase => new JsonObject
        {
            ["id"] = chat.Chat.Id,
            ["place"] = chat.Chat.Place,
            ["phrase"] = phrase,
        }))]);

    /// <summary>Rounded for reading; never what JSON cannot hold.</summary>
    private static JsonNode? Number(double? value, int decimals = 4) =>
        value is { } number && double.IsFinite(number) ? Math.Round(number, decimals) : null;
}
