using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.Options;

namespace LeadAlerts.Core.Email;

/// <summary>A site's own mail server, ready to be used.</summary>
/// <param name="SiteId">The site.</param>
/// <param name="Version">The version of its settings.</param>
/// <param name="Options">Host, sign-in and limits; null when the stored password cannot be read any more.</param>
public sealed record SiteMailServer(Guid SiteId, int Version, EmailOptions? Options)
{
    /// <summary>When those settings were saved, UTC: versions begin again after a removal.</summary>
    public DateTimeOffset SavedAt { get; init; }

    /// <summary>True when both are made of what was saved at once.</summary>
    internal bool IsSameAs(SiteMailServer other) => SiteId == other.SiteId && IsOf(other.Version, other.SavedAt);

    /// <summary>True when it is made of what was saved then.</summary>
    internal bool IsOf(int version, DateTimeOffset savedAt) => Version == version && SavedAt == savedAt;
}

/// <summary>Opens and closes what is stored of sites' mail servers. Safe for use by several threads.</summary>
public sealed class SiteMailServers(IDataProtectionProvider protection, IOptions<EmailOptions> installation)
{
    private readonly IDataProtector _protector = protection.CreateProtector("LeadAlerts.Email.SiteMailSettings.v1");
    private readonly ConcurrentDictionary<Guid, SiteMailServer> _open = new();

    /// <summary>Encrypts a password for one site: another site's settings cannot use it.</summary>
    public byte[] Close(Guid siteId, string password) => Of(siteId).Protect(Encoding.UTF8.GetBytes(password));

    /// <summary>Makes stored settings usable.</summary>
    public SiteMailServer Open(SiteMailSettings settings)
    {
        if (_open.TryGetValue(settings.SiteId, out var known) && known.IsOf(settings.Version, settings.SavedAt))
        {
            return known;
        }

        EmailOptions? options;
        try
        {
            var password = settings.Password is null ? null : Encoding.UTF8.GetString(Of(settings.SiteId).Unprotect(settings.Password));
            options = OptionsOf(settings.Host, settings.Port, settings.Security, settings.UserName, password, settings.From);
        }
        catch (CryptographicException)
        {
            options = null;
        }

        return _open[settings.SiteId] = new SiteMailServer(settings.SiteId, settings.Version, options) { SavedAt = settings.SavedAt };
    }

    /// <summary>Forgets a site's password, after its server was removed.</summary>
    public void Forget(Guid siteId) => _open.TryRemove(siteId, out _);

    /// <summary>The limits of the installation with another server.</summary>
    public EmailOptions OptionsOf(string host, int port, MailSecurity security, string? userName, string? password, string from)
    {
        var limits = installation.Value;
        return new EmailOptions
        {
            Host = host,
            Port = port,
            Security = security,
            UserName = userName,
            Password = password,
            From = from,
            FromName = limits.FromName,
            MaxConnections = limits.SiteConnections,
            ConnectTimeout = limits.ConnectTimeout,
            TransferTimeout = limits.TransferTimeout,
            ReplyTimeout = limits.ReplyTimeout,
            IdleTimeout = limits.IdleTimeout,
        };
    }

    private IDataProtector Of(Guid siteId) => _protector.CreateProtector(siteId.ToString("N"));
}
