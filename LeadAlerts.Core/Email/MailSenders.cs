using System.Collections.Concurrent;
using Microsoft.Extensions.Options;

namespace LeadAlerts.Core.Email;

/// <summary>Sends through a site's own mail server where the mail names one, else through the installation's sender.</summary>
/// <remarks>Every server has connections of its own, so a slow one takes nobody else's. Safe for use by several threads.</remarks>
public sealed class MailSenders(IMailSender installation, IOptions<EmailOptions> options, TimeProvider clock) : IMailSender, IAsyncDisposable
{
    private readonly ConcurrentDictionary<Guid, (int Version, SmtpMailSender Sender)> _sites = new();

    /// <inheritdoc />
    public Task<MailOutcome> SendAsync(OutgoingMail mail, Func<CancellationToken, Task> dataStarting, CancellationToken cancellationToken) =>
        mail.Server switch
        {
            null => installation.SendAsync(mail, dataStarting, cancellationToken),
            { Options: null } => Task.FromResult<MailOutcome>(
                new MailOutcome.Unavailable("The stored password cannot be read any more: type it again.")),
            var server => Find(server).SendAsync(mail, dataStarting, cancellationToken),
        };

    /// <inheritdoc />
    public Task<MailTrouble?> TryOutAsync(CancellationToken cancellationToken) => installation.TryOutAsync(cancellationToken);

    /// <summary>Closes what is open.</summary>
    public async ValueTask DisposeAsync()
    {
        foreach (var (_, sender) in _sites.Values)
        {
            await sender.DisposeAsync();
        }
    }

    private SmtpMailSender Find(SiteMailServer server)
    {
        var (_, sender) = _sites.AddOrUpdate(
            server.SiteId,
            site => (server.Version, Open(server)),
            (site, known) =>
            {
                if (known.Version >= server.Version)
                {
                    return known;
                }

                // What it sends at this moment goes on over its own connections.
                _ = known.Sender.CloseIdleAsync();
                return (server.Version, Open(server));
            });
        return sender;
    }

    private SmtpMailSender Open(SiteMailServer server) => new(server.Options!, publicOnly: !options.Value.AllowPrivateSiteServers, clock);
}
