using System.Threading.Channels;
using Microsoft.Extensions.Options;

namespace LeadAlerts.Core.Email;

/// <summary>Sends through one SMTP server over a few connections that are kept open between mails.</summary>
/// <remarks>How answers are sorted, and why: decision 0004. Safe for use by several threads.</remarks>
public sealed class SmtpMailSender : IMailSender, IAsyncDisposable
{
    // A connection that lay idle for longer is asked whether it still lives.
    private static readonly TimeSpan TrustedIdle = TimeSpan.FromSeconds(5);

    private readonly EmailOptions _options;
    private readonly TimeProvider _clock;
    private readonly SmtpConnector _connector;
    private readonly Channel<SmtpConnection> _idle = Channel.CreateUnbounded<SmtpConnection>();
    private readonly SemaphoreSlim _slots;
    private volatile bool _retired;

    /// <summary>Sends through the installation's server, which may stand anywhere.</summary>
    public SmtpMailSender(IOptions<EmailOptions> options, TimeProvider clock)
        : this(options.Value, publicOnly: false, clock)
    {
    }

    /// <summary>Sends through a server.</summary>
    /// <param name="options">The server, the sign-in and the limits.</param>
    /// <param name="publicOnly">True refuses a server whose address is not on the open internet.</param>
    /// <param name="clock">Measures idle connections.</param>
    public SmtpMailSender(EmailOptions options, bool publicOnly, TimeProvider clock)
    {
        (_options, _clock) = (options, clock);
        _connector = new SmtpConnector(options, publicOnly, clock);
        _slots = new SemaphoreSlim(options.MaxConnections);
    }

    /// <inheritdoc />
    public async Task<MailOutcome> SendAsync(OutgoingMail mail, Func<CancellationToken, Task> dataStarting, CancellationToken cancellationToken)
    {
        await _slots.WaitAsync(cancellationToken);
        try
        {
            var (connection, outcome) = await LeaseAsync(cancellationToken);
            if (connection is null)
            {
                return outcome!;
            }

            try
            {
                await dataStarting(cancellationToken);
            }
            catch
            {
                await ReleaseAsync(connection);
                throw;
            }

            outcome = await TryAsync(connection, mail, cancellationToken);
            if (outcome is null)
            {
                // The server had closed a connection that lay idle: no part of the message has left.
                (connection, outcome) = await _connector.ConnectAsync(cancellationToken);
                outcome = connection is null ? outcome : await TryAsync(connection, mail, cancellationToken);
            }

            return outcome ?? new MailOutcome.Deferred("The server closed the connection.");
        }
        finally
        {
            _slots.Release();
        }
    }

    /// <summary>Connects and signs in, and offers the sender's address without a mail: what stands in the way of alerts, if anything.</summary>
    /// <param name="cancellationToken">Ends the attempt.</param>
    /// <returns>Null when a mail would be taken so far.</returns>
    public async Task<MailTrouble?> TryOutAsync(CancellationToken cancellationToken)
    {
        var (connection, problem) = await _connector.ConnectAsync(cancellationToken);
        if (connection is null)
        {
            return new MailTrouble(problem is MailOutcome.Unavailable { Step: var step } ? step : MailStep.Connection, problem!.Reply);
        }

        try
        {
            return await connection.OfferSenderAsync(cancellationToken);
        }
        finally
        {
            await connection.CloseAsync();
        }
    }

    /// <summary>Closes the connections that are not in use, and from now on each of the others as soon as its mail is done.</summary>
    public Task RetireAsync()
    {
        _retired = true;
        return CloseIdleAsync();
    }

    /// <summary>Closes what is open.</summary>
    public async ValueTask DisposeAsync()
    {
        await CloseIdleAsync();
        _slots.Dispose();
    }

    private async Task<(SmtpConnection? Connection, MailOutcome? Problem)> LeaseAsync(CancellationToken cancellationToken)
    {
        while (_idle.Reader.TryRead(out var connection))
        {
            var idle = _clock.GetElapsedTime(connection.LaidAsideAt);
            if (idle < _options.IdleTimeout && connection.IsConnected
                && (idle < TrustedIdle || await connection.AnswersAsync(cancellationToken)))
            {
                return (connection, null);
            }

            await connection.CloseAsync();
        }

        return await _connector.ConnectAsync(cancellationToken);
    }

    private async Task<MailOutcome?> TryAsync(SmtpConnection connection, OutgoingMail mail, CancellationToken cancellationToken)
    {
        var outcome = await connection.SendAsync(mail, cancellationToken);
        if (outcome is MailOutcome.Accepted)
        {
            await ReleaseAsync(connection);
        }

        return outcome;
    }

    private async Task ReleaseAsync(SmtpConnection connection)
    {
        connection.LayAside();
        _idle.Writer.TryWrite(connection);
        if (_retired)
        {
            await CloseIdleAsync();
        }
    }

    private async Task CloseIdleAsync()
    {
        while (_idle.Reader.TryRead(out var connection))
        {
            await connection.CloseAsync();
        }
    }
}
