using System.Globalization;
using System.Text.RegularExpressions;
using LeadAlerts.Core.Qualification;

namespace LeadAlerts.Core.LanguageModel;

/// <summary>What a text holds that can be right or wrong: its words, numbers, days and addresses, in one form for all ways of writing them.</summary>
internal sealed partial class Vocabulary
{
    private const int StemLength = 4;

    private readonly HashSet<string> _words = new(StringComparer.Ordinal);
    private readonly HashSet<string> _stems = new(StringComparer.Ordinal);
    private readonly HashSet<string> _numbers = new(StringComparer.Ordinal);
    private readonly HashSet<string> _names = new(StringComparer.Ordinal);
    private readonly HashSet<string> _dates = new(StringComparer.Ordinal);
    private readonly HashSet<string> _addresses = new(StringComparer.Ordinal);
    private readonly List<string> _phones = [];

    private Vocabulary()
    {
    }

    /// <summary>What is known: what other texts are held against.</summary>
    public static Vocabulary Of(params IEnumerable<string> texts)
    {
        var vocabulary = new Vocabulary();
        foreach (var text in texts)
        {
            vocabulary.Read(text, asClaim: false);
        }

        return vocabulary;
    }

    /// <summary>What a text claims: words that are a number or a day only among other meanings are none here.</summary>
    public static Vocabulary OfClaim(string text)
    {
        var vocabulary = new Vocabulary();
        vocabulary.Read(text, asClaim: true);
        return vocabulary;
    }

    /// <summary>True when a folded word stands in it, also as one or several.</summary>
    public bool HoldsWord(string word) =>
        _words.Contains(word) || _words.Contains(word + "s") || (word.Length > 4 && word.EndsWith('s') && _words.Contains(word[..^1]));

    /// <summary>True when a claim is about something that stands in it: a word of some length, however it ends, a number, a day, a name.</summary>
    public bool SharesTopic(Vocabulary claim) =>
        _stems.Overlaps(claim._stems) || _numbers.Overlaps(claim._numbers) || _dates.Overlaps(claim._dates) || claim._names.Any(HoldsWord);

    /// <summary>True when every number, day, e-mail address and phone number of the other stands in this one.</summary>
    public bool HoldsFactsOf(Vocabulary other) =>
        other._numbers.IsSubsetOf(_numbers) && other._dates.IsSubsetOf(_dates) && other._addresses.IsSubsetOf(_addresses)
            && other._phones.TrueForAll(phone => _phones.Exists(known =>
                known.EndsWith(phone, StringComparison.Ordinal) || phone.EndsWith(known, StringComparison.Ordinal)));

    /// <summary>Words with their places, letters only; "segunda-feira" and "Maria's" are one each.</summary>
    [GeneratedRegex(@"[\p{L}\p{M}]+(?:['’\-][\p{L}\p{M}]+)*", RegexOptions.NonBacktracking)]
    public static partial Regex Word();

    private void Read(string original, bool asClaim)
    {
        var text = Blank(Address(), FoldedText.Fold(original), match =>
        {
            _addresses.Add(match);
            return true;
        });
        text = Blank(LongNumber(), text, match =>
        {
            if (IsCounted(match))
            {
                return false;
            }

            _phones.Add(NumberForms.Digits(match));
            return true;
        });
        foreach (Match match in NumberForms.Number().Matches(text))
        {
            _numbers.UnionWith(NumberForms.Of(match));
        }

        var words = Word().Matches(text);
        _numbers.UnionWith(NumberForms.InWords(words.Select(match => match.Value), asClaim));
        foreach (Match match in words)
        {
            var isName = char.IsUpper(original[match.Index]) && (match.Index > 0 || original.AsSpan(0, match.Length).IndexOfAnyExceptInRange('A', 'Z') < 0);
            ReadWord(match.Value, isSure: !asClaim || isName);
            if (isName && match.Length > 1)
            {
                _names.Add(match.Value);
            }
        }

        ReadPairs(text);
    }

    private void ReadWord(string whole, bool isSure)
    {
        foreach (var word in whole.Split('-', '\'').Append(whole))
        {
            _words.Add(word);
            if (word.Length >= StemLength && !StopWords.Contains(word))
            {
                _stems.Add(word[..StemLength]);
            }

            if (DateWords.Find(word) is { } date && (isSure || !DateWords.IsAmbiguous(word)))
            {
                _dates.Add(date);
            }
        }
    }

    /// <summary>Scripts without spaces: two characters are as good as a word.</summary>
    private void ReadPairs(string text)
    {
        for (var i = 0; i + 1 < text.Length; i++)
        {
            if (char.GetUnicodeCategory(text[i]) == UnicodeCategory.OtherLetter && char.GetUnicodeCategory(text[i + 1]) == UnicodeCategory.OtherLetter)
            {
                _stems.Add(text.Substring(i, 2));
            }
        }
    }

    /// <summary>Takes out what is taken, so that it is not read as something else, and keeps the places of the rest.</summary>
    private static string Blank(Regex pattern, string text, Func<string, bool> take) =>
        pattern.Replace(text, match => take(match.Value) ? new string(' ', match.Length) : match.Value);

    /// <summary>"9000-12000" and "2026-06-02" have as many digits as a phone number, but are numbers that mean something.</summary>
    private static bool IsCounted(string text) => text.Split(['-', '/', '.', ' ', '(', ')'], StringSplitOptions.RemoveEmptyEntries) switch
    {
        [{ Length: <= 8 } whole] => whole[0] is not ('+' or '0'),
        [{ Length: >= 4 and <= 6 }, { Length: >= 4 and <= 6 }] => true,
        [{ Length: 4 }, { Length: <= 2 }, { Length: <= 2 }] or [{ Length: <= 2 }, { Length: <= 2 }, { Length: 4 }] => true,
        _ => false,
    };

    [GeneratedRegex(@"[\p{L}\p{N}._%+'\-]{1,64}@[\p{L}\p{N}.\-]{1,190}\.\p{L}{2,24}", RegexOptions.NonBacktracking)]
    private static partial Regex Address();

    [GeneratedRegex(@"\+?\(?[0-9](?:[ ().\-/]{0,3}[0-9]){6,24}", RegexOptions.NonBacktracking)]
    private static partial Regex LongNumber();
}
