using System.Text.RegularExpressions;
using MimeKit;

namespace LeadAlerts.Core.Email;

/// <summary>A frozen mail as a person sees it, to be looked at again.</summary>
/// <param name="From">Name and address.</param>
/// <param name="To">Name and address.</param>
/// <param name="ReplyTo">Where an answer goes; null when the mail names none.</param>
/// <param name="Html">The HTML part with its links cut: they act in the recipient's name. Null when there is none.</param>
/// <param name="Text">The text part with its links cut; empty when there is none.</param>
/// <param name="Length">How long the mail is on the wire, in bytes.</param>
public sealed partial record MailPreview(string From, string To, string? ReplyTo, string? Html, string Text, int Length)
{
    /// <summary>Reads a mail; null when there are no bytes.</summary>
    public static MailPreview? Read(byte[] mime)
    {
        if (mime.Length == 0)
        {
            return null;
        }

        using var message = MimeMessage.Load(new MemoryStream(mime));
        return new MailPreview(
            Name(message.From),
            Name(message.To),
            message.ReplyTo.Count == 0 ? null : Name(message.ReplyTo),
            message.HtmlBody is { } html ? LinkTarget.Replace(html, "") : null,
            TextLink.Replace(message.TextBody ?? "", "[link]"),
            mime.Length);
    }

    private static string Name(InternetAddressList addresses) =>
        string.Join(", ", addresses.Mailboxes.Select(mailbox => mailbox.Name is { Length: > 0 } name ? $"{name} <{mailbox.Address}>" : mailbox.Address));

    [GeneratedRegex("""(?<=<a\b[^>]*)\shref\s*=\s*("[^"]*"|'[^']*')""", RegexOptions.IgnoreCase)]
    private static partial Regex LinkTarget { get; }

    [GeneratedRegex(@"https?://\S+")]
    private static partial Regex TextLink { get; }
}
