using System.Security.Cryptography;
using System.Text;
using MimeKit;
using MimeKit.Text;

namespace LeadAlerts.Core.Email;

/// <summary>A mail before it is frozen. Header texts are folded into one line when it is.</summary>
/// <param name="MessageId">Without angle brackets; the same id gives the same bytes.</param>
/// <param name="Date">When it was written.</param>
/// <param name="From">In whose name.</param>
/// <param name="To">One recipient.</param>
/// <param name="Subject">What it is about.</param>
/// <param name="Html">The HTML part.</param>
/// <param name="Text">The text part.</param>
public sealed record MailDraft(
    string MessageId, DateTimeOffset Date, MailboxAddress From, MailboxAddress To, string Subject, string Html, string Text)
{
    /// <summary>Where answers go; null for <see cref="From"/>.</summary>
    public MailboxAddress? ReplyTo { get; init; }

    /// <summary>The Message-ID that stands for the thread; null for a mail on its own.</summary>
    public string? ThreadId { get; init; }

    /// <summary>Headers as name and value.</summary>
    public IReadOnlyList<(string Name, string Value)> Headers { get; init; } = [];

    /// <summary>False for a mail that a person wrote: other people's mail programs may answer it as such.</summary>
    public bool IsAutomatic { get; init; } = true;

    /// <summary>Freezes the mail: 7-bit, CRLF, and always the same bytes for the same draft.</summary>
    public byte[] ToBytes()
    {
        using var message = new MimeMessage();
        message.Headers.Clear();
        message.From.Add(From);
        message.To.Add(To);
        if (ReplyTo is not null)
        {
            message.ReplyTo.Add(ReplyTo);
        }

        message.Subject = MailText.OneLine(Subject);
        message.Date = Date;
        message.MessageId = MessageId;
        if (ThreadId is not null)
        {
            message.References.Add(ThreadId);
        }

        foreach (var (name, value) in Headers)
        {
            message.Headers.Add(name, MailText.OneLine(value));
        }

        if (IsAutomatic)
        {
            message.Headers.Add("Auto-Submitted", "auto-generated");
            message.Headers.Add("X-Auto-Response-Suppress", "All");
        }

        message.MimeVersion = new Version(1, 0);
        message.Body = new MultipartAlternative
        {
            Part(TextFormat.Plain, Text),
            Part(TextFormat.Html, Html),
        };
        message.Body.ContentType.Parameters["boundary"] =
            "=_" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(MessageId)).AsSpan(0, 16));

        using var bytes = new MemoryStream();
        var format = FormatOptions.Default.Clone();
        format.NewLineFormat = NewLineFormat.Dos;
        message.WriteTo(format, bytes);
        return bytes.ToArray();
    }

    private static TextPart Part(TextFormat format, string text)
    {
        var part = new TextPart(format) { ContentTransferEncoding = ContentEncoding.QuotedPrintable };
        part.SetText(Encoding.UTF8, text.ReplaceLineEndings("\r\n"));
        return part;
    }
}
