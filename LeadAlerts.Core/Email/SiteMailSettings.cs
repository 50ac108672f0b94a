namespace LeadAlerts.Core.Email;

/// <summary>A site's own mail server, in place of the installation's.</summary>
/// <remarks>The password is kept encrypted and never leaves the server again.</remarks>
public sealed class SiteMailSettings
{
    private SiteMailSettings()
    {
    }

    /// <summary>The first settings of a site.</summary>
    public SiteMailSettings(Guid siteId) => SiteId = siteId;

    /// <summary>The site.</summary>
    public Guid SiteId { get; private set; }

    /// <summary>Counts the changes, from 1, and from 1 again after a removal: only with <see cref="SavedAt"/> it names what was saved.</summary>
    public int Version { get; private set; }

    /// <summary>The mail server's name.</summary>
    public string Host { get; private set; } = "";

    /// <summary>Its port.</summary>
    public int Port { get; private set; }

    /// <summary>How the connection is encrypted.</summary>
    public MailSecurity Security { get; private set; }

    /// <summary>The name to sign in with; null when the server asks for none.</summary>
    public string? UserName { get; private set; }

    /// <summary>The password, encrypted; null when there is none.</summary>
    public byte[]? Password { get; private set; }

    /// <summary>The address in whose name the site's alerts go out.</summary>
    public string From { get; private set; } = "";

    /// <summary>Who saved them last.</summary>
    public Guid SavedBy { get; private set; }

    /// <summary>When, UTC.</summary>
    public DateTimeOffset SavedAt { get; private set; }

    /// <summary>Takes over what was tried and worked.</summary>
    public void Change(SiteMailDraft draft, byte[]? password, Guid savedBy, DateTimeOffset now)
    {
        Version++;
        Host = draft.Host;
        Port = draft.Port;
        Security = draft.Security;
        UserName = draft.UserName;
        Password = password;
        From = draft.From;
        SavedBy = savedBy;
        SavedAt = now;
    }
}

/// <summary>A site's mail server as an owner types it.</summary>
/// <param name="Host">A host name, or an address of the open internet.</param>
/// <param name="Port">1–65535.</param>
/// <param name="Security">How the connection is encrypted.</param>
/// <param name="UserName">The name to sign in with; null for none.</param>
/// <param name="Password">A new password; null keeps the stored one.</param>
/// <param name="From">The address in whose name the alerts go out.</param>
public sealed record SiteMailDraft(string Host, int Port, MailSecurity Security, string? UserName, string? Password, string From)
{
    /// <summary>Without the password, so that no log holds it.</summary>
    public override string ToString() => $"{Host}:{Port}";
}
