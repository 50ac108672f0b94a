using System.Collections.Frozen;
using System.Text;
using LeadAlerts.Core.Qualification.Contacts.Phones;

namespace LeadAlerts.Core.Qualification.Contacts;

/// <summary>
/// The words and phrases of the <c>*.words</c> files beside this class, folded. Read once, never changed, safe to share between
/// threads. A lookup allocates nothing.
/// </summary>
internal sealed class ContactWords
{
    private static readonly char[] Blanks = [' ', '\t', '\r', '\n'];

    private readonly FrozenDictionary<string, WordKinds> words;
    private readonly FrozenDictionary<string, WordKinds>.AlternateLookup<ReadOnlySpan<char>> bySpan;

    private ContactWords(Dictionary<string, WordKinds> kinds, PhraseNode phrases)
    {
        words = kinds.ToFrozenDictionary(StringComparer.Ordinal);
        bySpan = words.GetAlternateLookup<ReadOnlySpan<char>>();
        Phrases = phrases;
    }

    /// <summary>The words as shipped.</summary>
    public static ContactWords Shipped { get; } = Load();

    /// <summary>Where every phrase begins.</summary>
    public PhraseNode Phrases { get; }

    /// <summary>What a folded word may mean.</summary>
    public WordKinds Kinds(ReadOnlySpan<char> word)
    {
        if (bySpan.TryGetValue(word, out var kinds))
        {
            return kinds;
        }

        var tail = word.LastIndexOfAny('\'', '-');
        if (tail < 2)
        {
            return WordKinds.None;
        }

        // "wife's" is somebody's, "Anne-So" is a name when Anne is.
        bySpan.TryGetValue(word[..tail], out kinds);
        return word[tail] == '\''
            ? (kinds & WordKinds.Relation) | ((kinds & (WordKinds.FirstName | WordKinds.WeakName)) != 0 ? WordKinds.Possessive : 0)
            : kinds & (WordKinds.FirstName | WordKinds.WeakName | WordKinds.Relation);
    }

    private static ContactWords Load()
    {
        var kinds = new Dictionary<string, WordKinds>(StringComparer.Ordinal);
        var phrases = new PhraseNode();
        foreach (var file in new[] { "first-names", "not-names", "contacts" })
        {
            foreach (var (section, line) in Sections(file))
            {
                if (Enum.TryParse<WordKinds>(section, out var kind))
                {
                    foreach (var word in line.Split(Blanks, StringSplitOptions.RemoveEmptyEntries))
                    {
                        Add(kinds, FoldedText.Fold(word), kind);
                    }
                }
                else
                {
                    AddPhrases(kinds, phrases, FoldedText.Fold(line), Enum.Parse<PhraseKinds>(section));
                }
            }
        }

        foreach (var word in SpokenNumber.Words)
        {
            Add(kinds, word, WordKinds.Spoken);
        }

        return new ContactWords(kinds, phrases);
    }

    private static void Add(Dictionary<string, WordKinds> kinds, string word, WordKinds kind) =>
        kinds[word] = kinds.GetValueOrDefault(word) | kind;

    private static void AddPhrases(Dictionary<string, WordKinds> kinds, PhraseNode root, string line, PhraseKinds kind)
    {
        foreach (var phrase in line.Split('|', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            var node = root;
            foreach (var word in phrase.Split(Blanks, StringSplitOptions.RemoveEmptyEntries))
            {
                node = node.GetOrAdd(word);
            }

            node.Kinds |= kind;
            Add(kinds, phrase.Split(' ')[0], WordKinds.BeginsPhrase);
        }
    }

    /// <summary>The lines of a file, each with the section that it stands in.</summary>
    internal static IEnumerable<(string Section, string Line)> Sections(string file)
    {
        var assembly = typeof(ContactWords).Assembly;
        var resource = assembly.GetManifestResourceNames().Single(name => name.EndsWith($".{file}.words", StringComparison.Ordinal));
        using var reader = new StreamReader(assembly.GetManifestResourceStream(resource)!, Encoding.UTF8);
        var section = "";
        while (reader.ReadLine() is { } line)
        {
            line = line.Trim();
            if (line is ['[', .., ']'])
            {
                section = line[1..^1];
            }
            else if (line.Length > 0 && line[0] != '#')
            {
                yield return (section, line);
            }
        }
    }
}

/// <summary>A place in the tree of phrases: which words may follow, and what has been said when it ends here.</summary>
internal sealed class PhraseNode
{
    private readonly Dictionary<string, PhraseNode> next = new(StringComparer.Ordinal);

    /// <summary>What the phrase that ends here means.</summary>
    public PhraseKinds Kinds { get; set; }

    /// <summary>The place one word on; null when no phrase goes on with it.</summary>
    public PhraseNode? Find(ReadOnlySpan<char> word) =>
        next.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(word, out var node) ? node : null;

    internal PhraseNode GetOrAdd(string word) => next.TryGetValue(word, out var node) ? node : next[word] = new PhraseNode();
}
