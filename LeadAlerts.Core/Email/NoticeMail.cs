using Microsoft.Extensions.Options;
using MimeKit;

namespace LeadAlerts.Core.Email;

/// <summary>Sends short mails about accounts and addresses: confirm, reset, invite. Safe for use by several threads.</summary>
/// <remarks>They are sent at once and once: whoever asked for one is there to ask again.</remarks>
public sealed class NoticeMail(IMailSender sender, MailRenderer renderer, IOptions<EmailOptions> options, TimeProvider clock)
{
    /// <summary>Composes a notice in the product's look and hands it to the mail server.</summary>
    /// <param name="to">One checked e-mail address.</param>
    /// <param name="subject">Plain text.</param>
    /// <param name="heading">Plain text.</param>
    /// <param name="text">Plain text; an empty line begins a new paragraph.</param>
    /// <param name="buttonLabel">What the button says; null for none.</param>
    /// <param name="link">Where the button leads; null for none.</param>
    /// <param name="cancellationToken">Ends the attempt.</param>
    /// <returns>What became of it. Anything but <see cref="MailOutcome.Accepted"/> is for the person who waits to be told.</returns>
    public Task<MailOutcome> SendNoticeAsync(
        string to, string subject, string heading, string text, string? buttonLabel, Uri? link, CancellationToken cancellationToken) =>
        SendNoticeAsync(Guid.CreateVersion7(clock.GetUtcNow()), to, subject, heading, text, buttonLabel, link, cancellationToken);

    /// <summary>The same, for a notice that has a row of its own.</summary>
    /// <param name="noticeId">The row, by which <see cref="MessageIdOf"/> finds the mail again.</param>
    /// <param name="to">One checked e-mail address.</param>
    /// <param name="subject">Plain text.</param>
    /// <param name="heading">Plain text.</param>
    /// <param name="text">Plain text; an empty line begins a new paragraph.</param>
    /// <param name="buttonLabel">What the button says; null for none.</param>
    /// <param name="link">Where the button leads; null for none.</param>
    /// <param name="cancellationToken">Ends the attempt.</param>
    public async Task<MailOutcome> SendNoticeAsync(
        Guid noticeId, string to, string subject, string heading, string text, string? buttonLabel, Uri? link, CancellationToken cancellationToken)
    {
        if (!EmailAddress.TryParse(to, out var address, out var problem))
        {
            return new MailOutcome.Refused(problem);
        }

        string[] paragraphs =
            [.. text.ReplaceLineEndings("\n").Split("\n\n", StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)];
        var html = await renderer.RenderAsync<NoticeEmail>(new Dictionary<string, object?>
        {
            [nameof(NoticeEmail.Heading)] = heading,
            [nameof(NoticeEmail.Paragraphs)] = paragraphs.Length == 0 ? [heading] : paragraphs,
            [nameof(NoticeEmail.ButtonLabel)] = buttonLabel,
            [nameof(NoticeEmail.Link)] = link,
        });
        string[] action = link is null ? [] : [$"{buttonLabel}:\n{link.AbsoluteUri}"];
        var plain = string.Join(
            "\n\n", [heading, .. paragraphs, .. action, "-- \nSent by Lead Alerts. If you did not expect this, you can leave it alone."]);
        var now = clock.GetUtcNow();
        var draft = new MailDraft(
            MessageIdOf(noticeId, options.Value),
            now,
            new MailboxAddress(MailText.OneLine(options.Value.FromName), options.Value.From),
            new MailboxAddress("", address),
            MailText.Shorten(MailText.OneLine(subject), 120),
            html,
            plain);
        return await sender.SendAsync(
            new OutgoingMail(options.Value.From, address, draft.ToBytes()), _ => Task.CompletedTask, cancellationToken);
    }

    /// <summary>The Message-ID of a notice's mail, without angle brackets.</summary>
    public static string MessageIdOf(Guid noticeId, EmailOptions options) => $"notice.{noticeId:N}@{options.Domain}";
}
