using System.Globalization;
using LeadAlerts.Core.Alerts.Delivery;
using LeadAlerts.Core.Email;

namespace LeadAlerts.Web.Components.Pages.Sites;

/// <summary>A mail server as it is typed.</summary>
internal sealed class MailForm
{
    public string Host { get; set; } = "";

    public string Port { get; set; } = "587";

    public MailSecurity Security { get; set; }

    public string UserName { get; set; } = "";

    public string Password { get; set; } = "";

    public string From { get; set; } = "";

    /// <summary>What was typed, as the core takes it; a port that is no number becomes 0, which is refused there.</summary>
    public SiteMailDraft Draft => new(
        Host.Trim(),
        int.TryParse(Port.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var port) ? port : 0,
        Security,
        UserName.Trim() is { Length: > 0 } name ? name : null,
        Password.Length > 0 ? Password : null,
        From.Trim());

    public static MailForm Of(SiteMailView? stored) => stored is null
        ? new MailForm()
        : new MailForm
        {
            Host = stored.Host,
            Port = stored.Port.ToString(CultureInfo.InvariantCulture),
            Security = stored.Security,
            UserName = stored.UserName ?? "",
            From = stored.From,
        };

    /// <summary>Where a trial failed, in a sentence.</summary>
    public static string Title(MailStep step) => step switch
    {
        MailStep.Name => "The server's name cannot be used.",
        MailStep.Connection => "The server cannot be reached.",
        MailStep.Encryption => "The connection cannot be encrypted.",
        MailStep.SignIn => "The server refused the name or the password.",
        _ => "The server does not let you send from that address.",
    };
}
