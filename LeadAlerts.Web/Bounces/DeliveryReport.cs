using LeadAlerts.Core.Alerts.Delivery;
using MimeKit;

namespace LeadAlerts.Web.Bounces;

/// <summary>Reads what a mail server reports of a mail that it could not deliver (RFC 3464).</summary>
internal static class DeliveryReport
{
    /// <returns>One report for each recipient that failed or waits; null when it is no delivery report.</returns>
    public static IReadOnlyList<BounceReport>? Read(byte[] body)
    {
        MimeMessage message;
        try
        {
            message = MimeMessage.Load(new MemoryStream(body));
        }
        catch (FormatException)
        {
            return null;
        }

        using (message)
        {
            if (message.BodyParts.OfType<MessageDeliveryStatus>().FirstOrDefault() is not { } status)
            {
                return null;
            }

            var messageId = FindMessageId(message);
            return
            [
                .. status.StatusGroups
                    .Where(group => group["Final-Recipient"] is not null && group["Action"]?.Trim().ToLowerInvariant() is "failed" or "delayed")
                    .Select(group => new BounceReport(
                        group["Action"]!.Trim().Equals("failed", StringComparison.OrdinalIgnoreCase)
                            && group["Status"]?.Trim().StartsWith('4') != true ? BounceType.Hard : BounceType.Soft,
                        messageId,
                        group["Final-Recipient"]!.Split(';')[^1].Trim(),
                        group["Diagnostic-Code"]?.Split(';')[^1].Trim())),
            ];
        }
    }

    /// <summary>The Message-ID of the mail that came back: it is attached in full, or its headers are.</summary>
    private static string? FindMessageId(MimeMessage message)
    {
        foreach (var part in message.BodyParts)
        {
            if (part is MessagePart { Message.MessageId: { Length: > 0 } id })
            {
                return id;
            }

            if (part is TextPart { ContentType.MediaSubtype: "rfc822-headers" } headers)
            {
                using var stream = new MemoryStream(System.Text.Encoding.UTF8.GetBytes(headers.Text + "\r\n\r\n"));
                return MimeMessage.Load(stream).MessageId;
            }
        }

        return null;
    }
}
