namespace LeadAlerts.Core.Alerts.Mails;

/// <summary>The text part of a mail that tells several leads.</summary>
internal static class BundleEmailText
{
    /// <summary>Writes it.</summary>
    public static string Write(BundleEmailModel model)
    {
        var text = new TextPartWriter().Line(model.Heading).Line(model.Occasion).Gap().Line(model.Why);
        foreach (var block in model.Blocks)
        {
            text.Gap().Line($"{block.Score} · {block.Heading}").Line(block.Occasion);
            text.Line(block.News is null ? null : $"New: {block.News}");
            text.Line(block.Phone is null ? null : $"Call {block.Phone}").Line(block.Email is null ? null : $"Write to {block.Email}");
            foreach (var (label, fact) in block.Facts)
            {
                text.Line($"{label}: {fact}");
            }

            text = block.Buttons.Count > 0 ? text.Links(block.Buttons).Links(block.Links) : text.Line(block.LeadLink.AbsoluteUri);
        }

        text.Gap().Line(model.More > 0 ? $"And {SpanWords.Count(model.More, "more lead")} in the inbox." : null).Link("Open the inbox", model.InboxLink);
        return text.End(model.Foot);
    }
}
