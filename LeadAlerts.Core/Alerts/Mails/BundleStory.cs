using LeadAlerts.Core.Email;
using LeadAlerts.Core.Sites;

namespace LeadAlerts.Core.Alerts.Mails;

/// <summary>One lead in a mail that tells several.</summary>
public sealed record BundleBlock
{
    /// <summary>0–100.</summary>
    public required int Score { get; init; }

    /// <summary>Site or time.</summary>
    public required string Occasion { get; init; }

    /// <summary>What it is about, in one line.</summary>
    public required string Heading { get; init; }

    /// <summary>What is new, in one line; null where the recipient knows nothing of the lead yet.</summary>
    public string? News { get; init; }

    /// <summary>Facts as label and text; empty in a short block.</summary>
    public required IReadOnlyList<(string Label, string Text)> Facts { get; init; }

    /// <summary>Calls the visitor; null when no number is known, or the visitor is no longer interested.</summary>
    public Uri? CallLink { get; init; }

    /// <summary>The number as people write it; null where nobody is to be called.</summary>
    public string? Phone { get; init; }

    /// <summary>The visitor’s address; null when none is known.</summary>
    public string? Email { get; init; }

    /// <summary>What to press; empty in a short block.</summary>
    public required IReadOnlyList<MailButton> Buttons { get; init; }

    /// <summary>What is pressed less often; empty in a short block.</summary>
    public required IReadOnlyList<MailButton> Links { get; init; }

    /// <summary>Opens the lead.</summary>
    public required Uri LeadLink { get; init; }
}

/// <summary>What a mail says that tells several leads, the hottest first.</summary>
public sealed record BundleEmailModel
{
    /// <summary>At most 60 characters, facts first.</summary>
    public required string Subject { get; init; }

    /// <summary>What a mail program shows beside the subject.</summary>
    public required string Preheader { get; init; }

    /// <summary>Site or time.</summary>
    public required string Occasion { get; init; }

    /// <summary>What it is about, in one line.</summary>
    public required string Heading { get; init; }

    /// <summary>Why they come together.</summary>
    public required string Why { get; init; }

    /// <summary>The leads.</summary>
    public required IReadOnlyList<BundleBlock> Blocks { get; init; }

    /// <summary>How many more there are, in the inbox only.</summary>
    public int More { get; init; }

    /// <summary>Opens the inbox.</summary>
    public required Uri InboxLink { get; init; }

    /// <summary>How the mail ends.</summary>
    public required MailFoot Foot { get; init; }
}

/// <summary>Puts several alerts into one mail. Pure.</summary>
internal static class BundleStory
{
    /// <summary>How many leads are told in full at most.</summary>
    public const int FullBlocks = 10;

    private const int ShortBlocks = 20;
    private const int FactMaxLength = 120;

    /// <summary>Tells it.</summary>
    /// <param name="bundle">The alerts.</param>
    /// <param name="kind">A release, or what is past the hourly cap.</param>
    /// <param name="linksOf">The links about a lead; with null those of the whole mail.</param>
    /// <param name="fullBlocks">How many leads are told in full; the rest in a few lines each.</param>
    public static BundleEmailModel Tell(AlertBundle bundle, AlertKind kind, Func<Guid?, AlertLinks> linksOf, int fullBlocks = FullBlocks)
    {
        // One block for each lead, however often it was held: the latest word stands.
        var items = bundle.Items
            .GroupBy(item => item.Story.LeadId)
            .Select(Together)
            .OrderByDescending(item => item.Story.Assessment.Score)
            .ThenBy(item => item.Story.QualifiedAt)
            .ToList();
        var isOverflow = kind == AlertKind.Overflow;
        var links = linksOf(null);
        var blocks = items
            .Take(isOverflow ? ShortBlocks : 3 * fullBlocks)
            .Select((item, index) => Block(item, linksOf(item.Story.LeadId), bundle, isFull: !isOverflow && index < fullBlocks))
            .ToList();
        var count = items.Count + bundle.More;
        var reminders = items.Count(item => item.IsReminder);
        var updates = items.Count(item => item is { IsReminder: false, IsUpdate: true });
        var what = What(count - reminders - updates, isOverflow ? "more lead" : "lead", updates, reminders);
        var heading = isOverflow ? $"{what} in the last hour"
            : reminders > 0 ? $"{what} while your alerts waited"
            : $"{what} came while your alerts waited";
        return new BundleEmailModel
        {
            Subject = Subject(items[0].Story, count == 1 && !isOverflow ? $"{what}," : $"{what}, top"),
            Preheader = MailText.Shorten(string.Join(" · ", blocks.Select(block => $"{block.Score} {block.Heading}")), 160),
            Occasion = $"{MailText.Shorten(MailText.OneLine(bundle.Site.Name), 60)} · {SiteTime.Write(bundle.Now, bundle.Site.TimeZone, bundle.Now)}",
            Heading = heading,
            Why = isOverflow
                ? $"You had {Mails(bundle.Settings.HourlyCap)} within an hour, as many as your alert settings allow. What follows came on top; hot leads still get a mail of their own."
                : Why(bundle),
            Blocks = blocks,
            More = count - blocks.Count,
            InboxLink = links.Lead,
            Foot = new MailFoot(
                isOverflow
                    ? "Sent once the hour was over, in place of a mail for each."
                    : "Sent as one mail in place of several, as soon as alerts could go out again.",
                links.Settings,
                links.Stop)
            {
                Mute = links.Mute,
            },
        };
    }

    /// <summary>One of what is told of the same lead, with all that it says.</summary>
    private static BundledAlert Together(IEnumerable<BundledAlert> alerts)
    {
        var all = alerts.ToList();
        var update = all.FindLast(item => item.IsUpdate);
        return all[^1] with
        {
            IsReminder = all.Exists(item => item.IsReminder),
            Story = update is null ? all[^1].Story : all[^1].Story with { Changes = update.Story.Changes, ToldBefore = update.Story.ToldBefore },
        };
    }

    private static string What(int leads, string noun, int updates, int reminders)
    {
        (int Count, string Word)[] all = [(leads, noun), (updates, "update"), (reminders, "reminder")];
        var parts = all.Where(part => part.Count > 0).Select(part => SpanWords.Count(part.Count, part.Word)).ToList();
        return parts.Count == 1 ? parts[0] : $"{string.Join(", ", parts.SkipLast(1))} and {parts[^1]}";
    }

    private static string Subject(LeadStory hottest, string begin)
    {
        var name = AlertStory.VisitorName(hottest);
        var headline = MailText.OneLine(hottest.Summary.Headline);
        var what = name is null || headline.StartsWith(name, StringComparison.OrdinalIgnoreCase) ? headline : $"{MailText.Shorten(name, 24)} – {headline}";
        return MailText.Shorten($"{begin} {hottest.Assessment.Score}: {what}", AlertStory.SubjectMaxLength);
    }

    private static string Mails(int? cap) => cap is { } count ? SpanWords.Count(count, "mail") : "many mails";

    private static string Why(AlertBundle bundle)
    {
        var reasons = bundle.Items.Select(item => Reason(item.Reason)).OfType<string>().Distinct().ToList();
        return reasons.Count == 0 ? "The hottest comes first." : $"They were held for {string.Join(" and ", reasons)}. The hottest comes first.";
    }

    private static string? Reason(AlertReason reason) => reason switch
    {
        AlertReason.QuietHours => "your quiet hours",
        AlertReason.DayOff => "your days off",
        AlertReason.SiteMuted => "the mute of this site’s alerts",
        AlertReason.RecipientMuted => "the mute that you asked for",
        AlertReason.HourlyCap => "the hourly limit",
        AlertReason.SenderBurst => "a burst of chats from one sender",
        AlertReason.LeadSnoozed => "the end of a snooze",
        _ => null,
    };

    private static BundleBlock Block(BundledAlert item, AlertLinks links, AlertBundle bundle, bool isFull)
    {
        var story = item.Story;
        var whole = AlertStory.Tell(story with { Now = bundle.Now }, AlertKind.New, links);
        List<string> news = [];
        if (item.IsReminder)
        {
            news.Add($"Nobody has answered for {SpanWords.Write(bundle.Now - story.QualifiedAt)}");
        }

        if (item.IsUpdate)
        {
            news.AddRange(UpdateStory.News(whole, story).Select(one => $"{one.Label}: {one.Text}"));
        }

        var withdrew = UpdateStory.Withdrew(story);
        return new BundleBlock
        {
            Score = whole.Score,
            Occasion = SiteTime.Write(story.QualifiedAt, bundle.Site.TimeZone, bundle.Now),
            Heading = whole.Heading,
            News = news.Count == 0 ? null : MailText.Shorten(string.Join(" · ", news), 240),
            Facts = isFull ? [.. whole.Facts.Where(fact => fact.Label.Length > 0).Take(3).Select(fact => (fact.Label, MailText.Shorten(fact.Text, FactMaxLength)))] : [],
            CallLink = withdrew ? null : whole.CallLink,
            Phone = withdrew ? null : whole.Phone,
            Email = whole.Email,
            Buttons = isFull ? whole.FirstButtons : [],
            Links = isFull ? whole.LastButtons : [],
            LeadLink = links.Lead,
        };
    }
}
