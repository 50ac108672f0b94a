using System.ComponentModel.DataAnnotations;
using System.Net;

namespace LeadAlerts.Core.Email;

/// <summary>How the connection to the mail server is encrypted.</summary>
public enum MailSecurity
{
    /// <summary>TLS from the first byte on port 465, else STARTTLS where the server offers it.</summary>
    Auto = 0,

    /// <summary>STARTTLS, and nothing without it.</summary>
    StartTls = 1,

    /// <summary>TLS from the first byte.</summary>
    SslOnConnect = 2,

    /// <summary>No encryption: for a server on this machine.</summary>
    None = 3,
}

/// <summary>Through which server mail goes out, and in whose name.</summary>
public sealed class EmailOptions : IValidatableObject
{
    /// <summary>The section of the settings.</summary>
    public const string Section = "Email";

    /// <summary>The mail server's name; empty when there is none: Development then keeps mails in the built-in mailbox.</summary>
    public string? Host { get; set; }

    /// <summary>The mail server's port.</summary>
    [Range(1, 65535, ErrorMessage = "Email:Port must be 1 to 65535.")]
    public int Port { get; set; } = 587;

    /// <summary>How the connection is encrypted.</summary>
    [EnumDataType(typeof(MailSecurity), ErrorMessage = "Email:Security must be Auto, StartTls, SslOnConnect or None.")]
    public MailSecurity Security { get; set; }

    /// <summary>The name to sign in with; empty when the server asks for none.</summary>
    public string? UserName { get; set; }

    /// <summary>The password to sign in with. Give it by environment variable or user-secrets.</summary>
    public string? Password { get; set; }

    /// <summary>The address in whose name mails go out.</summary>
    public string From { get; set; } = "alerts@leadalerts.example";

    /// <summary>The name beside that address.</summary>
    [MaxLength(100, ErrorMessage = "Email:FromName must have at most 100 characters.")]
    public string FromName { get; set; } = "Lead Alerts";

    /// <summary>How many connections to the mail server may be open at once.</summary>
    [Range(1, 64, ErrorMessage = "Email:MaxConnections must be 1 to 64.")]
    public int MaxConnections { get; set; } = 8;

    /// <summary>How many connections to a site's own mail server may be open at once.</summary>
    [Range(1, 16, ErrorMessage = "Email:SiteConnections must be 1 to 16.")]
    public int SiteConnections { get; set; } = 2;

    /// <summary>True lets sites use mail servers in private networks and on this machine: for development, or where all sites are your own.</summary>
    public bool AllowPrivateSiteServers { get; set; }

    /// <summary>How long connecting, encrypting and signing in may take.</summary>
    [Range(typeof(TimeSpan), "00:00:00.001", "00:10:00", ErrorMessage = "Email:ConnectTimeout must be 00:00:00.001 to 00:10:00.")]
    public TimeSpan ConnectTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How long everything from the first command to the end of the message may take.</summary>
    [Range(typeof(TimeSpan), "00:00:00.001", "01:00:00", ErrorMessage = "Email:TransferTimeout must be 00:00:00.001 to 01:00:00.")]
    public TimeSpan TransferTimeout { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>How long the server may think about a complete message. RFC 5321 asks for 10 minutes.</summary>
    [Range(typeof(TimeSpan), "00:00:00.001", "01:00:00", ErrorMessage = "Email:ReplyTimeout must be 00:00:00.001 to 01:00:00.")]
    public TimeSpan ReplyTimeout { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>How long an unused connection is kept open.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "01:00:00", ErrorMessage = "Email:IdleTimeout must be 00:00:00 to 01:00:00.")]
    public TimeSpan IdleTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>True when a mail server is named.</summary>
    public bool HasServer => !string.IsNullOrWhiteSpace(Host);

    /// <summary>The domain of <see cref="From"/>: ours in Message-IDs.</summary>
    public string Domain => From[(From.LastIndexOf('@') + 1)..];

    /// <inheritdoc />
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (!EmailAddress.TryParse(From, out _, out _))
        {
            yield return new ValidationResult("Email:From must be one e-mail address.", [nameof(From)]);
        }

        if (!string.IsNullOrEmpty(Password) && string.IsNullOrEmpty(UserName))
        {
            yield return new ValidationResult("Email:UserName must be set when Email:Password is.", [nameof(UserName)]);
        }

        if (!string.IsNullOrEmpty(Password) && Security == MailSecurity.None && !IsLoopback(Host))
        {
            yield return new ValidationResult(
                "Email:Security must not be None when Email:Password is set: the password would travel in the open.", [nameof(Security)]);
        }

        foreach (var (key, value) in new[]
        {
            (nameof(ConnectTimeout), ConnectTimeout), (nameof(TransferTimeout), TransferTimeout),
            (nameof(ReplyTimeout), ReplyTimeout), (nameof(IdleTimeout), IdleTimeout),
        })
        {
            if (value <= TimeSpan.Zero || value > TimeSpan.FromHours(1))
            {
                yield return new ValidationResult($"Email:{key} must be more than zero and at most one hour.", [key]);
            }
        }
    }

    private static bool IsLoopback(string? host) =>
        host == "localhost" || (IPAddress.TryParse(host, out var address) && IPAddress.IsLoopback(address));
}
