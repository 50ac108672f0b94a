using System.Globalization;
using System.Text;

namespace LeadAlerts.Core.Qualification.Contacts.Emails;

/// <summary>Finds the e-mail addresses in a message that are written with the sign @.</summary>
internal static class EmailReader
{
    private const int LocalMax = 64;

    private const int DomainMax = 190;

    private static readonly IdnMapping Idn = new() { UseStd3AsciiRules = true };

    /// <summary>Finds the addresses, in the order of the text.</summary>
    public static void Find(TokenText text, Question asked, List<Found> found)
    {
        var before = found.Count;
        if (text.HasAtSign)
        {
            for (var at = text.Folded.IndexOf('@', StringComparison.Ordinal); at >= 0; at = text.Folded.IndexOf('@', at + 1))
            {
                if (Read(text, at, asked) is { } address)
                {
                    found.Add(Owned(text, address.Value, address.Start, address.End, asked));
                }
            }
        }

        if ((text.All & (WordKinds.At | WordKinds.BracketAt)) != 0 || text.HasAtSign)
        {
            SpelledEmail.Find(text, asked, found);
        }

        if (found.Count == before && (text.All & WordKinds.Email) != 0)
        {
            ProviderEmail.Find(text, asked, found);
        }
    }

    /// <summary>The address, checked; null when it cannot be one.</summary>
    public static string? Checked(ReadOnlySpan<char> local, ReadOnlySpan<char> domain)
    {
        local = local.Trim(".-'_");
        domain = domain.Trim(".-");
        if (local.Length is 0 or > LocalMax || domain.Length is < 4 or > DomainMax || local.Contains("..", StringComparison.Ordinal))
        {
            return null;
        }

        var labels = 0;
        var last = domain;
        foreach (var range in domain.Split('.'))
        {
            last = domain[range];
            labels++;
            if (last.Length is 0 or > 63 || last[0] == '-' || last[^1] == '-')
            {
                return null;
            }
        }

        var isAscii = local.IndexOfAnyExceptInRange('\0', '\u007F') < 0;
        if (!isAscii)
        {
            local = Ascii(local, domain);
        }

        var isAddress = labels > 1 && last.Length >= 2 && last.IndexOfAnyExceptInRange('a', 'z') < 0 && !IsMadeUp(local, domain);
        return isAddress ? string.Concat(local, "@", domain) : null;
    }

    /// <summary>An address that was typed into a field for addresses, as a whole; null when it cannot be one.</summary>
    public static string? CheckedForm(string address, int at)
    {
        var (local, domain) = (address[..at], address[(at + 1)..].ToLowerInvariant());
        return local.All(IsLocal) && domain.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-') ? Checked(local, domain) : null;
    }

    /// <summary>The address with its place and whose it is.</summary>
    public static Found Owned(TokenText text, string address, int start, int end, Question asked)
    {
        var (first, last) = (text.FirstAt(start), text.FirstAt(end - 1));
        return new Found(address, start, end - start, ContactOwnership.IsOthers(text, first, last, isPhone: false, asked.Email));
    }

    private static (string Value, int Start, int End)? Read(TokenText text, int at, Question asked)
    {
        var s = text.Folded;
        var (left, right) = (at, at + 1);
        if (left > 0 && right < s.Length && s[left - 1] is '(' or '[' or '{' or '<' && s[right] is ')' or ']' or '}' or '>')
        {
            (left, right) = (left - 1, right + 1);
        }

        var isApart = left > 1 && right < s.Length && s[left - 1] == ' ' && s[right] == ' ';
        if (isApart || (asked.Email && left > 1 && s[left - 1] == ' '))
        {
            left--;
        }

        if (isApart || (right < s.Length && s[right] == ' ' && left > 0 && IsLocal(s[left - 1])))
        {
            right++;
        }

        var start = left;
        while (start > 0 && left - start < LocalMax && IsLocal(s[start - 1]))
        {
            start--;
        }

        // A letter of another script that touches the address belongs to it, unless that script has no spaces.
        if (start == left || (start > 0 && char.IsLetter(s[start - 1]) && s[start - 1] < '\u2E80'))
        {
            return null;
        }

        var end = right;
        while (end < s.Length && end - right < DomainMax && (char.IsAsciiLetterOrDigit(s[end]) || s[end] is '-' or '.' || IsAccented(text.Original[end])))
        {
            end++;
        }

        Span<char> domain = stackalloc char[DomainMax + 32];
        if (!TryWriteDomain(text, right, end, domain, out var length))
        {
            return null;
        }

        if (domain[..length].Trim('.').Contains('.'))
        {
            while (end > right && s[end - 1] is '.' or '-')
            {
                end--;
            }
        }
        else if (Ending(text, ref end) is { Length: > 0 } ending)
        {
            length = domain[..length].TrimEnd(".-").Length;
            ending.CopyTo(domain[length..]);
            length += ending.Length;
        }
        else
        {
            return null;
        }

        return Checked(text.Original.AsSpan(start, left - start), domain[..length]) is { } address ? (address, start, end) : null;
    }

    /// <summary>The part before the sign in ASCII: there German speakers write ü as ue, others leave out the accent.</summary>
    private static string Ascii(ReadOnlySpan<char> local, ReadOnlySpan<char> domain)
    {
        var isGerman = domain.EndsWith(".de", StringComparison.Ordinal) || domain.EndsWith(".at", StringComparison.Ordinal) || domain.EndsWith(".ch", StringComparison.Ordinal);
        var ascii = new StringBuilder(local.Length + 4);
        foreach (var c in local)
        {
            var written = char.ToLowerInvariant(c) switch
            {
                'ß' => "ss",
                'ä' when isGerman => "ae",
                'ö' when isGerman => "oe",
                'ü' when isGerman => "ue",
                _ => null,
            };
            _ = written is null ? ascii.Append(char.IsAscii(c) ? c : FoldedText.Fold(c.ToString())[0]) : ascii.Append(written);
        }

        return ascii.ToString();
    }

    /// <summary>The domain in ASCII: müller-bau.de is not muller-bau.de, which may be somebody else's.</summary>
    /// <returns>False when it cannot be a domain.</returns>
    private static bool TryWriteDomain(TokenText text, int start, int end, Span<char> domain, out int length)
    {
        var typed = text.Original.AsSpan(start, end - start);
        var accented = false;
        foreach (var c in typed)
        {
            accented |= IsAccented(c);
        }

        length = typed.Length;
        if (!accented)
        {
            text.Folded.AsSpan(start, end - start).CopyTo(domain);
            return true;
        }

        try
        {
            var ascii = Idn.GetAscii(typed.TrimEnd(".-").ToString().ToLowerInvariant());
            length = ascii.Length;
            return ascii.AsSpan().TryCopyTo(domain);
        }
        catch (ArgumentException)
        {
            return false;
        }
    }

    /// <summary>A letter of a Latin alphabet beyond English.</summary>
    private static bool IsAccented(char c) => c is >= '\u00C0' and <= '\u024F' && char.IsLetter(c);

    /// <summary>The end of an address that was typed apart: "jane@example ,com", "jane@example dot com".</summary>
    private static string Ending(TokenText text, ref int end)
    {
        var i = text.FirstAt(Math.Max(0, end - 1)) + 1;
        var isDot = text.IsMark(i, ',') || text.IsMark(i, '.') || (i < text.Count && text[i].Is(WordKinds.Dot));
        if (end > 0 && text.Folded[end - 1] == '.')
        {
            (isDot, i) = (true, text.FirstAt(end));
            i--;
        }

        if (!isDot || i + 1 >= text.Count || !text[i + 1].Is(WordKinds.Ender) || text[i + 1].Break || text.Word(i + 1).Length > 3
            || text.Word(i + 1) is not ("com" or "net" or "org" or "de" or "fr" or "it" or "nl" or "pl" or "pt" or "es" or "br" or "at" or "ch" or "be" or "uk" or "in" or "edu"))
        {
            return "";
        }

        end = text[i + 1].End;
        return "." + text.Word(i + 1).ToString();
    }

    private static bool IsLocal(char c) => char.IsAsciiLetterOrDigit(c) || c is '.' or '_' or '%' or '+' or '\'' or '-';

    /// <summary>"test@test.com", "asdf@asdf.com": typed to try the form.</summary>
    private static bool IsMadeUp(ReadOnlySpan<char> local, ReadOnlySpan<char> domain)
    {
        var isSame = domain.Length > local.Length && domain[local.Length] == '.' && domain.StartsWith(local, StringComparison.OrdinalIgnoreCase);
        return isSame && local is "test" or "asdf" or "asd" or "abc" or "none" or "no" or "fake" or "foo" or "qwerty" or "email" or "x" or "a";
    }
}
