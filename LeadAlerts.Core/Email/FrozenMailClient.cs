using MailKit.Net.Smtp;
using MimeKit;

namespace LeadAlerts.Core.Email;

/// <summary>Sends messages exactly as they are.</summary>
internal sealed class FrozenMailClient(SmtpProgress progress) : SmtpClient(progress)
{
    /// <summary>Says from whom a mail would come, and takes it back.</summary>
    /// <exception cref="SmtpCommandException">The server does not take mail from there.</exception>
    public async Task OfferSenderAsync(string address, CancellationToken cancellationToken)
    {
        var answer = await SendCommandAsync($"MAIL FROM:<{address}>\r\n", cancellationToken);
        if ((int)answer.StatusCode is < 200 or >= 300)
        {
            throw new SmtpCommandException(SmtpErrorCode.SenderNotAccepted, answer.StatusCode, answer.Response);
        }

        await SendCommandAsync("RSET\r\n", cancellationToken);
    }

    protected override void Prepare(FormatOptions options, MimeMessage message, EncodingConstraint constraint, int maxLineLength)
    {
    }
}
