namespace LeadAlerts.Core.Alerts;

/// <summary>The text part of an alert mail, written to be read.</summary>
public static class AlertEmailText
{
    /// <summary>Writes it.</summary>
    public static string Write(AlertEmailModel model)
    {
        var text = new List<string>();
        if (model.IsTest)
        {
            text.AddRange(["THIS IS A TEST. No visitor wrote this: the lead below is made up to show how an alert looks.", ""]);
        }

        text.AddRange([model.Heading, $"{model.Heat} lead, {model.Score} of 100", model.Occasion, ""]);
        if (model.Phone is not null)
        {
            text.Add($"Call {model.Phone}");
        }

        if (model.ReplyHint is not null)
        {
            text.Add($"{model.ReplyHint} {model.Email}");
        }

        if (model.Phone is not null || model.ReplyHint is not null)
        {
            text.Add("");
        }

        foreach (var (label, fact) in model.Facts)
        {
            text.Add($"{label}: {fact}");
        }

        if (model.Quote is not null)
        {
            text.AddRange(["", "In their words:", $"\"{model.Quote}\""]);
        }

        text.AddRange(["", $"Suggested next step: {model.NextStep}", "", $"Why {model.Score}:"]);
        foreach (var (met, reason) in model.Reasons)
        {
            text.Add($"{(met ? "+" : "-")} {reason}");
        }

        if (model.Messages.Count > 0)
        {
            text.AddRange(["", model.EarlierMessages == 0 ? "The conversation:" : $"The last {model.Messages.Count} messages:"]);
            foreach (var (_, who, time, message) in model.Messages)
            {
                // A message keeps to one line, so that nobody can write one that looks like ours.
                text.Add($"{who} ({time}): {message}");
            }
        }

        text.AddRange(["", model.IsTest ? "Open the inbox:" : "Open the lead:", model.LeadLink.AbsoluteUri, "", "-- "]);
        if (model.Origin is not null)
        {
            text.Add(model.Origin);
        }

        text.AddRange(
        [
            model.SentBecause, $"Change alerts: {model.SettingsLink.AbsoluteUri}", $"Stop these mails: {model.StopLink.AbsoluteUri}", "",
        ]);
        return string.Join("\n", text);
    }
}
