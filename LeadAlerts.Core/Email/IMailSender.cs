namespace LeadAlerts.Core.Email;

/// <summary>Hands one mail to a mail server, or keeps it where developers can read it.</summary>
/// <remarks>Safe for use by several threads at once.</remarks>
public interface IMailSender
{
    /// <summary>Tries once.</summary>
    /// <param name="mail">The mail.</param>
    /// <param name="dataStarting">
    /// Awaited when the server is ready, before the first byte of the message leaves. When it throws, nothing is sent and the exception
    /// comes out of this call.
    /// </param>
    /// <param name="cancellationToken">Ends the attempt. A cancellation after the message has left is an ambiguous outcome, not an exception.</param>
    /// <returns>What became of it; never an exception for what a mail server or a network may do.</returns>
    public Task<MailOutcome> SendAsync(OutgoingMail mail, Func<CancellationToken, Task> dataStarting, CancellationToken cancellationToken);

    /// <summary>Goes the installation's way as far as it goes without a mail: what stands in the way of alerts, if anything.</summary>
    /// <returns>Null when a mail would be taken so far, or there is nothing to try.</returns>
    public Task<MailTrouble?> TryOutAsync(CancellationToken cancellationToken) => Task.FromResult<MailTrouble?>(null);
}

/// <summary>A mail as it goes over the wire.</summary>
/// <param name="EnvelopeSender">Where bounces go.</param>
/// <param name="Recipient">One address.</param>
/// <param name="Mime">Headers and body, 7-bit, with CRLF line ends.</param>
public sealed record OutgoingMail(string EnvelopeSender, string Recipient, ReadOnlyMemory<byte> Mime)
{
    /// <summary>The site's own mail server; null for the installation's sender.</summary>
    public SiteMailServer? Server { get; init; }
}

/// <summary>What became of one attempt to send a mail.</summary>
/// <param name="Reply">The server's words, or the problem's name; at most 1,000 characters, no secrets.</param>
public abstract record MailOutcome(string Reply)
{
    /// <summary>The server took it (250).</summary>
    public sealed record Accepted(string Reply) : MailOutcome(Reply);

    /// <summary>The server refused this recipient or content for good (5xx): do not try again.</summary>
    public sealed record Refused(string Reply) : MailOutcome(Reply);

    /// <summary>Did not go this time (4xx, a connection lost before the end of the message): try again later.</summary>
    public sealed record Deferred(string Reply) : MailOutcome(Reply);

    /// <summary>No mail can go through this sender now (name not found, no connection, TLS, sign-in, the address that we send from): pause all of it.</summary>
    public sealed record Unavailable(string Reply) : MailOutcome(Reply)
    {
        /// <summary>Where it failed.</summary>
        public MailStep Step { get; init; } = MailStep.Connection;
    }

    /// <summary>The whole message left and no answer came: it may or may not have arrived.</summary>
    public sealed record Ambiguous(string Reply) : MailOutcome(Reply);
}

/// <summary>The steps on the way to a mail server, in order.</summary>
public enum MailStep
{
    /// <summary>Its name is looked up.</summary>
    Name,

    /// <summary>It is called.</summary>
    Connection,

    /// <summary>The connection is encrypted.</summary>
    Encryption,

    /// <summary>We sign in.</summary>
    SignIn,

    /// <summary>We say from whom the mails come.</summary>
    Sender,
}

/// <summary>What stands in the way of mails.</summary>
/// <param name="Step">Where it failed.</param>
/// <param name="Reply">The server's words, or the problem's name.</param>
public sealed record MailTrouble(MailStep Step, string Reply);
