namespace LeadAlerts.Core.Alerts.Mails;

/// <summary>The text part of an alert mail, written to be read.</summary>
public static class AlertEmailText
{
    /// <summary>Writes it.</summary>
    public static string Write(AlertEmailModel model)
    {
        var text = new TextPartWriter();
        if (model.IsTest)
        {
            text.Line("THIS IS A TEST. No visitor wrote this: the lead below is made up to show how an alert looks.").Gap();
        }

        text.Line(model.Heading).Line($"{model.Heat} lead, {model.Score} of 100").Line(model.Occasion).Gap();
        WriteReach(text, model);
        foreach (var (label, fact) in model.Facts)
        {
            text.Line(label.Length == 0 ? fact : $"{label}: {fact}");
        }

        if (model.Quote is not null)
        {
            text.Gap().Line("In their words:").Line($"\"{model.Quote}\"");
        }

        text.Gap().Line($"Suggested next step: {model.NextStep}").Gap().Line($"Why {model.Score}:");
        foreach (var (met, reason) in model.Reasons)
        {
            text.Line($"{(met ? "+" : "-")} {reason}");
        }

        WriteMessages(text, model);
        return text.Gap().Links(model.FirstButtons).Links(model.LastButtons).End(model.Foot);
    }

    /// <summary>Writes how to reach the visitor.</summary>
    internal static void WriteReach(TextPartWriter text, AlertEmailModel model)
    {
        text.Line(model.Phone is null ? null : $"Call {model.Phone}");
        text.Line(model.ReplyHint is null ? null : $"{model.ReplyHint} {model.Email}").Gap();
    }

    /// <summary>Writes the last messages.</summary>
    internal static void WriteMessages(TextPartWriter text, AlertEmailModel model)
    {
        if (model.Messages.Count == 0)
        {
            return;
        }

        text.Gap().Line(model.EarlierMessages == 0 ? "The conversation:" : $"The last {model.Messages.Count} messages:");
        foreach (var (_, who, time, message) in model.Messages)
        {
            // A message keeps to one line, so that nobody can write one that looks like ours.
            text.Line($"{who} ({time}): {message}");
        }
    }
}
