using Microsoft.Extensions.Options;

namespace LeadAlerts.Core.Email;

/// <summary>Sends through a site's own mail server where the mail names one, else through the installation's sender.</summary>
/// <remarks>Every server has connections of its own, so a slow one takes nobody else's. Safe for use by several threads.</remarks>
public sealed class MailSenders(IMailSender installation, IOptions<EmailOptions> options, TimeProvider clock) : IMailSender, IAsyncDisposable
{
    private readonly Lock _gate = new();
    private readonly Dictionary<Guid, SiteSender> _sites = [];

    /// <inheritdoc />
    public Task<MailOutcome> SendAsync(OutgoingMail mail, Func<CancellationToken, Task> dataStarting, CancellationToken cancellationToken)
    {
        RetireUnused();
        return mail.Server switch
        {
            null => installation.SendAsync(mail, dataStarting, cancellationToken),
            { Options: null } => Task.FromResult<MailOutcome>(
                new MailOutcome.Unavailable("The stored password cannot be read any more: type it again.")),
            var server => SendAsync(server, mail, dataStarting, cancellationToken),
        };
    }

    /// <inheritdoc />
    public Task<MailTrouble?> TryOutAsync(CancellationToken cancellationToken) => installation.TryOutAsync(cancellationToken);

    /// <summary>Closes what is open.</summary>
    public async ValueTask DisposeAsync()
    {
        List<SiteSender> all;
        lock (_gate)
        {
            all = [.. _sites.Values];
            _sites.Clear();
        }

        foreach (var own in all)
        {
            await own.Sender.DisposeAsync();
        }
    }

    private async Task<MailOutcome> SendAsync(
        SiteMailServer server, OutgoingMail mail, Func<CancellationToken, Task> dataStarting, CancellationToken cancellationToken)
    {
        var own = Take(server);
        try
        {
            return await own.Sender.SendAsync(mail, dataStarting, cancellationToken);
        }
        finally
        {
            lock (_gate)
            {
                own.Mails--;
                own.UsedAt = clock.GetTimestamp();
            }
        }
    }

    private SiteSender Take(SiteMailServer server)
    {
        SiteSender? former;
        SiteSender own;
        lock (_gate)
        {
            if (_sites.TryGetValue(server.SiteId, out former) && former.Server.IsSameAs(server))
            {
                former.Mails++;
                return former;
            }

            own = new SiteSender(server, new SmtpMailSender(server.Options!, publicOnly: !options.Value.AllowPrivateSiteServers, clock)) { Mails = 1 };
            _sites[server.SiteId] = own;
        }

        // What it sends at this moment goes on over its own connections.
        _ = former?.Sender.RetireAsync();
        return own;
    }

    /// <summary>Lets go of servers whose connections are too old to be used again: of one that was removed no mail would tell.</summary>
    private void RetireUnused()
    {
        List<SiteSender> unused;
        lock (_gate)
        {
            unused = [.. _sites.Values.Where(own => own.Mails == 0 && clock.GetElapsedTime(own.UsedAt) >= own.Server.Options!.IdleTimeout)];
            unused.ForEach(own => _sites.Remove(own.Server.SiteId));
        }

        unused.ForEach(own => _ = own.Sender.RetireAsync());
    }

    private sealed class SiteSender(SiteMailServer server, SmtpMailSender sender)
    {
        public SiteMailServer Server { get; } = server;

        public SmtpMailSender Sender { get; } = sender;

        /// <summary>How many mails are on their way: one that sends is kept, or its connections would be more than allowed.</summary>
        public int Mails { get; set; }

        public long UsedAt { get; set; }
    }
}
