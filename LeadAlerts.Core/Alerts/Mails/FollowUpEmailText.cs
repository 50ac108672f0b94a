namespace LeadAlerts.Core.Alerts.Mails;

/// <summary>The text part of a further mail about a lead.</summary>
internal static class FollowUpEmailText
{
    /// <summary>Writes it.</summary>
    public static string Write(AlertEmailModel model)
    {
        var text = new TextPartWriter().Line(model.Heading).Line($"{model.Heat} lead, {model.Score} of 100").Line(model.Occasion).Gap();
        foreach (var (label, news) in model.News)
        {
            text.Line($"* {label}: {news}");
        }

        text.Gap();
        AlertEmailText.WriteReach(text, model);
        foreach (var (label, fact) in model.Facts)
        {
            text.Line(label.Length == 0 ? fact : $"{label}: {fact}");
        }

        text.Gap().Line($"Suggested next step: {model.NextStep}");
        AlertEmailText.WriteMessages(text, model);
        return text.Gap().Links(model.FirstButtons).Links(model.LastButtons).End(model.Foot);
    }
}
