using System.Text;
using LeadAlerts.Core.Alerts.Actions;
using LeadAlerts.Core.Alerts.Digests;
using LeadAlerts.Core.Alerts.Recipients;
using LeadAlerts.Core.Email;
using LeadAlerts.Core.Sites;
using LeadAlerts.Core.Storage;
using Microsoft.AspNetCore.Components;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using MimeKit;

namespace LeadAlerts.Core.Alerts.Mails;

/// <summary>Composes the mail of an alert and freezes it there. Safe for use by several threads.</summary>
public sealed class AlertMail(
    IDbContextFactory<LeadAlertsDbContext> contexts,
    MailRenderer renderer,
    MailActionLinks actions,
    PublicUrl publicUrl,
    IOptions<EmailOptions> options)
{
    // Mail programs cut what is longer than 102 KB, and with it the way to stop the mails.
    private const int HtmlMaxBytes = 100_000;

    private static readonly Func<LeadAlertsDbContext, Guid, Task<string?>> OwnAddressOf = EF.CompileAsyncQuery(
        (LeadAlertsDbContext db, Guid siteId) =>
            db.SiteMailSettings.Where(settings => settings.SiteId == siteId).Select(settings => settings.From).FirstOrDefault());

    /// <summary>Composes a mail about one lead: a new one, an update, an escalation, or a test.</summary>
    /// <param name="alert">Gets the frozen mail; its kind says what it tells.</param>
    /// <param name="recipient">Who gets it.</param>
    /// <param name="story">What it tells.</param>
    public async Task ComposeAsync(Alert alert, AlertRecipient recipient, LeadStory story)
    {
        var links = Links(alert, recipient, story.Now);
        var model = AlertStory.Tell(story, alert.Kind, links.Of(story.LeadId));
        var isFollowUp = alert.Kind is AlertKind.Update or AlertKind.Escalation;
        var letter = new Letter(
            model.Subject,
            isFollowUp ? await RenderAsync<FollowUpEmail>(model) : await RenderAsync<AlertEmail>(model),
            isFollowUp ? FollowUpEmailText.Write(model) : AlertEmailText.Write(model))
        {
            ReplyTo = model.ReplyHint is null ? null : new MailboxAddress(AlertStory.VisitorName(story) ?? "", model.Email!),
            LeadId = story.LeadId,
        };
        await FreezeAsync(alert, recipient, story.Site, letter, links, story.Now);
    }

    /// <summary>Composes a mail that tells several alerts: a release of what was held, or what is past the hourly cap.</summary>
    /// <param name="alert">Gets the frozen mail; its kind says which of the two it is.</param>
    /// <param name="recipient">Who gets it.</param>
    /// <param name="bundle">What it tells.</param>
    public async Task ComposeBundleAsync(Alert alert, AlertRecipient recipient, AlertBundle bundle)
    {
        var links = Links(alert, recipient, bundle.Now);
        for (var full = BundleStory.FullBlocks; ; full--)
        {
            var model = BundleStory.Tell(bundle, alert.Kind, links.Of, full);
            var html = await RenderAsync<BundleEmail>(model);
            if (full == 1 || Encoding.UTF8.GetByteCount(html) <= HtmlMaxBytes)
            {
                await FreezeAsync(alert, recipient, bundle.Site, new Letter(model.Subject, html, BundleEmailText.Write(model)), links, bundle.Now);
                return;
            }
        }
    }

    /// <summary>Composes the mail that tells the others who has a lead.</summary>
    public async Task ComposeClaimAsync(Alert alert, AlertRecipient recipient, ClaimStory story)
    {
        var links = Links(alert, recipient, story.Now);
        var model = ClaimEmailModel.Tell(story, links.Of(story.Lead.Id));
        var letter = new Letter(model.Subject, await RenderAsync<ClaimEmail>(model), model.ToText()) { LeadId = story.Lead.Id };
        await FreezeAsync(alert, recipient, story.Site, letter, links, story.Now);
    }

    /// <summary>Composes a digest.</summary>
    public async Task ComposeDigestAsync(Alert alert, AlertRecipient recipient, DigestContent content)
    {
        var links = Links(alert, recipient, content.Now);
        var model = DigestStory.Tell(content, links);
        var letter = new Letter(model.Subject, await RenderAsync<DigestEmail>(model), DigestEmailText.Write(model));
        await FreezeAsync(alert, recipient, content.Site, letter, links, content.Now);
    }

    private AlertLinkMaker Links(Alert alert, AlertRecipient recipient, DateTimeOffset now) => new(actions, publicUrl, alert, recipient, now);

    private Task<string> RenderAsync<TComponent>(object model)
        where TComponent : IComponent => renderer.RenderAsync<TComponent>(new Dictionary<string, object?> { ["Model"] = model });

    private async Task FreezeAsync(Alert alert, AlertRecipient recipient, Site site, Letter letter, AlertLinkMaker links, DateTimeOffset now)
    {
        var messageId = $"alert.{alert.Id:N}@{options.Value.Domain}";
        var from = await FindOwnAddressAsync(site.Id) ?? options.Value.From;
        var siteName = MailText.Shorten(MailText.OneLine(site.Name), 60);
        var draft = new MailDraft(
            messageId,
            SiteTime.ToLocal(now, site.TimeZone),
            new MailboxAddress($"{siteName} · {MailText.OneLine(options.Value.FromName)}", from),
            new MailboxAddress(MailText.OneLine(recipient.Name), recipient.Address),
            letter.Subject,
            letter.Html,
            letter.Text)
        {
            ReplyTo = letter.ReplyTo,

            // All mails about a lead name the same ancestor, and no two leads have the same.
            ThreadId = $"lead.{letter.LeadId ?? alert.Id:N}@{options.Value.Domain}",
            Headers =
            [
                ("List-Id", $"<{site.Id:N}.leads.{options.Value.Domain}>"),
                ("List-Unsubscribe", $"<{links.OneClickStop().AbsoluteUri}>"),
                ("List-Unsubscribe-Post", "List-Unsubscribe=One-Click"),
            ],
        };
        alert.Compose(messageId, letter.Subject, draft.ToBytes());
    }

    private async Task<string?> FindOwnAddressAsync(Guid siteId)
    {
        await using var db = await contexts.CreateDbContextAsync();
        return await OwnAddressOf(db, siteId);
    }

    private sealed record Letter(string Subject, string Html, string Text)
    {
        public MailboxAddress? ReplyTo { get; init; }

        /// <summary>Whose thread it belongs to; null for a thread of its own.</summary>
        public Guid? LeadId { get; init; }
    }
}
