using System.Numerics;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using LeadAlerts.Core.Sites;

namespace LeadAlerts.Core.Qualification.Acts;

/// <summary>What the lexicon knows of a word.</summary>
/// <param name="Lemma">The hash of its plainest English word.</param>
/// <param name="Class">The number of its class, from 1; 0 when it has none.</param>
internal readonly record struct LexiconEntry(uint Lemma, byte Class);

/// <summary>
/// Words of the languages that visitors write in, each with its plainest English word and a class, so that what was learnt in one
/// language serves in all. Read from the files <c>Lexicon/*.lexicon</c>, one line a word: word, lemma, class (<c>-</c> for none).
/// Never changes; safe to share between threads.
/// </summary>
internal sealed class Lexicon
{
    /// <summary>The languages, as ISO 639-1 codes; <c>hi</c> is Hindi as typed in Latin letters.</summary>
    public static readonly string[] Languages = ["en", "es", "de", "fr", "pt", "it", "nl", "pl", "hi"];

    // In order of their numbers, from 1; the shipped model is made of these numbers.
    private static readonly string[] Classes =
    [
        "WANT", "BUY", "BOOK", "PRICE", "MONEY", "PAY", "AVAIL", "CALL", "MAIL", "DAY", "UNIT", "URGENT", "PAST", "LATER", "PROBLEM",
        "BODY", "HOME", "VEHICLE", "PET", "DEVICE", "GOODS", "FOOD", "EVENT", "TRAVEL", "LEGAL", "SCHOOL", "BEAUTY", "HEALTH",
        "COMPANY", "MATERIAL", "MEASURE", "NUM", "FAMILY", "PERSON", "STAFF", "PRON1", "PRON2", "PRON3", "NEG", "YES", "THANKS",
        "GREET", "LAUGH", "MAYBE", "STOP", "ELSEWHERE", "EXIST", "COMPLAIN", "JOB", "VENDOR", "RESEARCH", "ABUSE", "BOT", "QUESTION",
        "MODAL", "MOVE", "FIX", "PLACE", "QUALITY", "GIVE", "SAY",
    ];

    // What a trade is made of: things and what is done to them.
    private static readonly HashSet<string> TradeClasses =
    [
        "PROBLEM", "BODY", "HOME", "VEHICLE", "PET", "DEVICE", "GOODS", "FOOD", "EVENT", "TRAVEL", "LEGAL", "SCHOOL", "BEAUTY", "HEALTH",
        "MATERIAL", "FIX",
    ];

    // Somewhat more than the files hold, so that the tables do not grow while they are read.
    private const int WordsOfOneLanguage = 16_000;

    private const int WordsOfAll = 96_000;

    private static readonly Dictionary<string, byte>.AlternateLookup<ReadOnlySpan<char>> NumberOf =
        Classes.Select((name, index) => (name, index)).ToDictionary(one => one.name, one => (byte)(one.index + 1))
            .GetAlternateLookup<ReadOnlySpan<char>>();

    private readonly LanguageLexicon[] byLanguage;
    private readonly Dictionary<uint, ushort> languagesOf = new(WordsOfAll);

    private Lexicon()
    {
        var english = new Dictionary<uint, LexiconEntry>(WordsOfOneLanguage);
        byLanguage = new LanguageLexicon[Languages.Length];
        for (var i = 0; i < Languages.Length; i++)
        {
            var own = i == 0 ? english : new Dictionary<uint, LexiconEntry>(WordsOfOneLanguage);
            Load(Languages[i], own, (ushort)(1 << i));
            byLanguage[i] = new LanguageLexicon(Languages[i], own, english);
        }
    }

    /// <summary>The lexicon that the product ships.</summary>
    public static Lexicon Shipped { get; } = new();

    /// <summary>The number of a class, from 1.</summary>
    public static byte ClassNumber(string name) => NumberOf.TryGetValue(name, out var number) ? number : (byte)0;

    /// <summary>The name of a class by its number; the number itself where no class has it.</summary>
    public static string ClassName(int number) => number > 0 && number <= Classes.Length ? Classes[number - 1] : $"{number}";

    /// <summary>The words of the language that a conversation is written in; English where nothing tells.</summary>
    public LanguageLexicon LanguageOf(IReadOnlyList<Reading> readings)
    {
        Span<double> points = stackalloc double[Languages.Length];
        using var tokens = new Tokens();
        foreach (var reading in readings)
        {
            Count(tokens, reading.Text.Value, 2, points);
            Count(tokens, reading.AskedBefore, 1, points);
        }

        return byLanguage[points.IndexOf(Max(points))];
    }

    /// <summary>The words of the language that a folded text is written in; English where nothing tells.</summary>
    public LanguageLexicon LanguageOf(string folded)
    {
        Span<double> points = stackalloc double[Languages.Length];
        using var tokens = new Tokens();
        Count(tokens, folded, 1, points);
        return byLanguage[points.IndexOf(Max(points))];
    }

    /// <summary>Lemmas, or hashes of unknown words, that tell what a business offers.</summary>
    public IReadOnlySet<uint> TradeOf(BusinessProfile business, LanguageLexicon language)
    {
        var trade = new HashSet<uint>();
        using var tokens = new Tokens();
        foreach (var text in new[] { business.Kind, business.Services })
        {
            tokens.Read(new FoldedText(text, BusinessProfile.TextMaxLength).Value);
            foreach (var token in tokens.Span)
            {
                if (!token.IsWord)
                {
                    continue;
                }

                if (byLanguage[0].TryFind(token.Hash, out var entry) || language.TryFind(token.Hash, out entry))
                {
                    if (entry.Class > 0 && TradeClasses.Contains(Classes[entry.Class - 1]))
                    {
                        trade.Add(entry.Lemma);
                    }
                }
                else if (token.To - token.From >= 4)
                {
                    trade.Add(token.Hash);
                }
            }
        }

        return trade;
    }

    private static double Max(ReadOnlySpan<double> points)
    {
        var most = points[0];
        foreach (var point in points)
        {
            most = Math.Max(most, point);
        }

        return most;
    }

    private void Count(Tokens tokens, string text, double weight, Span<double> points)
    {
        tokens.Read(text.Length <= ActFeatures.TextMaxLength ? text : text.AsSpan(0, ActFeatures.TextMaxLength));
        foreach (var token in tokens.Span)
        {
            if (token.IsWord && languagesOf.TryGetValue(token.Hash, out var languages))
            {
                var share = weight / BitOperations.PopCount(languages);
                for (var i = 0; i < points.Length; i++)
                {
                    points[i] += (languages & (1 << i)) != 0 ? share : 0;
                }
            }
        }
    }

    // Read once at the start of the program, before the compiler would find out that this is worth its best.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Load(string language, Dictionary<uint, LexiconEntry> entries, ushort bit)
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream($"LeadAlerts.Core.Qualification.Acts.Lexicon.{language}.lexicon")
            ?? throw new InvalidOperationException($"The lexicon of {language} is missing.");
        using var reader = new StreamReader(stream);
        var rest = reader.ReadToEnd().AsSpan();
        while (rest.Length > 0)
        {
            var end = rest.IndexOf('\n');
            var line = (end < 0 ? rest : rest[..end]).TrimEnd('\r');
            rest = end < 0 ? default : rest[(end + 1)..];
            var first = line.IndexOf(' ');
            var second = line.LastIndexOf(' ');
            if (first <= 0 || second <= first)
            {
                throw new InvalidDataException($"The lexicon of {language} has a line that is not \"word lemma class\": {line}");
            }

            var word = FeatureHash.Of(line[..first]);
            var name = line[(second + 1)..];
            if (!NumberOf.TryGetValue(name, out var number) && name is not "-")
            {
                throw new InvalidDataException($"The lexicon of {language} names an unknown class: {line}");
            }

            entries[word] = new LexiconEntry(FeatureHash.Of(line[(first + 1)..second]), number);
            CollectionsMarshal.GetValueRefOrAddDefault(languagesOf, word, out _) |= bit;
        }
    }
}

/// <summary>The words of one language; English ones where it lacks a word.</summary>
internal sealed class LanguageLexicon(string code, Dictionary<uint, LexiconEntry> own, Dictionary<uint, LexiconEntry> english)
{
    /// <summary>The language, as an ISO 639-1 code.</summary>
    public string Code { get; } = code;

    /// <summary>True for English.</summary>
    public bool IsEnglish => ReferenceEquals(own, english);

    /// <summary>Finds a word by the hash of its letters.</summary>
    public bool TryFind(uint word, out LexiconEntry entry) => own.TryGetValue(word, out entry) || english.TryGetValue(word, out entry);
}
