using MimeKit;

namespace LeadAlerts.Core.Email;

/// <summary>What may still be changed about a frozen mail of which nothing can have arrived. Pure.</summary>
internal static class FrozenMail
{
    private static readonly FormatOptions Format = CreateFormat();

    /// <summary>The mail in the name of another address; everything else stays as it is.</summary>
    /// <param name="mime">The mail.</param>
    /// <param name="address">The new sender's address.</param>
    /// <returns>Null when it is that address already, or there is no mail.</returns>
    public static byte[]? WithSender(byte[] mime, string address)
    {
        if (mime.Length == 0)
        {
            return null;
        }

        using var message = MimeMessage.Load(new MemoryStream(mime));
        var known = message.From.Mailboxes.FirstOrDefault();
        if (string.Equals(known?.Address, address, StringComparison.OrdinalIgnoreCase))
        {
            return null;
        }

        message.From.Clear();
        message.From.Add(new MailboxAddress(known?.Name, address));
        using var bytes = new MemoryStream();
        message.WriteTo(Format, bytes);
        return bytes.ToArray();
    }

    private static FormatOptions CreateFormat()
    {
        var format = FormatOptions.Default.Clone();
        format.NewLineFormat = NewLineFormat.Dos;
        format.HiddenHeaders.Clear();
        return format;
    }
}
