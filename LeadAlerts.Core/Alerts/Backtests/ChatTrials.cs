using LeadAlerts.Core.Alerts.Settings;
using LeadAlerts.Core.Conversations;
using LeadAlerts.Core.Qualification;
using LeadAlerts.Core.Qualification.Own;
using LeadAlerts.Core.Sites;
using LeadAlerts.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace LeadAlerts.Core.Alerts.Backtests;

/// <summary>What a site is that a trial depends on.</summary>
/// <param name="Business">What the business is and where it works.</param>
/// <param name="Region">The site's country as two letters.</param>
public sealed record TrialSite(BusinessProfile Business, string Region);

/// <summary>What settings make of a chat.</summary>
/// <param name="Assessment">The score with its reasons.</param>
/// <param name="Threshold">The score from which it is a lead.</param>
/// <param name="ScoreWithout">The score without the criterion that was tried; null when none was.</param>
/// <param name="Match">How the chat meets that criterion; null when it does not, or none was tried.</param>
public sealed record ChatTrialResult(Assessment Assessment, int Threshold, int? ScoreWithout, Signal? Match)
{
    /// <summary>True when the chat would be a lead.</summary>
    public bool IsLead => Assessment.Score >= Threshold;
}

/// <summary>Tries settings on a chat before they are saved; nothing is stored. Safe for use by several threads.</summary>
public sealed class ChatTrials(IDbContextFactory<LeadAlertsDbContext> contexts, LeadQualifier qualifier, TimeProvider clock)
{
    /// <summary>How much of a chat is read, in UTF-16 code units.</summary>
    public const int TextMaxLength = 8000;

    private const int MaxLines = 200;

    private static readonly (string Word, MessageRole Role)[] Speakers =
    [
        ("visitor", MessageRole.Visitor), ("customer", MessageRole.Visitor), ("client", MessageRole.Visitor), ("user", MessageRole.Visitor),
        ("bot", MessageRole.Bot), ("assistant", MessageRole.Bot), ("agent", MessageRole.Agent), ("support", MessageRole.Agent), ("we", MessageRole.Agent),
    ];

    /// <summary>The site.</summary>
    public async Task<TrialSite> GetSiteAsync(Guid siteId, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var site = await db.Sites.AsNoTracking().SingleAsync(row => row.Id == siteId, cancellationToken);
        return new TrialSite(site.Business, site.Region);
    }

    /// <summary>Tries settings.</summary>
    /// <param name="site">The site.</param>
    /// <param name="text">The chat, as <see cref="Read"/> takes it.</param>
    /// <param name="draft">The settings.</param>
    /// <param name="own">A criterion to try besides, in place of the one with the same id; it counts even if it is switched off. May be null.</param>
    /// <returns>Null when the visitor says nothing in the chat.</returns>
    public ChatTrialResult? Try(TrialSite site, string text, AlertSettingsDraft draft, OwnCriterion? own)
    {
        ArgumentNullException.ThrowIfNull(site);
        ArgumentNullException.ThrowIfNull(draft);
        var now = clock.GetUtcNow();
        var transcript = Read(text, now);
        if (!transcript.VisitorLines.Any())
        {
            return null;
        }

        var others = draft.OwnCriteria.Where(other => other.Id != own?.Id).ToList();
        Assessment Assess(IReadOnlyList<OwnCriterion> criteria) =>
            qualifier.Assess(transcript, new SiteCriteria(draft.Criteria, criteria), site.Business, site.Region, now);
        if (own is null)
        {
            return new ChatTrialResult(Assess(others), draft.Threshold, null, null);
        }

        var with = Assess([.. others, own with { Enabled = true }]);
        var kind = own.Against ? Criterion.OwnAgainst : Criterion.OwnFor;
        var match = with.Signals.FirstOrDefault(signal => signal.Criterion == kind && signal.Name == own.Name);
        return new ChatTrialResult(with, draft.Threshold, Assess(others).Score, match);
    }

    /// <summary>
    /// Reads a chat: lines that begin with "visitor:" or "bot:". A line without either continues the line above; where no line has
    /// either, each is a message of the visitor's.
    /// </summary>
    public static Transcript Read(string text, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(text);
        var messages = new List<(MessageRole Role, string Text)>();
        var named = false;
        foreach (var line in MessageText.Clean(MessageText.Cut(text, TextMaxLength)).Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Take(MaxLines))
        {
            if (SpeakerOf(line) is { } speaker)
            {
                named = true;
                messages.Add((speaker.Role, line[(speaker.Word.Length + 1)..].Trim()));
            }
            else if (named)
            {
                messages[^1] = (messages[^1].Role, $"{messages[^1].Text}\n{line}");
            }
            else
            {
                messages.Add((MessageRole.Visitor, line));
            }
        }

        return new Transcript(
            Guid.Empty,
            Guid.Empty,
            [.. messages.Where(message => message.Text.Length > 0).Select((message, index) => new TranscriptLine(index + 1, message.Role, message.Text, now))],
            VisitorProfile.Unknown);
    }

    /// <summary>Writes a conversation the way <see cref="Read"/> takes it, of the first <see cref="TextMaxLength"/> code units.</summary>
    public static string Write(IEnumerable<TranscriptLine> lines) => MessageText.Cut(
        string.Join('\n', lines.Select(line => $"{(line.Role == MessageRole.Visitor ? "visitor" : line.Role == MessageRole.Bot ? "bot" : "agent")}: {line.Text.ReplaceLineEndings(" ")}")),
        TextMaxLength);

    private static (string Word, MessageRole Role)? SpeakerOf(string line)
    {
        foreach (var speaker in Speakers)
        {
            if (line.Length > speaker.Word.Length && line[speaker.Word.Length] == ':' && line.StartsWith(speaker.Word, StringComparison.OrdinalIgnoreCase))
            {
                return speaker;
            }
        }

        return null;
    }
}
