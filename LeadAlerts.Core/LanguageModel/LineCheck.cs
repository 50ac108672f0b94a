using System.Collections.Frozen;
using System.Text.RegularExpressions;
using LeadAlerts.Core.Qualification;

namespace LeadAlerts.Core.LanguageModel;

/// <summary>Tells whether a line claims nothing that the visitor did not type.</summary>
/// <param name="visitor">The visitor's messages.</param>
/// <param name="name">The visitor's name where it is known, also from elsewhere.</param>
/// <param name="isGerman">True for a visitor who writes German, with a capital for every noun: there a capital alone makes no name.</param>
internal sealed partial class LineCheck(IEnumerable<string> visitor, string? name, bool isGerman)
{
    private static readonly FrozenSet<string> FirstNames = ReadFirstNames();

    // First names that are also how a line begins.
    private static readonly FrozenSet<string> Openings = FrozenSet.ToFrozenSet(
        ["wil", "kan", "will", "may", "mark", "grant", "chase", "sue", "rob", "drew", "hope", "faith", "grace", "art", "pat", "van", "don", "dean", "max", "son", "sol", "paz"]);

    private static readonly FrozenSet<string> Titles = FrozenSet.ToFrozenSet(
        ["mr", "mrs", "ms", "miss", "dr", "prof", "herr", "frau", "herrn", "senor", "senora", "sra", "monsieur", "madame", "mme", "signor", "signora", "pan", "pani", "mevrouw"]);

    private readonly Vocabulary _visitor = Vocabulary.Of(name is null ? visitor : visitor.Append(name));

    /// <summary>True when a plain line holds no number, day, address or name that the visitor did not type, and is about what it should be.</summary>
    /// <param name="line">The line; empty never passes.</param>
    /// <param name="about">The texts of which the line has to take up at least a word.</param>
    public bool Passes(string line, IEnumerable<string> about) =>
        HoldsAllOf(line, line, isGerman) && Vocabulary.Of(about).SharesTopic(Vocabulary.OfClaim(line));

    /// <summary>The same for a line that tells the owner what to do: it may be about something else, and say "today".</summary>
    public bool PassesAsAdvice(string line) => HoldsAllOf(line, Now().Replace(line, " "), capitalsAreCommon: false);

    private bool HoldsAllOf(string line, string claims, bool capitalsAreCommon) =>
        line.Count(char.IsLetterOrDigit) > 1
        && !ReviewQuestion.SpeaksToSoftware(line)
        && _visitor.HoldsFactsOf(Vocabulary.OfClaim(claims))
        && HoldsNamesOf(line, capitalsAreCommon);

    private bool HoldsNamesOf(string line, bool capitalsAreCommon)
    {
        var words = Vocabulary.Word().Matches(line).Where(match => match.Length > 1).ToList();
        for (var i = 0; i < words.Count; i++)
        {
            var begins = BeginsSentence(line, words[i].Index);
            var isBeside = i > 0 && IsUnknown(words[i - 1]) && !BeginsSentence(line, words[i - 1].Index);
            var isName = IsTitled(words, i) || (IsFirstName(words[i]) && !(begins && Openings.Contains(FoldedText.Fold(words[i].Value))));
            if (IsUnknown(words[i]) && (isName || (!begins && (!capitalsAreCommon || isBeside))))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Written with a capital, and neither among the visitor's words nor a day, of which others take care.</summary>
    private bool IsUnknown(Match word)
    {
        var folded = FoldedText.Fold(word.Value);
        return char.IsUpper(word.Value[0])
            && DateWords.Find(folded) is null
            && !_visitor.HoldsWord(folded)
            && !folded.Split('-', '\'').All(part => part.Length < 2 || _visitor.HoldsWord(part));
    }

    private static bool IsFirstName(Match word) => FirstNames.Contains(FoldedText.Fold(word.Value).Split('\'', '-')[0]);

    private static bool IsTitled(List<Match> words, int i) => i > 0 && Titles.Contains(FoldedText.Fold(words[i - 1].Value));

    private static bool BeginsSentence(string line, int index)
    {
        var before = line[..index].TrimEnd(' ', '"', '“', '„', '«', '(', '\'');
        return before.Length == 0 || before[^1] is '.' or '!' or '?' or ':' or '…';
    }

    private static FrozenSet<string> ReadFirstNames()
    {
        var assembly = typeof(LineCheck).Assembly;
        var resource = assembly.GetManifestResourceNames().Single(name => name.EndsWith(".first-names.words", StringComparison.Ordinal));
        using var reader = new StreamReader(assembly.GetManifestResourceStream(resource)!);
        return reader.ReadToEnd().Split([' ', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries).ToFrozenSet(StringComparer.Ordinal);
    }

    [GeneratedRegex(@"\b(?:today|tonight)\b", RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex Now();
}
