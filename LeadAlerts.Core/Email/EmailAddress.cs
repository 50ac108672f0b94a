using System.Globalization;

namespace LeadAlerts.Core.Email;

/// <summary>Checks e-mail addresses that people type into a form.</summary>
/// <remarks>Stricter than the mail standards on purpose: one plain address that every mail server takes.</remarks>
public static class EmailAddress
{
    /// <summary>The greatest length of an address, in characters.</summary>
    public const int MaxLength = 254;

    private const int LocalMaxLength = 64;
    private const string LocalPunctuation = "!#$%&'*+-/=?^_`{|}~.";

    private static readonly IdnMapping Idn = new() { UseStd3AsciiRules = true };

    /// <summary>Reads one address.</summary>
    /// <param name="typed">What was typed; null counts as empty.</param>
    /// <param name="address">The address with its domain in lower case and, where it was not ASCII, in punycode; empty on failure.</param>
    /// <param name="problem">What is wrong, in words for the one who typed it; empty on success.</param>
    /// <returns>True when it is one address that mail can be sent to.</returns>
    public static bool TryParse(string? typed, out string address, out string problem)
    {
        address = "";
        var text = (typed ?? "").Trim();
        problem = FindProblem(text, out var local, out var domain);
        if (problem.Length > 0)
        {
            return false;
        }

        address = $"{local}@{domain}";
        if (address.Length > MaxLength)
        {
            address = "";
            problem = $"An address has at most {MaxLength} characters.";
            return false;
        }

        return true;
    }

    private static string FindProblem(string text, out string local, out string domain)
    {
        local = "";
        domain = "";
        if (text.Length == 0)
        {
            return "Type an e-mail address.";
        }

        if (text.Length > MaxLength)
        {
            return $"An address has at most {MaxLength} characters.";
        }

        if (text.Count(character => character == '@') > 1 || text.AsSpan().ContainsAny(",;"))
        {
            return "Type one address; add the others one by one.";
        }

        if (text.Any(character => char.IsControl(character) || char.IsWhiteSpace(character) || character is '<' or '>' or '"' or '(' or ')'))
        {
            return "Type the address alone, such as name@example.com, without spaces or brackets.";
        }

        var at = text.IndexOf('@', StringComparison.Ordinal);
        if (at <= 0 || at == text.Length - 1)
        {
            return "An address looks like name@example.com.";
        }

        local = text[..at];
        if (!local.All(char.IsAscii))
        {
            return "Before the @ only unaccented letters, digits and signs such as . - _ + can be used.";
        }

        if (local.Length > LocalMaxLength || local.StartsWith('.') || local.EndsWith('.') || local.Contains("..", StringComparison.Ordinal)
            || !local.All(character => char.IsAsciiLetterOrDigit(character) || LocalPunctuation.Contains(character, StringComparison.Ordinal)))
        {
            return "The part before the @ is not right.";
        }

        try
        {
            domain = Idn.GetAscii(text[(at + 1)..]).ToLowerInvariant();
        }
        catch (ArgumentException)
        {
            return "The part after the @ is not a domain name.";
        }

        var labels = domain.Split('.');
        if (labels.Length < 2)
        {
            return "The part after the @ needs an ending, such as .com.";
        }

        return labels.Any(label => label.Length is 0 or > 63) || labels[^1].Length < 2 || labels[^1].All(char.IsAsciiDigit)
            ? "The part after the @ is not a domain name."
            : "";
    }
}
