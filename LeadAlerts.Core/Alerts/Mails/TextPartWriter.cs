namespace LeadAlerts.Core.Alerts.Mails;

/// <summary>Writes the text part of a mail, line by line. Texts of visitors have to be one line, so that nobody can write one that looks like ours.</summary>
internal sealed class TextPartWriter
{
    private readonly List<string> _lines = [];

    /// <summary>Adds a line; null adds none.</summary>
    public TextPartWriter Line(string? text)
    {
        if (text is not null)
        {
            _lines.Add(text);
        }

        return this;
    }

    /// <summary>Adds an empty line, unless there is one already.</summary>
    public TextPartWriter Gap()
    {
        if (_lines.Count > 0 && _lines[^1].Length > 0)
        {
            _lines.Add("");
        }

        return this;
    }

    /// <summary>Adds a link under what it does.</summary>
    public TextPartWriter Link(string label, Uri? link) => link is null ? this : Line($"{label}:").Line(link.AbsoluteUri);

    /// <summary>Adds links under what they do.</summary>
    public TextPartWriter Links(IEnumerable<MailButton> buttons)
    {
        foreach (var button in buttons)
        {
            Link(button.Label, button.Link);
        }

        return this;
    }

    /// <summary>Ends the text.</summary>
    public string End(MailFoot foot)
    {
        Gap().Line("-- ").Line(foot.Origin).Line(foot.SentBecause);
        Line(foot.Mute is null ? null : $"Mute 24 h: {foot.Mute.AbsoluteUri}");
        Line($"Change alerts: {foot.Settings.AbsoluteUri}").Line($"Stop these mails: {foot.Stop.AbsoluteUri}").Line("");
        return string.Join("\n", _lines);
    }
}
