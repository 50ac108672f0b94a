using System.Globalization;
using System.Text;
using LeadAlerts.Core.Evaluation;
using LeadAlerts.Core.Qualification;

namespace LeadAlerts.Web.Evaluation;

/// <summary>Lists what went wrong, conversation by conversation.</summary>
internal static class MistakesText
{
    private const int MaxMessages = 8;

    private const int MessageLength = 110;

    public static string Write(EvaluationReport report)
    {
        var text = new StringBuilder();
        var misjudged = report.Chats.Where(chat => chat.IsMisjudged(report.Threshold)).ToList();
        text.Append(CultureInfo.InvariantCulture, $"WRONG VERDICTS: {misjudged.Count}\n");
        misjudged.ForEach(chat => AppendVerdict(text, chat));

        var contacts = report.Chats.SelectMany(chat => ContactMistake.Of(chat).Select(mistake => (chat, mistake))).ToList();
        text.Append(CultureInfo.InvariantCulture, $"\nWRONG CONTACTS: {contacts.Count}\n");
        foreach (var (chat, mistake) in contacts)
        {
            text.Append(CultureInfo.InvariantCulture, $"  {Name(chat)}: {mistake.Field} {mistake.Outcome}: ");
            text.Append(CultureInfo.InvariantCulture, $"given {Quoted(mistake.Given)}, found {Quoted(mistake.Found)}\n");
        }

        var mentions = report.Chats
            .SelectMany(chat => chat.MissedMentions.Select(phrase => (chat, phrase, "does not tell"))
                .Concat(chat.ForbiddenMentions.Select(phrase => (chat, phrase, "must not tell"))))
            .ToList();
        text.Append(CultureInfo.InvariantCulture, $"\nWHAT SUMMARIES DO NOT TELL, OR MUST NOT: {mentions.Count}\n");
        foreach (var (chat, phrase, fault) in mentions)
        {
            text.Append(CultureInfo.InvariantCulture, $"  {Name(chat)}: {fault} {Quoted(phrase)}\n");
        }

        return text.ToString();
    }

    private static void AppendVerdict(StringBuilder text, EvaluatedChat chat)
    {
        var assessment = chat.Assessment;
        var verdict = chat.Chat.IsLead == true ? "missed lead" : "false alarm";
        var category = chat.Chat.Category is { } expected ? $" (file: {ScreenText.Short(expected, 40)})" : "";
        text.Append(CultureInfo.InvariantCulture, $"\n  {Name(chat)}: {verdict}, score {assessment.Score}, ");
        text.Append(CultureInfo.InvariantCulture, $"{CriterionNames.Name(assessment.Category)}{category}\n");
        foreach (var signal in assessment.Signals)
        {
            text.Append(CultureInfo.InvariantCulture, $"    {signal.Points,4:+0;-0;0}  {CriterionNames.Name(signal)}");
            text.Append(signal.MessageSequence is { } sequence
                ? string.Create(CultureInfo.InvariantCulture, $", message {sequence}: {Quoted(signal.Words)}\n")
                : "\n");
        }

        var lines = chat.Chat.Transcript.VisitorLines.ToList();
        foreach (var line in lines.Take(MaxMessages))
        {
            text.Append(CultureInfo.InvariantCulture, $"    {line.Sequence,4}: {ScreenText.Short(line.Text, MessageLength)}\n");
        }

        text.Append(lines.Count > MaxMessages ? $"          … and {lines.Count - MaxMessages} more\n" : "");
    }

    private static string Name(EvaluatedChat chat) => chat.Chat.Id == chat.Chat.Place
        ? ScreenText.Short(chat.Chat.Place, 80)
        : $"{ScreenText.Short(chat.Chat.Id, 60)} ({ScreenText.Short(chat.Chat.Place, 80)})";

    private static string Quoted(string? text) => text is null ? "none" : $"\"{ScreenText.Short(text, 60)}\"";
}
