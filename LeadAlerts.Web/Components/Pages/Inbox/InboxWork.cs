using LeadAlerts.Core.Email;
using LeadAlerts.Core.Inbox;
using LeadAlerts.Core.Leads;
using LeadAlerts.Core.Leads.Merging;
using LeadAlerts.Core.Members;
using LeadAlerts.Web.Components.Shared;
using Microsoft.AspNetCore.Components;
using MudBlazor;

namespace LeadAlerts.Web.Components.Pages.Inbox;

/// <summary>Does what a member decides in the inbox, tells it, and offers to take it back. Lives as long as the member's tab.</summary>
internal sealed partial class InboxWork(
    LeadDesk desk, LeadMerging merging, InboxFeed feed, ISnackbar snackbar, UndoOffer offer, NavigationManager navigation, ILogger<InboxWork> logger)
{
    // What was done is read after the name, and a notice has two lines on a phone.
    private const int NameMaxLength = 40;

    /// <summary>Does the same with one lead or many.</summary>
    /// <param name="access">Who works where.</param>
    /// <param name="leads">The leads as they were shown.</param>
    /// <param name="command">What to do.</param>
    /// <param name="who">The lead's name, where it is one.</param>
    /// <param name="filter">The view to come back to with an undone lead.</param>
    /// <param name="team">The site's members, of whom one may be given the leads.</param>
    /// <param name="zone">In which the end of a snooze is told.</param>
    /// <returns>What was done; null when it could not be saved, which is told.</returns>
    public async Task<DeskResult?> ChangeAsync(
        SiteAccess access,
        IReadOnlyList<SeenLead> leads,
        LeadCommand command,
        string? who,
        InboxFilter filter,
        IReadOnlyList<Teammate> team,
        TimeZoneInfo zone)
    {
        DeskResult result;
        try
        {
            result = await desk.ChangeAsync(access.SiteId, leads, command, access.UserId, CancellationToken.None);
        }
        catch (Exception problem)
        {
            // What the page shows is still good, and perhaps a reply is being written there.
            Log.ChangeFailed(logger, problem, access.SiteId);
            snackbar.Add("It could not be saved, and nothing has changed. Please try again.", Severity.Error);
            return null;
        }

        if (result.NotAMember)
        {
            snackbar.Add("That person no longer works on this site.", Severity.Warning);
        }
        else if (result.Changes.Count > 0)
        {
            offer.Make(Tell(result, command, who, Describe(command, access, team, zone)), async () =>
            {
                var undone = await desk.UndoAsync(access.SiteId, result.Changes, access.UserId, CancellationToken.None);
                feed.Publish(access.SiteId);
                if (undone < result.Changes.Count)
                {
                    snackbar.Add(
                        result.Changes.Count == 1 ? "It was changed again meanwhile, so it stays as it is."
                            : $"{result.Changes.Count - undone} were changed again meanwhile and stay as they are.",
                        Severity.Warning);
                }
                else if (result.Changes.Count == 1)
                {
                    navigation.NavigateTo(Urls.Lead(result.Changes[0].LeadId, filter));
                }
            });
        }
        else if (result.Conflicts > 0)
        {
            snackbar.Add(
                leads.Count == 1 ? "This lead changed while you looked at it. Here is how it stands now; please decide again."
                    : "These leads were changed by somebody else meanwhile. Here is how they stand now.",
                Severity.Warning);
        }

        feed.Publish(access.SiteId);
        return result;
    }

    /// <summary>Puts a lead into the one that is shown.</summary>
    public async Task<DeskOutcome> MergeAsync(SiteAccess access, LeadDetail survivor, InboxRow merged)
    {
        var (outcome, done) = await merging.MergeAsync(access.SiteId, survivor.Id, survivor.Version, merged.Id, access.UserId, CancellationToken.None);
        if (done is not null)
        {
            offer.Make($"{MailText.Shorten(merged.Title, NameMaxLength)} is part of this lead now", async () =>
            {
                if (await merging.UndoAsync(access.SiteId, done, CancellationToken.None) != DeskOutcome.Done)
                {
                    snackbar.Add("The lead was changed again meanwhile, so they stay together.", Severity.Warning);
                }

                feed.Publish(access.SiteId);
            });
        }
        else
        {
            snackbar.Add(
                outcome == DeskOutcome.Conflict ? "This lead changed while you looked at it. Please look again." : "That lead is no longer there.",
                Severity.Warning);
        }

        feed.Publish(access.SiteId);
        return outcome;
    }

    // The new assignee's name or the end of the snooze in words; null for none.
    private static string? Describe(LeadCommand command, SiteAccess access, IReadOnlyList<Teammate> team, TimeZoneInfo zone) => command switch
    {
        LeadCommand.Snooze { Until: { } until } => DateTexts.Short(until, zone),
        LeadCommand.Assign { UserId: { } userId } => userId == access.UserId ? "you" : team.FirstOrDefault(teammate => teammate.UserId == userId)?.Name,
        _ => null,
    };

    private static string Tell(DeskResult result, LeadCommand command, string? who, string? describe)
    {
        var count = result.Changes.Count;
        var subject = who is not null && count == 1 ? MailText.Shorten(who, NameMaxLength) : count == 1 ? "1 lead" : $"{count} leads";
        var done = command switch
        {
            LeadCommand.SetStatus { Status: LeadStatus.New } => $"{subject}: reopened",
            LeadCommand.SetStatus { Status: var status } => $"{subject}: {StatusWords.Of(status).ToLowerInvariant()}",
            LeadCommand.Snooze { Until: null } => $"{subject}: back in the inbox",
            LeadCommand.Snooze => $"{subject}: snoozed until {describe}",
            LeadCommand.Assign { UserId: null } => $"{subject}: given to nobody",
            _ => $"{subject}: given to {describe}",
        };
        return result.Conflicts == 0 ? done : $"{done}. {result.Conflicts} changed meanwhile and stay as they are.";
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Error, "What a member decided on leads of site {SiteId} could not be saved")]
        public static partial void ChangeFailed(ILogger logger, Exception problem, Guid siteId);
    }
}
