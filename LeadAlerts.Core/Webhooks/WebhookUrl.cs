using System.Diagnostics.CodeAnalysis;
using LeadAlerts.Core.Outside;

namespace LeadAlerts.Core.Webhooks;

/// <summary>Checks an address that an owner typed for a webhook. Pure; what it leads to is checked at each connection.</summary>
public static class WebhookUrl
{
    // Where receivers listen for https; others would let an owner knock at ports for the answer.
    private static readonly int[] Ports = [443, 8443];

    /// <summary>Reads an address.</summary>
    /// <param name="typed">What was typed.</param>
    /// <param name="allowLoopback">True to allow this machine, by http and at any port.</param>
    /// <param name="url">The address in its usual form.</param>
    /// <param name="problem">What is wrong, as a sentence for the person who typed it; null when nothing.</param>
    public static bool TryParse(
        string? typed, bool allowLoopback, [NotNullWhen(true)] out Uri? url, [NotNullWhen(false)] out string? problem)
    {
        url = null;
        problem = Uri.TryCreate(typed?.Trim(), UriKind.Absolute, out var parsed) ? FindProblem(parsed, allowLoopback)
            : "Enter a complete address, such as https://example.com/hooks/leads.";
        if (problem is not null)
        {
            return false;
        }

        url = parsed!;
        return true;
    }

    private static string? FindProblem(Uri url, bool allowLoopback)
    {
        if (url.AbsoluteUri.Length > WebhookEndpoint.UrlMaxLength)
        {
            return $"An address has at most {WebhookEndpoint.UrlMaxLength} characters.";
        }

        if (url.UserInfo.Length > 0)
        {
            return "Leave the user name and password out of the address: the signature tells you that it is us.";
        }

        if (url.Fragment.Length > 0)
        {
            return "Leave out what comes after #: it would not be sent.";
        }

        if (allowLoopback && url.IsLoopback && url.Scheme is "http" or "https")
        {
            return null;
        }

        return url.Scheme != Uri.UriSchemeHttps ? "The address must start with https://."
            : !Ports.Contains(url.Port) ? "The port must be 443 or 8443."
            : !OutsideAddress.MayBePublic(url) ? "The address must be on the public internet."
            : null;
    }
}
