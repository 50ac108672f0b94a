using LeadAlerts.Core.Alerts.Mails;

namespace LeadAlerts.Core.Alerts.Digests;

/// <summary>The text part of a digest.</summary>
internal static class DigestEmailText
{
    /// <summary>Writes it.</summary>
    public static string Write(DigestEmailModel model)
    {
        var text = new TextPartWriter().Line(model.Heading).Line(model.Occasion).Gap()
            .Line(string.Join(" · ", model.Figures.Select(figure => $"{figure.Value} {figure.Label}")));
        foreach (var lead in model.Leads)
        {
            text.Gap().Line($"{lead.Score} · {lead.Heading}").Line(lead.Detail).Line(lead.Link.AbsoluteUri);
        }

        text.Gap().Line(model.MoreLeads > 0 ? $"And {SpanWords.Count(model.MoreLeads, "more lead")} in the inbox." : null);
        text.Link("Open the inbox", model.InboxLink);
        if (model.NearMisses.Count > 0)
        {
            text.Gap().Line("NEARLY A LEAD").Line(model.NearText);
            foreach (var miss in model.NearMisses)
            {
                text.Gap().Line($"{miss.Score} · {miss.Heading}").Line(miss.Detail).Link("This was a lead", miss.WasALead).Link("Read it", miss.Link);
            }
        }

        if (model.NotSent.Count > 0)
        {
            text.Gap().Line("ALERTS NOT SENT BY THEMSELVES");
            foreach (var (count, reason) in model.NotSent)
            {
                text.Line($"{count} · {reason}");
            }
        }

        return text.End(model.Foot);
    }
}
