using System.Collections.Frozen;
using LeadAlerts.Core.Qualification.Acts;

namespace LeadAlerts.Core.Qualification.Own;

/// <summary>How telling a word is: nothing, a little or much. Also which words stand for each other.</summary>
internal static class WordWeights
{
    private const float Light = 0.5f;

    // Words that frame what is meant ("asks for", "the visitor wants") and say nothing of it; measured: said in every tenth message or more,
    // whatever it is about.
    private static readonly bool[] BlankClasses = Flags("PRON1", "PRON2", "PRON3", "MODAL", "GREET", "THANKS", "QUESTION", "YES", "LAUGH", "MAYBE", "NEG");

    private static readonly FrozenDictionary<uint, float> Lemmas = Table(
        (0, "the be and a to that of for on with so but from or example if there wow this then also please about because by off out something "
            + "until see over as very sorry well other same again every per always anyway god kind indeed in than though through whatever between bit "
            + "way around away even at into it its like such only here thereis when where how who why which what howmuch "
            + "visitor customer client person somebody someone people lead user chat message sir madam mr mrs "
            + "say ask tell write mention talk know mean hear notice explain want need look search try interested interest wish hope prefer "
            + "find would spend do have get all any some one just already still more less least minimum maximum min max above under below up within "
            + "too another next last first"),
        (Light, "go come take give put make return leave use keep send bring thing time day now today good new old big small many number service "
            + "help work open move right let start stop wait end done name fine great nice sit stand run place house email phone company free year "
            + "month week hour problem part plan request choose show read speak live pay"));

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

    /// <summary>What a word adds to the meaning: 0 for one that only frames it, little for one that is said everywhere, else 1.</summary>
    public static float Of(LexiconEntry entry) => BlankClasses[entry.Class] ? 0 : Lemmas.GetValueOrDefault(entry.Lemma, 1);

    /// <summary>How alike two words of one class are, 0–1.</summary>
    public static float AlikenessOf(byte wordClass) => Alikeness.GetValueOrDefault(wordClass);

    /// <summary>The lemma that a lemma holds besides its own meaning; itself where there is none.</summary>
    public static uint ImpliedBy(uint lemma) => Implied.GetValueOrDefault(lemma, lemma);

    /// <summary>The hashes of words that stand with spaces between them.</summary>
    public static FrozenSet<uint> Hashes(string words) =>
        words.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(word => FeatureHash.Of(word)).ToFrozenSet();

    private static FrozenDictionary<uint, float> Table(params (float Weight, string Words)[] rows) =>
        rows.SelectMany(row => Hashes(row.Words).Select(hash => KeyValuePair.Create(hash, row.Weight))).ToFrozenDictionary();

    private static bool[] Flags(params string[] classes)
    {
        var flags = new bool[byte.MaxValue + 1];
        foreach (var name in classes)
        {
            flags[Lexicon.ClassNumber(name)] = true;
        }

        return flags;
    }

    /// <summary>The numbers of classes.</summary>
    public static FrozenSet<byte> Numbers(params string[] classes) => classes.Select(Lexicon.ClassNumber).ToFrozenSet();
}
