using System.Reflection;
using System.Text;

namespace LeadAlerts.Core.Qualification.Acts;

/// <summary>
/// Tells by which message the visitor only takes leave: "no, that's all, thanks" after "anything else?". Such a no refuses nothing, and who
/// says it wants no less of what was asked for before. Read once, never changed; safe for use by several threads.
/// </summary>
internal sealed class Closings
{
    /// <summary>Nobody takes longer to say it, in UTF-16 code units.</summary>
    private const int MaxLength = 120;

    /// <summary>How much of what the site said is looked at, from its end.</summary>
    private const int AskedMaxLength = 160;

    /// <summary>An answer to "anything else?" with so many words may hold some that nobody knows: it is slang then.</summary>
    private const int FewWords = 8;

    /// <summary>With so few words it need not thank either.</summary>
    private const int FewestWords = 3;

    private static readonly Dictionary<string, Closings> ByLanguage = Load();

    // What may stand in a leave-taking without a word of its own list.
    private static readonly byte[] SmallClasses =
        [.. new[] { "-", "NEG", "YES", "THANKS", "GREET", "PRON1", "PRON2", "LAUGH", "MAYBE", "MODAL", "LATER" }.Select(Lexicon.ClassNumber)];

    // What says more than that, in however few words.
    private static readonly byte[] TellingClasses =
    [
        .. new[]
        {
            "PROBLEM", "BODY", "HOME", "VEHICLE", "PET", "DEVICE", "GOODS", "FOOD", "EVENT", "TRAVEL", "LEGAL", "SCHOOL", "BEAUTY", "HEALTH", "MATERIAL",
            "MEASURE", "FAMILY", "PERSON", "COMPANY", "PLACE", "JOB", "STAFF", "VENDOR", "PRICE", "PAY", "MONEY", "BUY", "BOOK", "AVAIL", "FIX", "CALL", "MAIL",
            "STOP", "ELSEWHERE", "COMPLAIN", "EXIST", "ABUSE", "WANT", "URGENT", "RESEARCH", "QUESTION",
        }.Select(Lexicon.ClassNumber),
    ];

    private static readonly byte Want = Lexicon.ClassNumber("WANT");

    private static readonly byte Thanks = Lexicon.ClassNumber("THANKS");

    private static readonly byte Negation = Lexicon.ClassNumber("NEG");

    private readonly List<string> _done = [];
    private readonly List<string> _more = [];
    private readonly List<string> _enough = [];
    private readonly List<string> _wish = [];
    private readonly HashSet<uint> _small = [];

    /// <summary>True when a message takes leave and says nothing else.</summary>
    /// <param name="message">The message.</param>
    /// <param name="language">The words of its language.</param>
    public static bool Is(Reading message, LanguageLexicon language)
    {
        if (message.Text.Value.Length > MaxLength)
        {
            return false;
        }

        var own = ByLanguage.GetValueOrDefault(language.Code);
        var english = ByLanguage["en"];
        using var tokens = new Tokens();
        tokens.Read(message.Text.Value);
        var (words, denies, thanks, tells, isSmall) = (0, false, false, false, true);
        foreach (var token in tokens.Span)
        {
            if (token.To - token.From > 1 && !token.IsWord && tokens.LettersOf(token)[0] < ' ')
            {
                // A number is a fact.
                return false;
            }

            if (token.IsWord)
            {
                words++;
                var number = language.TryFind(token.Hash, out var entry) ? (byte?)entry.Class : null;
                denies |= number == Negation;
                thanks |= number == Thanks;
                if (!english._small.Contains(token.Hash) && own?._small.Contains(token.Hash) != true)
                {
                    isSmall &= number is { } known && SmallClasses.Contains(known);
                    tells |= number is { } telling && TellingClasses.Contains(telling);
                }
            }
        }

        var isShort = !tells && (words <= FewestWords || (thanks && words <= FewWords));
        if (!isSmall && !isShort)
        {
            return false;
        }

        // The longest first, so that no phrase leaves a part of another behind.
        var text = Words(tokens);
        var rest = Phrases(closing => closing._done)
            .OrderByDescending(phrase => phrase.Length)
            .Aggregate(text, (left, phrase) => left.Replace(phrase, " ", StringComparison.Ordinal));
        if (Wishes(rest))
        {
            return false;
        }

        if (isSmall && rest.Length < text.Length)
        {
            return true;
        }

        if (!denies && !Holds(text, closing => closing._enough))
        {
            return false;
        }

        tokens.Read(LastQuestion(message.AskedBefore));
        return Holds(Words(tokens), closing => closing._more);

        IEnumerable<string> Phrases(Func<Closings, List<string>> of) => own is null || own == english ? of(english) : of(english).Concat(of(own));

        bool Holds(string some, Func<Closings, List<string>> of) => Phrases(of).Any(phrase => some.Contains(phrase, StringComparison.Ordinal));

        bool Wishes(string some) =>
            Holds(some, closing => closing._wish)
            || some.Split(' ').Any(word => language.TryFind(FeatureHash.Of(word), out var entry) && entry.Class == Want);
    }

    /// <summary>The last question of what the site said; its last sentence where it asked nothing.</summary>
    private static ReadOnlySpan<char> LastQuestion(string asked)
    {
        var said = asked.AsSpan()[Math.Max(0, asked.Length - AskedMaxLength)..];
        var end = said.LastIndexOf('?');
        var sentence = (end < 0 ? said : said[..end]).TrimEnd(" .!?\n");
        return sentence[(sentence.LastIndexOfAny(".!?\n") + 1)..];
    }

    /// <summary>The words alone, parted by single spaces, with one before the first and one after the last.</summary>
    private static string Words(Tokens tokens)
    {
        var words = new StringBuilder(" ");
        foreach (var token in tokens.Span)
        {
            if (token.IsWord)
            {
                words.Append(tokens.LettersOf(token)).Append(' ');
            }
        }

        return words.ToString();
    }

    private static Dictionary<string, Closings> Load()
    {
        var all = new Dictionary<string, Closings>(StringComparer.Ordinal);
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream("LeadAlerts.Core.Qualification.Acts.closing.words")
            ?? throw new InvalidOperationException("The words of leave-taking are missing.");
        using var reader = new StreamReader(stream, Encoding.UTF8);
        using var tokens = new Tokens();
        var part = "";
        while (reader.ReadLine() is { } line)
        {
            if (line.StartsWith('['))
            {
                part = line;
            }
            else if (line.Length > 3 && !line.StartsWith('#'))
            {
                if (!all.TryGetValue(line[..2], out var closings))
                {
                    all[line[..2]] = closings = new Closings();
                }

                closings.Add(part, line[3..], tokens);
            }
        }

        return all;
    }

    private void Add(string part, string line, Tokens tokens)
    {
        if (part == "[Small]")
        {
            tokens.Read(FoldedText.Fold(line));
            AddSmall(tokens);
            return;
        }

        var phrases = part switch
        {
            "[Done]" => _done,
            "[More]" => _more,
            "[Enough]" => _enough,
            "[Wish]" => _wish,
            _ => throw new InvalidDataException($"No such part: {part}"),
        };
        foreach (var phrase in line.Split(','))
        {
            tokens.Read(FoldedText.Fold(phrase));
            phrases.Add(Words(tokens));
            if (phrases == _done || phrases == _enough)
            {
                AddSmall(tokens);
            }
        }
    }

    private void AddSmall(Tokens tokens)
    {
        foreach (var token in tokens.Span)
        {
            _small.Add(token.Hash);
        }
    }
}
