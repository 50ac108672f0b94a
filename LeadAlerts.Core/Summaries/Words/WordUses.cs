using System.Reflection;
using System.Text;
using LeadAlerts.Core.Qualification;
using LeadAlerts.Core.Qualification.Acts;

namespace LeadAlerts.Core.Summaries.Words;

/// <summary>What a word that carries no fact of its own may do in a sentence. A word may do several things.</summary>
[Flags]
internal enum WordUses
{
    /// <summary>Nothing that is known.</summary>
    None = 0,

    /// <summary>Greets or addresses.</summary>
    Greeting = 1,

    /// <summary>Thanks or takes leave.</summary>
    Thanks = 1 << 1,

    /// <summary>Asks nicely: "please".</summary>
    Polite = 1 << 2,

    /// <summary>Fills a pause: "well", "lol".</summary>
    Filler = 1 << 3,

    /// <summary>Says yes.</summary>
    Agree = 1 << 4,

    /// <summary>Says no as a whole answer.</summary>
    Deny = 1 << 5,

    /// <summary>Joins: "and".</summary>
    And = 1 << 6,

    /// <summary>Begins another clause: "but", "because".</summary>
    Break = 1 << 7,

    /// <summary>Takes back what was said: "sorry, I meant".</summary>
    Correction = 1 << 8,

    /// <summary>Names what does not hold any more: "instead of".</summary>
    Instead = 1 << 9,

    /// <summary>Stands before a time: "by", "next".</summary>
    TimeLead = 1 << 10,

    /// <summary>Says that it was: "since", "ago".</summary>
    Past = 1 << 11,

    /// <summary>Makes a number a time of day: "pm".</summary>
    Clock = 1 << 12,

    /// <summary>Makes a number an amount of money.</summary>
    Currency = 1 << 13,

    /// <summary>A kind of street.</summary>
    Street = 1 << 14,

    /// <summary>Asks where, in what the site says.</summary>
    PlaceAsked = 1 << 15,

    /// <summary>Worries.</summary>
    Worry = 1 << 16,

    /// <summary>Is shortened by a full stop, which then ends no sentence.</summary>
    ShortForm = 1 << 17,

    /// <summary>Introduces a name.</summary>
    Intro = 1 << 18,

    /// <summary>Leads in to what is wanted: "I'm looking for".</summary>
    LeadIn = 1 << 19,

    /// <summary>Offers a choice: "or".</summary>
    Or = 1 << 20,

    /// <summary>Waves off what was offered: "skip the", "can wait", "we do it ourselves".</summary>
    Dismiss = 1 << 21,

    /// <summary>Limits to what follows or stood before: "just", "only".</summary>
    Only = 1 << 22,

    /// <summary>In a message that commands the machine: a word of such commands.</summary>
    Machine = 1 << 23,

    /// <summary>Prefers what follows at once: "rather friday".</summary>
    Prefer = 1 << 24,

    /// <summary>Denies what follows and is no answer by itself: "kein".</summary>
    Negate = 1 << 25,

    /// <summary>States what holds: "it is 140", "we are now 95".</summary>
    Restate = 1 << 26,

    /// <summary>Says that it changed: "moved", "now".</summary>
    Change = 1 << 27,

    /// <summary>Adds to what was said: "also", "another".</summary>
    Also = 1 << 28,

    /// <summary>Leaves out what follows: "any day but".</summary>
    Except = 1 << 29,

    /// <summary>Drops what was asked for: "skip the", "forget the".</summary>
    Drop = 1 << 30,
}

/// <summary>The words of <c>summary.words</c>, by language and by the hash of their letters. Read once, never changed.</summary>
internal sealed class WordBook
{
    private static readonly Dictionary<string, WordBook> ByLanguage = Load();

    private readonly Dictionary<uint, WordUses> own = [];
    private readonly WordBook english;

    private WordBook(WordBook? english) => this.english = english ?? this;

    /// <summary>The words of a language, given as an ISO 639-1 code; the English ones where it is not known.</summary>
    public static WordBook Of(string language) => ByLanguage.GetValueOrDefault(language) ?? ByLanguage["en"];

    /// <summary>What a word may do, by itself or as its plain English word.</summary>
    /// <param name="word">The hash of its letters.</param>
    /// <param name="lemma">The hash of its plain English word; 0 when it is not known.</param>
    public WordUses Find(uint word, uint lemma)
    {
        const WordUses BesideOthers = WordUses.Dismiss | WordUses.Only | WordUses.Machine | WordUses.Prefer | WordUses.Restate | WordUses.Change | WordUses.Also | WordUses.Except | WordUses.Drop;
        var uses = own.GetValueOrDefault(word);
        return (uses & ~BesideOthers) != 0 ? uses : uses | english.own.GetValueOrDefault(lemma == 0 ? word : lemma);
    }

    private static Dictionary<string, WordBook> Load()
    {
        var english = new WordBook(null);
        var books = new Dictionary<string, WordBook>(StringComparer.Ordinal) { ["en"] = english };
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream("LeadAlerts.Core.Summaries.Words.summary.words")
            ?? throw new InvalidOperationException("The words of the summaries are missing.");
        using var reader = new StreamReader(stream, Encoding.UTF8);
        using var tokens = new Tokens();
        var use = WordUses.None;
        while (reader.ReadLine() is { } line)
        {
            if (line.StartsWith('['))
            {
                use = Enum.Parse<WordUses>(line.Trim('[', ']'));
            }
            else if (line.Length > 3 && !line.StartsWith('#'))
            {
                if (!books.TryGetValue(line[..2], out var book))
                {
                    books[line[..2]] = book = new WordBook(english);
                }

                tokens.Read(FoldedText.Fold(line[3..]));
                foreach (var token in tokens.Span)
                {
                    book.own[token.Hash] = book.own.GetValueOrDefault(token.Hash) | use;
                }
            }
        }

        return books;
    }
}
