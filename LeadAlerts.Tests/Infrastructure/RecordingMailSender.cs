using System.Collections.Concurrent;
using LeadAlerts.Core.Email;
using MimeKit;

namespace LeadAlerts.Tests.Infrastructure;

/// <summary>Accepts every mail and remembers it.</summary>
public sealed class RecordingMailSender : IMailSender
{
    private readonly ConcurrentQueue<OutgoingMail> _mails = new();

    public IReadOnlyList<OutgoingMail> Mails => [.. _mails];

    public IReadOnlyList<MimeMessage> Messages => [.. _mails.Select(Parse)];

    public async Task<MailOutcome> SendAsync(
        OutgoingMail mail, Func<CancellationToken, Task> dataStarting, CancellationToken cancellationToken)
    {
        await dataStarting(cancellationToken);
        _mails.Enqueue(mail);
        return new MailOutcome.Accepted("250 recorded");
    }

    /// <summary>The newest mail to an address; waits up to ten seconds for it.</summary>
    public async Task<MimeMessage> WaitForAsync(string recipient, Func<MimeMessage, bool>? that = null)
    {
        for (var i = 0; i < 200; i++)
        {
            var mail = _mails.Reverse().Where(mail => mail.Recipient == recipient).Select(Parse).FirstOrDefault(that ?? (_ => true));
            if (mail is not null)
            {
                return mail;
            }

            await Task.Delay(50, TestContext.Current.CancellationToken);
        }

        throw new InvalidOperationException($"No such mail came to {recipient}; there are {_mails.Count} others.");
    }

    private static MimeMessage Parse(OutgoingMail mail) => MimeMessage.Load(new MemoryStream(mail.Mime.ToArray()));
}
