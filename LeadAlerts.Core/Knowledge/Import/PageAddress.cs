using System.Diagnostics.CodeAnalysis;
using LeadAlerts.Core.Outside;

namespace LeadAlerts.Core.Knowledge.Import;

/// <summary>Checks an address from which a page is to be read. Pure; what it leads to is checked at each connection.</summary>
internal static class PageAddress
{
    /// <summary>The greatest length of an address, in characters.</summary>
    public const int MaxLength = 2000;

    /// <summary>Reads what somebody typed; <c>brightroof.example/faq</c> counts as https.</summary>
    /// <param name="typed">What was typed.</param>
    /// <param name="allowLoopback">True to allow this machine, at any port.</param>
    /// <param name="address">The address without its fragment.</param>
    /// <param name="problem">What is wrong, for the person who typed it.</param>
    public static bool TryParse(
        string? typed, bool allowLoopback, [NotNullWhen(true)] out Uri? address, [NotNullWhen(false)] out FetchOutcome.Refused? problem)
    {
        var text = (typed ?? "").Trim();
        if (text.Length > 0 && !text.Contains("://", StringComparison.Ordinal))
        {
            text = "https://" + text;
        }

        address = null;
        if (text.Length > MaxLength || !Uri.TryCreate(text, UriKind.Absolute, out var uri))
        {
            problem = new FetchOutcome.Refused("Enter the address of a page, such as https://brightroof.example/faq.");
            return false;
        }

        problem = FindProblem(uri, allowLoopback);
        if (problem is null)
        {
            address = uri;
        }

        return problem is null;
    }

    /// <summary>What keeps an address from being read; null when nothing does.</summary>
    public static FetchOutcome.Refused? FindProblem(Uri address, bool allowLoopback)
    {
        if (address.Scheme is not ("http" or "https") || address.Host.Length == 0)
        {
            return new FetchOutcome.Refused("Only addresses that begin with http:// or https:// can be read.");
        }

        if (address.UserInfo.Length > 0)
        {
            return new FetchOutcome.Refused("Leave the user name and password out of the address.", "Pages behind a sign-in cannot be read: paste their text instead.");
        }

        if (allowLoopback && address.IsLoopback)
        {
            return null;
        }

        return address.Port is not (80 or 443) ? new FetchOutcome.Refused("Only the usual ports of websites, 80 and 443, can be read.")
            : !OutsideAddress.MayBePublic(address) ? PageFetcher.Inside
            : null;
    }
}
