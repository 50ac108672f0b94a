using LeadAlerts.Core.Conversations;
using LeadAlerts.Core.Knowledge;
using LeadAlerts.Core.Members;
using LeadAlerts.Core.Sites;
using LeadAlerts.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace LeadAlerts.Core.Onboarding;

/// <summary>What came of the wish for a sample chat.</summary>
public abstract record SampleChatOutcome
{
    private SampleChatOutcome()
    {
    }

    /// <summary>The visitor has said everything: the review is due. Signal that work is due.</summary>
    public sealed record Sent(Guid ConversationId) : SampleChatOutcome;

    /// <summary>Nothing, or not all of it, was said.</summary>
    /// <param name="Problem">Why, as a sentence for the person.</param>
    public sealed record Refused(string Problem) : SampleChatOutcome;
}

/// <summary>Plays a visitor who wants what the site offers: the chat goes the way of every other, and so does its alert.</summary>
/// <remarks>For owners of the site only. Safe for use by several threads.</remarks>
public sealed class SampleChat(
    IDbContextFactory<LeadAlertsDbContext> contexts, SiteDirectory sites, ConversationIntake intake, SiteBot bot, TimeProvider clock)
{
    /// <summary>What the id of a sample conversation begins with.</summary>
    public const string IdPrefix = "sample-";

    /// <summary>How many sample chats a site gets within an hour.</summary>
    public const int MostPerHour = 5;

    private const string Source = "widget";
    private const int OfferMaxLength = 60;

    /// <summary>Says what a visitor would say, and lets the site's bot answer.</summary>
    /// <param name="siteId">The site.</param>
    /// <param name="actorId">Who wants it; must own the site.</param>
    /// <param name="cancellationToken">Ends the attempt; what was said stays.</param>
    public async Task<SampleChatOutcome> SendAsync(Guid siteId, Guid actorId, CancellationToken cancellationToken)
    {
        string? key;
        await using (var db = await contexts.CreateDbContextAsync(cancellationToken))
        {
            if (!await db.IsOwnerAsync(siteId, actorId, cancellationToken))
            {
                return new SampleChatOutcome.Refused("Only an owner of this site can send a sample chat.");
            }

            var hourAgo = clock.GetUtcNow() - TimeSpan.FromHours(1);
            if (await db.Conversations.CountAsync(
                chat => chat.SiteId == siteId && chat.ExternalId.StartsWith(IdPrefix) && chat.LastMessageAt > hourAgo, cancellationToken) >= MostPerHour)
            {
                return new SampleChatOutcome.Refused("That were many sample chats within an hour. Open the chat page and write one yourself.");
            }

            key = await db.Sites.Where(row => row.Id == siteId).Select(row => row.PublicKey).SingleOrDefaultAsync(cancellationToken);
        }

        if (key is null || await sites.FindByPublicKeyAsync(key, cancellationToken) is not { } site)
        {
            return new SampleChatOutcome.Refused("This site is closed: it takes no chats.");
        }

        var id = IdPrefix + Guid.NewGuid().ToString("N");
        var conversationId = Guid.Empty;
        var said = Words(site.Business);
        for (var at = 0; at < said.Count; at++)
        {
            var message = new IncomingMessage($"{id}-{at}", MessageRole.Visitor, said[at]);
            var delivery = new IncomingConversation(siteId, Source, id, VisitorProfile.Unknown, [message], PageUrl: site.WebsiteUrl);
            if (await intake.ReceiveAsync(delivery, cancellationToken) is not IntakeOutcome.Received received)
            {
                return new SampleChatOutcome.Refused("The chat could not be stored in time. Try again.");
            }

            conversationId = received.ConversationId;
            await bot.AnswerAsync(site, Source, id, message.ExternalId, cancellationToken);
        }

        return new SampleChatOutcome.Sent(conversationId);
    }

    /// <summary>What the visitor says, about the first thing that the business offers.</summary>
    internal static IReadOnlyList<string> Words(BusinessProfile business)
    {
        var offer = MessageText.Cut(business.Services.Split([',', ';', '\n'], 2)[0].Trim(), OfferMaxLength);
        return
        [
            offer.Length > 0
                ? $"Hi, I am looking for {offer}. Could somebody come this week, and what would it cost?"
                : "Hi, I need your help. Could somebody come this week, and what would it cost?",
            "I’m Maria Sample, please call me at +1 202 555 0142. Thursday after 3 pm would be great.",
        ];
    }
}
