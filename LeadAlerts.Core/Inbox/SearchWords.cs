using LeadAlerts.Core.Conversations;

namespace LeadAlerts.Core.Inbox;

/// <summary>What a member typed into a search field, made harmless: it is searched for, none of it commands.</summary>
/// <param name="Match">
/// The value for <c>SearchIndex MATCH</c>, bound to one site: all the words, the last one as a beginning unless it is shorter than
/// <see cref="BeginningMin"/>. Null when nothing typed can be found, for it has no letter and no digit.
/// </param>
/// <param name="Words">The words in the form that is compared, in order; one number when <paramref name="IsNumber"/>.</param>
/// <param name="IsNumber">True when a part of a phone number was typed.</param>
public sealed record SearchWords(string? Match, IReadOnlyList<string> Words, bool IsNumber)
{
    /// <summary>The greatest length of a search, in characters; the rest is left out.</summary>
    public const int MaxLength = 200;

    /// <summary>From this length on a word is taken as a beginning: with one or two letters begins too much to be of use, or quick.</summary>
    public const int BeginningMin = 3;

    private const int MaxWords = 12;
    private const int MaxDigits = 15;

    /// <summary>Reads what was typed; null when it is blank and so asks for nothing.</summary>
    /// <param name="siteId">The site whose documents are searched.</param>
    /// <param name="typed">Taken literally: no sign in it is an operator.</param>
    public static SearchWords? Parse(Guid siteId, string? typed)
    {
        var text = new string([.. (typed ?? "").Take(MaxLength).Select(letter => char.IsControl(letter) ? ' ' : letter)]).Trim();
        if (text.Length == 0)
        {
            return null;
        }

        var digits = string.Concat(text.Where(char.IsAsciiDigit));
        var isNumber = digits.Length is >= SearchTerms.DigitsMin and <= MaxDigits
            && text.All(letter => char.IsAsciiDigit(letter) || SearchTerms.IsBetweenDigits(letter));
        List<string> words = isNumber
            ? [digits]
            : [.. SearchTerms.Read(text).Where(term => !term.IsNumber).Select(term => term.Text).Take(MaxWords)];
        if (words.Count == 0)
        {
            return new SearchWords(null, words, IsNumber: false);
        }

        // A word holds letters and digits alone, so the quotes cannot be broken.
        var prefix = SearchTerms.Prefix(siteId.ToString());
        return new SearchWords(string.Join(" AND ", words.Select(word => $"\"{prefix}{word}\"")) + (BeginsWith(words) ? " *" : ""), words, isNumber);
    }

    /// <summary>True when the last word stands for every word that begins with it.</summary>
    public bool TakesBeginnings => BeginsWith(Words);

    private static bool BeginsWith(IReadOnlyList<string> words) => words.Count > 0 && words[^1].Length >= BeginningMin;
}
