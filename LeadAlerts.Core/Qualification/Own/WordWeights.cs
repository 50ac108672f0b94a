using System.Collections.Frozen;
using LeadAlerts.Core.Qualification.Acts;

namespace LeadAlerts.Core.Qualification.Own;

/// <summary>How telling a word is: nothing, a little or much. Also which words stand for each other.</summary>
internal static class WordWeights
{
    private const float Light = 0.35f;

    // Words that frame what is meant ("asks for", "the visitor wants") and say nothing of it.
    private static readonly FrozenSet<byte> BlankClasses = Numbers(
        "PRON1", "PRON2", "PRON3", "MODAL", "SAY", "WANT", "GREET", "THANKS", "QUESTION", "YES", "LAUGH", "MAYBE", "NEG");

    private static readonly FrozenSet<uint> BlankLemmas = Hashes(
        "spend visitor customer client person somebody someone people lead user chat message there here sir madam mr mrs "
        + "do have get only all any some one just already still than more less least minimum maximum min max over under above below up "
        + "about within thereis who when where how why which what too another next last first");

    // Lemmas without a class that do mean something.
    private static readonly FrozenSet<uint> TellingLemmas = Hashes("work weather plus point protection secret group page result");

    // Said in very many conversations, whatever they are about.
    private static readonly FrozenSet<uint> LightLemmas = Hashes(
        "go come take give put make return leave use keep send bring thing time day now today good new old big small many number "
        + "service help work open move right let start stop wait end done name fine great nice sit stand run place house email phone "
        + "company free year month week hour problem part kind");

    private static readonly FrozenDictionary<byte, float> Alikeness = new Dictionary<string, float>
    {
        ["URGENT"] = 0.75f, ["PRICE"] = 0.75f, ["BOOK"] = 0.7f, ["BUY"] = 0.7f, ["JOB"] = 0.7f, ["COMPLAIN"] = 0.6f, ["STOP"] = 0.6f,
        ["ABUSE"] = 0.6f, ["CALL"] = 0.6f, ["PROBLEM"] = 0.35f, ["FIX"] = 0.35f, ["BODY"] = 0.25f, ["HOME"] = 0.25f, ["VEHICLE"] = 0.25f,
        ["PET"] = 0.3f, ["DEVICE"] = 0.25f, ["GOODS"] = 0.2f, ["FOOD"] = 0.3f, ["EVENT"] = 0.25f, ["TRAVEL"] = 0.25f, ["LEGAL"] = 0.25f,
        ["SCHOOL"] = 0.3f, ["BEAUTY"] = 0.3f, ["HEALTH"] = 0.3f, ["MATERIAL"] = 0.2f, ["FAMILY"] = 0.2f,
    }.ToFrozenDictionary(entry => Lexicon.ClassNumber(entry.Key), entry => entry.Value);

    // What holds another meaning: whoever says Sunday says weekend, but not the other way round.
    private static readonly FrozenDictionary<uint, uint> Implied = new Dictionary<string, string>
    {
        ["tonight"] = "night", ["midnight"] = "night", ["saturday"] = "weekend", ["sunday"] = "weekend", ["guest"] = "people",
        ["adult"] = "people", ["person"] = "people", ["immediately"] = "urgent",
    }.ToFrozenDictionary(entry => FeatureHash.Of(entry.Key), entry => FeatureHash.Of(entry.Value));

    /// <summary>What a word adds to the meaning, 0–1; a word that the lexicon lacks adds 1.</summary>
    public static float Of(LexiconEntry entry) =>
        IsBlank(entry) ? 0 : LightLemmas.Contains(entry.Lemma) ? Light : 1;

    /// <summary>True for a word that says nothing of what is meant.</summary>
    public static bool IsBlank(LexiconEntry entry) =>
        BlankLemmas.Contains(entry.Lemma) || BlankClasses.Contains(entry.Class) || (entry.Class == 0 && !TellingLemmas.Contains(entry.Lemma));

    /// <summary>How alike two words of one class are, 0–1.</summary>
    public static float AlikenessOf(byte wordClass) => Alikeness.GetValueOrDefault(wordClass);

    /// <summary>The lemma that a lemma holds besides its own meaning; itself where there is none.</summary>
    public static uint ImpliedBy(uint lemma) => Implied.GetValueOrDefault(lemma, lemma);

    /// <summary>The hashes of words that stand with spaces between them.</summary>
    public static FrozenSet<uint> Hashes(string words) =>
        words.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(word => FeatureHash.Of(word)).ToFrozenSet();

    /// <summary>The numbers of classes.</summary>
    public static FrozenSet<byte> Numbers(params string[] classes) => classes.Select(Lexicon.ClassNumber).ToFrozenSet();
}
