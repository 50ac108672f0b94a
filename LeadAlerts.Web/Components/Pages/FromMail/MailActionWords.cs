using LeadAlerts.Core.Alerts.Actions;
using LeadAlerts.Core.Leads;
using LeadAlerts.Core.Sites;

namespace LeadAlerts.Web.Components.Pages.FromMail;

/// <summary>What the page behind a mail's button says. Pure.</summary>
internal sealed record MailActionWords
{
    public required string Title { get; init; }

    public required string Text { get; init; }

    /// <summary>The lead in a line; null when the page is about none.</summary>
    public string? Lead { get; init; }

    /// <summary>What the button says; null for no button.</summary>
    public string? Button { get; init; }

    /// <summary>What the button posts to when it is not the page itself.</summary>
    public string? ButtonToken { get; init; }

    /// <summary>True when the button takes something back.</summary>
    public bool IsUndo { get; init; }

    /// <summary>Opens once more what was taken back.</summary>
    public string? AgainToken { get; init; }

    public string? OpenPath { get; init; }

    public string? OpenLabel { get; init; }

    /// <summary>Whose link it is.</summary>
    public string? For { get; init; }

    public static MailActionWords Of(MailActionView view, DateTimeOffset now) => view switch
    {
        MailActionView.Open(var about) => About(about, OfferTitle(about), Offer(about)) with { Button = ButtonOf(about.Purpose) },
        MailActionView.OpenUndo(var about, var at) => About(
            about, "Take it back?", $"{DoneTitle(about)}, at {Time(about, at, now)}. One press, and it is as it was before.")
            with { Button = "Take it back", IsUndo = true },
        MailActionView.Done(var about, var at, var until, var undo) => About(about, DoneTitle(about), Done(about, at, until, now))
            with { Button = undo is null ? null : "Undo", ButtonToken = undo, IsUndo = true },
        MailActionView.Undone(var about, var at, var again) => About(
            about, "Taken back", $"At {Time(about, at, now)}. {After(about.Purpose)}") with { AgainToken = again },
        MailActionView.Taken(var about, var who, var at) => About(
            about,
            $"{who} has it already",
            (at is null ? $"{who} works this lead." : $"{who} took this lead at {Time(about, at.Value, now)}.") + " There is nothing for you to do."),
        MailActionView.Settled(var about, var status) => About(about, SettledTitle(about, status), "Nothing was changed by your link."),
        MailActionView.Overtaken(var about) => About(
            about, "It cannot be taken back here", "Somebody changed the same thing since. Open it to see how it stands, and change it there."),
        MailActionView.NoLongerListed => new MailActionWords
        {
            Title = "No lead alerts go to you any more",
            Text = "The address that got this mail was taken off the list of those who get the site’s alerts. "
                + "Should another mail come all the same, the link in that one stops them.",
        },
        MailActionView.Expired => new MailActionWords
        {
            Title = "This link is too old",
            Text = "Buttons in our mails work for 30 days. Nothing was changed. The lead itself is still in the inbox.",
            OpenPath = "/leads",
            OpenLabel = "Open the inbox",
        },
        _ => new MailActionWords
        {
            Title = "This link does not work",
            Text = "It may have been cut off on its way, or what it was about is gone. Nothing was changed. "
                + "Open the mail again and press its button there, or find the lead in the inbox.",
            OpenPath = "/leads",
            OpenLabel = "Open the inbox",
        },
    };

    private static MailActionWords About(MailActionAbout about, string title, string text) => new()
    {
        Title = title,
        Text = text,
        Lead = about.Lead,
        OpenPath = about.LeadId is { } lead ? $"/leads/{lead}" : about.ConversationId is { } chat ? $"/conversations/{chat}" : null,
        OpenLabel = about.LeadId is not null ? "Open the lead" : "Open the conversation",
        For = about.Who == about.Address
            ? $"{about.SiteName} · this link belongs to {about.Address}"
            : $"{about.SiteName} · this link belongs to {about.Who}, {about.Address}",
    };

    private static string ButtonOf(MailActionPurpose purpose) => purpose switch
    {
        MailActionPurpose.Take => "I’ll take it",
        MailActionPurpose.Contacted => "Mark as contacted",
        MailActionPurpose.NotALead => "Not a lead",
        MailActionPurpose.WasALead => "This was a lead",
        MailActionPurpose.Mute => "Mute for 24 hours",
        _ => "Stop these mails",
    };

    private static string OfferTitle(MailActionAbout about) => about.Purpose switch
    {
        MailActionPurpose.Take => "Take this lead?",
        MailActionPurpose.Contacted => "Have you been in touch?",
        MailActionPurpose.NotALead => "Not a lead?",
        MailActionPurpose.WasALead => "Was this a lead?",
        MailActionPurpose.Mute => "Mute the alerts for 24 hours?",
        _ => "Stop these mails?",
    };

    private static string Offer(MailActionAbout about) => about.Purpose switch
    {
        MailActionPurpose.Take => $"It will be yours: {about.Who}. The others who were told of it get one short mail that says so.",
        MailActionPurpose.Contacted => "The lead is marked as contacted, and nobody is reminded of it any more.",
        MailActionPurpose.NotALead =>
            "The lead leaves the inbox’s list of new ones, and there are no more mails about it. Your answer also counts when alerts are tuned.",
        MailActionPurpose.WasALead => "It stayed below the threshold, so there was no alert. Your answer counts when alerts are tuned.",
        MailActionPurpose.Mute => $"Alerts for {about.SiteName} to {about.Address} wait for 24 hours; what came meanwhile follows in one mail.",
        _ => $"No more lead alerts for {about.SiteName} will go to {about.Address}. The leads stay in the inbox.",
    };

    private static string DoneTitle(MailActionAbout about) => about.Purpose switch
    {
        MailActionPurpose.Take => "The lead is yours",
        MailActionPurpose.Contacted => "Marked as contacted",
        MailActionPurpose.NotALead => "Marked as not a lead",
        MailActionPurpose.WasALead => "Noted: this was a lead",
        MailActionPurpose.Mute => "Your alerts are muted",
        _ => "You get no more lead alerts",
    };

    private static string Done(MailActionAbout about, DateTimeOffset at, DateTimeOffset? until, DateTimeOffset now) => about.Purpose switch
    {
        MailActionPurpose.Take => $"You took it at {Time(about, at, now)}. The others who were told of it learn that by mail within a minute or so.",
        MailActionPurpose.Contacted => $"By {about.Who}, at {Time(about, at, now)}.",
        MailActionPurpose.NotALead => $"By {about.Who}, at {Time(about, at, now)}. Thank you: it helps to tune the alerts.",
        MailActionPurpose.WasALead => $"By {about.Who}, at {Time(about, at, now)}. Thank you: it helps to tune the alerts.",
        MailActionPurpose.Mute when until is not null => $"Nothing goes to {about.Address} until {Time(about, until.Value, now)}.",
        MailActionPurpose.Mute => $"Nothing goes to {about.Address} for 24 hours.",
        _ => $"No lead alerts for {about.SiteName} go to {about.Address} any more. The leads stay in the inbox.",
    };

    private static string After(MailActionPurpose purpose) => purpose switch
    {
        MailActionPurpose.Take => "Nobody has the lead now.",
        MailActionPurpose.Mute => "Your alerts come as before.",
        MailActionPurpose.Stop => "You get lead alerts again.",
        _ => "All is as it was before.",
    };

    private static string SettledTitle(MailActionAbout about, LeadStatus? status) => (about.Purpose, status) switch
    {
        (MailActionPurpose.Stop, _) => "These mails are stopped already",
        (MailActionPurpose.WasALead, _) => "Somebody said so already",
        (_, LeadStatus.Contacted) => "Somebody has been in touch already",
        (_, LeadStatus.Won) => "This lead was won already",
        (_, LeadStatus.Lost) => "This lead was closed already",
        (_, LeadStatus.NotALead) => "It was marked as not a lead already",
        _ => "There is nothing left to do",
    };

    private static string Time(MailActionAbout about, DateTimeOffset at, DateTimeOffset now) => SiteTime.Write(at, about.TimeZone, now);
}
