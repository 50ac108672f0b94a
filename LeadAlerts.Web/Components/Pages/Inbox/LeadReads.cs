using LeadAlerts.Core.Alerts;
using LeadAlerts.Core.Alerts.Deciding;
using LeadAlerts.Core.Conversations;
using LeadAlerts.Core.Inbox;
using LeadAlerts.Core.Members;

namespace LeadAlerts.Web.Components.Pages.Inbox;

/// <summary>All that is shown of a lead, as it was read together.</summary>
/// <param name="Lead">The lead.</param>
internal sealed record LeadReading(LeadDetail Lead)
{
    /// <summary>Which of its chats is shown; null when it has none.</summary>
    public Guid? ChatId { get; init; }

    /// <summary>That chat; null when there is none.</summary>
    public ConversationDetail? Chat { get; init; }

    /// <summary>The latest lines of that chat, in order.</summary>
    public IReadOnlyList<TranscriptLine> Lines { get; init; } = [];

    /// <summary>The chat that tells the lead's story; null when it has none.</summary>
    public ConversationDetail? Story { get; init; }

    /// <summary>Its latest chat, where that is another one than <see cref="Story"/>; null otherwise.</summary>
    public ConversationDetail? Later { get; init; }

    /// <summary>What happened to the lead.</summary>
    public IReadOnlyList<TimelineItem> Timeline { get; init; } = [];

    /// <summary>The leads that have become part of it.</summary>
    public IReadOnlyList<Guid> Former { get; init; } = [];

    /// <summary>Other leads that may be the same person.</summary>
    public IReadOnlyList<LeadMatch> Matches { get; init; } = [];

    /// <summary>Why the chat was told, or was not.</summary>
    public string Reason => Chat?.Assessment is { } assessment
        ? AlertWords.Reason((AlertVerdict?)assessment.AlertVerdict, assessment.Score, assessment.Threshold)
        : AlertWords.Reason(null, 0, 0);

    /// <summary>On which page the visitor was, without what is of no use to people; null when that is unknown.</summary>
    public string? PageText => Uri.TryCreate(Chat?.PageUrl, UriKind.Absolute, out var page) ? page.Host + page.AbsolutePath : null;
}

/// <summary>Reads leads for those who look at one. Safe for use by several threads.</summary>
internal sealed class LeadReads(LeadQueries leads, ConversationQueries conversations, LeadTimeline timeline, LeadMatches matches)
{
    private const int LinesStep = 500;
    private const int LinesMax = 5000;

    /// <summary>Reads a lead with all that belongs to it.</summary>
    /// <param name="access">Who looks, and at which site.</param>
    /// <param name="leadId">The lead.</param>
    /// <param name="shown">What is shown of it so far: the same chat stays, with as many lines. Null at first.</param>
    /// <param name="onlyNews">True to leave it at that when nothing of the lead has changed, for most changes of a site are another lead's.</param>
    /// <param name="cancellationToken">Ends the queries.</param>
    /// <returns>The reading, <paramref name="shown"/> itself where nothing has changed; null when there is no such lead (any more).</returns>
    public async Task<LeadReading?> ReadAsync(SiteAccess access, Guid leadId, LeadReading? shown, bool onlyNews, CancellationToken cancellationToken)
    {
        var lead = await leads.FindLeadAsync(access.SiteId, leadId, cancellationToken);
        if (lead is null || (onlyNews && shown?.Lead.HasSameStory(lead) == true))
        {
            return lead is null ? null : shown;
        }

        var (story, latest) = (lead.Teller, lead.Chats is [var first, ..] ? first : null);
        return await WithChatAsync(
            access,
            new LeadReading(lead)
            {
                Story = story is null ? null : await conversations.FindAsync(access.SiteId, story.Id, cancellationToken),
                Later = latest is null || latest == story ? null : await conversations.FindAsync(access.SiteId, latest.Id, cancellationToken),
                ChatId = shown?.ChatId,
                Lines = shown?.Lines ?? [],
                Timeline = await timeline.ListAsync(access.SiteId, leadId, cancellationToken),
                Former = await leads.ListMergedAsync(access.SiteId, leadId, cancellationToken),
                Matches = await matches.FindAsync(access.SiteId, leadId, access.UserId, cancellationToken),
            },
            shown?.ChatId,
            cancellationToken);
    }

    /// <summary>The same with another of the lead's chats; with the one that tells its story where it has no such one.</summary>
    public async Task<LeadReading> WithChatAsync(SiteAccess access, LeadReading reading, Guid? chatId, CancellationToken cancellationToken)
    {
        var chats = reading.Lead.Chats;
        if ((chats.FirstOrDefault(chat => chat.Id == chatId) ?? reading.Lead.Teller) is not { } row)
        {
            return reading with { ChatId = null, Chat = null, Lines = [] };
        }

        var from = row.Id == reading.ChatId && reading.Lines.Count > 0 ? reading.Lines[0].Sequence : Math.Max(1, row.MessageCount - LinesStep + 1);
        return reading with
        {
            ChatId = row.Id,
            Chat = row.Id == reading.Story?.Row.Id ? reading.Story : await conversations.FindAsync(access.SiteId, row.Id, cancellationToken),
            Lines = await conversations.ListMessagesAsync(access.SiteId, row.Id, from, LinesMax, cancellationToken),
        };
    }

    /// <summary>The same with earlier lines of its chat, of which there must be some.</summary>
    public async Task<LeadReading> WithEarlierAsync(SiteAccess access, LeadReading reading, CancellationToken cancellationToken)
    {
        var before = reading.Lines[0].Sequence;
        var from = Math.Max(1, before - LinesStep);
        return reading with
        {
            Lines = [.. await conversations.ListMessagesAsync(access.SiteId, reading.ChatId!.Value, from, before - from, cancellationToken), .. reading.Lines],
        };
    }

    /// <summary>The lead that another has become part of; null when it is not part of any.</summary>
    public Task<Guid?> FindSurvivorAsync(SiteAccess access, Guid leadId, CancellationToken cancellationToken) =>
        leads.FindSurvivorAsync(access.SiteId, leadId, cancellationToken);
}
