using System.Text.RegularExpressions;

namespace LeadAlerts.Core.Qualification;

/// <summary>Collects how a visitor introduces themselves, message by message; the surest introduction wins, then the latest.</summary>
internal sealed partial class NameFinder
{
    private static readonly HashSet<string> FirstNames = ReadWords("first-names.words");

    private static readonly HashSet<string> NotNames = ReadWords("not-names.words");

    private static readonly char[] PartEnds = ['\u0001', ',', ';', '.', '!', '?', '\n', '-', '–', '—', '(', ')', '/', ':', '|'];

    private int bestRank;

    /// <summary>The best name so far, in the visitor's words; null when there was none.</summary>
    public string? Best { get; private set; }

    /// <summary>Reads one message, in which contact details are blanked out by U+0001.</summary>
    public void Read(Reading reading, string text)
    {
        var folded = FoldedText.Fold(text);
        foreach (Match match in SureIntroduction().Matches(folded))
        {
            if (OfAnother().IsMatch(folded[..match.Index]))
            {
                continue;
            }

            Offer(TakeName(text, match.Index + match.Length, needsProof: false), 4);
        }

        foreach (Match match in VagueIntroduction().Matches(folded))
        {
            Offer(TakeName(text, match.Index + match.Length, needsProof: true), 3);
        }

        if (PhraseBook.Shipped["BotAsksName"].IsMatch(reading.AskedBefore))
        {
            Offer(Answer(text), 4);
        }

        if (text.Contains('\u0001', StringComparison.Ordinal))
        {
            Offer(BesideContact(text), 2);
        }
        else if (text.Length <= 60)
        {
            Offer(Signature(text), 1);
        }
    }

    private void Offer(string? name, int rank)
    {
        if (name is not null && (rank > bestRank || (rank == bestRank && name.Length >= Best!.Length)))
        {
            Best = name;
            bestRank = rank;
        }
    }

    /// <summary>The bare answer to "what's your name?": its first few words, when they can be a name.</summary>
    private static string? Answer(string text)
    {
        var start = 0;
        var lead = AnswerLead().Match(FoldedText.Fold(text));
        if (lead.Success)
        {
            start = lead.Length;
        }

        var name = TakeName(text, start, needsProof: false);
        if (name is null)
        {
            return null;
        }

        // A long answer begins with a name only when the name stands apart: "Dave Kowalski, 415...", not "what for".
        var rest = text[(start + text[start..].IndexOf(name[0], StringComparison.OrdinalIgnoreCase) + name.Length)..].TrimStart();
        return rest.Length == 0 || !char.IsLetter(rest[0]) || IsKnown(name) ? name : null;
    }

    /// <summary>The words beside a phone number or an address, when they are few and can be a name.</summary>
    private static string? BesideContact(string text)
    {
        string? best = null;
        var previous = "";
        foreach (var part in text.Split(PartEnds, StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            var words = part.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            var afterAddress = previous.Length > 0 && char.IsAsciiDigit(previous[0]);
            if (words.Length is >= 1 and <= 4 && !afterAddress && TakeName(part, 0, needsProof: words.Length == 1) is { } name
                && name.Length >= part.Length - 1)
            {
                if (IsKnown(name))
                {
                    return name;
                }

                best = words.All(word => char.IsUpper(word[0])) ? name : best;
            }

            previous = part;
        }

        return best;
    }

    /// <summary>"thanks, Maria": the last words of a short message.</summary>
    private static string? Signature(string text)
    {
        var match = Thanks().Match(text);
        return match.Success ? TakeName(text, match.Index + match.Length, needsProof: true) is { } name
            && text.TrimEnd(' ', '.', '!').EndsWith(name, StringComparison.OrdinalIgnoreCase) ? name : null : null;
    }

    private static string? TakeName(string text, int start, bool needsProof)
    {
        var words = new List<string>();
        foreach (Match match in Word().Matches(text[start..Math.Min(text.Length, start + 60)]))
        {
            var word = match.Value.TrimEnd('.', '\'', '-');
            var between = words.Count == 0 ? match.Index == 0 || text[start..(start + match.Index)].All(c => c is ' ' or ':' or '"' or '=') : true;
            var folded = FoldedText.Fold(word);
            if (!between || words.Count == 4 || (NotNames.Contains(folded) && !IsTitle(folded) && !(words.Count > 0 && IsParticle(folded))))
            {
                break;
            }

            if (words.Count > 0 && char.IsLower(word[0]) && char.IsUpper(words[^1][0]) && !IsParticle(folded))
            {
                break;
            }

            if (words.Count > 0 && char.IsLower(word[0]) && !IsParticle(folded) && words.Count >= 2 && !IsTitle(FoldedText.Fold(words[0])))
            {
                break;
            }

            words.Add(word);
            var end = start + match.Index + match.Length;
            if (end < text.Length && text[end] is not ' ' && !(text[end] == '.' && folded.Length <= 3))
            {
                break;
            }
        }

        while (words.Count > 0 && (IsParticle(FoldedText.Fold(words[^1])) || (words.Count == 1 && IsTitle(FoldedText.Fold(words[0])))))
        {
            words.RemoveAt(words.Count - 1);
        }

        if (words.Count == 0)
        {
            return null;
        }

        var first = FoldedText.Fold(words[0]);
        var proven = FirstNames.Contains(first) || IsTitle(first) || (char.IsUpper(words[0][0]) && !words[0].All(char.IsUpper));
        if ((needsProof && !proven) || (words[0].Length < 2 && words.Count == 1))
        {
            return null;
        }

        // "dave here thanks": in lower case a second word is a surname only where the first is a known name.
        if (char.IsLower(words[0][0]) && words.Count > 1 && !FirstNames.Contains(first) && !IsTitle(first))
        {
            words.RemoveRange(1, words.Count - 1);
        }

        return string.Join(' ', words.Select(word => char.IsLower(word[0]) && !IsParticle(word) ? char.ToUpperInvariant(word[0]) + word[1..] : word));
    }

    private static bool IsKnown(string name) => FirstNames.Contains(FoldedText.Fold(name.Split(' ')[0])) || IsTitle(FoldedText.Fold(name.Split(' ')[0]));

    private static bool IsTitle(string word) =>
        word is "mr" or "mrs" or "ms" or "miss" or "dr" or "sister" or "father" or "pastor" or "rev" or "prof" or "herr" or "frau" or "senora" or "sra" or "sr"
            or "madame" or "mme" or "monsieur" or "signora" or "signor" or "pani" or "pan" or "mevrouw" or "dona" or "deacon" or "coach" or "officer" or "captain";

    private static bool IsParticle(string word) =>
        word is "de" or "del" or "della" or "di" or "da" or "dos" or "van" or "von" or "der" or "den" or "la" or "le" or "el" or "al" or "bin" or "st" or "ten" or "zu";

    private static HashSet<string> ReadWords(string file)
    {
        var assembly = typeof(NameFinder).Assembly;
        var resource = assembly.GetManifestResourceNames().Single(name => name.EndsWith("." + file, StringComparison.Ordinal));
        using var reader = new StreamReader(assembly.GetManifestResourceStream(resource)!);
        return [.. reader.ReadToEnd().Split([' ', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries)];
    }

    [GeneratedRegex(@"\b(?:my name is|my name'?s|my names|the name is|name'?s|name is|name:|names|call me|ask for|i am called|speaking with|me llamo|mi nombre es|mein name ist|ich heisse|ich hei\u00DFe|je m'appelle|mon nom est|meu nome e|chamo-me|me chamo|mi chiamo|il mio nome e|mijn naam is|ik heet|nazywam sie|mam na imie|mera naam|naam)\s+", RegexOptions.NonBacktracking)]
    private static partial Regex SureIntroduction();

    [GeneratedRegex(@"\b(?:this is|it is|it'?s|i'?m|i am|me =|under|soy|aqui|ich bin|hier ist|hier|c'est|ici|je suis|sou|aqui e|sono|qui|ik ben|met|jestem|tu|main|signed|regards|thanks,|cheers,|cheers|-)\s+", RegexOptions.NonBacktracking)]
    private static partial Regex VagueIntroduction();

    [GeneratedRegex(@"\b(?:his|her|their|whose|husband's|wife's|son's|daughter's|dog's|cat's|company|business|street|user|domain)\s*$", RegexOptions.NonBacktracking)]
    private static partial Regex OfAnother();

    [GeneratedRegex(@"^\s*(?:(?:ok|okay|sure|yes|yeah|yep|hi|hello|hey|oh|it'?s|its|it is|i'?m|im|i am|this is|my name is|just|si|ja|oui|sim|tak)[\s,.!]+)+")]
    private static partial Regex AnswerLead();

    [GeneratedRegex(@"(?:^|[.,!\n-])\s*(?:thanks|thank you|thx|cheers|regards|ty)\s*[,.!-]*\s+|[\n]\s*[-–—]?\s*|\s[-–—]\s?", RegexOptions.RightToLeft)]
    private static partial Regex Thanks();

    [GeneratedRegex(@"\p{L}[\p{L}\p{M}'’\-]*\.?", RegexOptions.NonBacktracking)]
    private static partial Regex Word();
}
