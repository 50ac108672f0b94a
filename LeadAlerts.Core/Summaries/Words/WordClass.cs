using LeadAlerts.Core.Qualification.Acts;

namespace LeadAlerts.Core.Summaries.Words;

/// <summary>The numbers of those classes of the lexicon that a summary goes by.</summary>
internal static class WordClass
{
    public static readonly byte Want = Lexicon.ClassNumber("WANT");
    public static readonly byte Day = Lexicon.ClassNumber("DAY");
    public static readonly byte Unit = Lexicon.ClassNumber("UNIT");
    public static readonly byte Urgent = Lexicon.ClassNumber("URGENT");
    public static readonly byte Past = Lexicon.ClassNumber("PAST");
    public static readonly byte Later = Lexicon.ClassNumber("LATER");
    public static readonly byte Number = Lexicon.ClassNumber("NUM");
    public static readonly byte Money = Lexicon.ClassNumber("MONEY");
    public static readonly byte Negation = Lexicon.ClassNumber("NEG");
    public static readonly byte Question = Lexicon.ClassNumber("QUESTION");
    public static readonly byte Modal = Lexicon.ClassNumber("MODAL");
    public static readonly byte Self = Lexicon.ClassNumber("PRON1");
    public static readonly byte You = Lexicon.ClassNumber("PRON2");
    public static readonly byte Other = Lexicon.ClassNumber("PRON3");
    public static readonly byte Problem = Lexicon.ClassNumber("PROBLEM");
    public static readonly byte Quality = Lexicon.ClassNumber("QUALITY");
    public static readonly byte Place = Lexicon.ClassNumber("PLACE");
    public static readonly byte Available = Lexicon.ClassNumber("AVAIL");
    public static readonly byte Booked = Lexicon.ClassNumber("BOOK");
    public static readonly byte Stop = Lexicon.ClassNumber("STOP");
    public static readonly byte Call = Lexicon.ClassNumber("CALL");
    public static readonly byte Laugh = Lexicon.ClassNumber("LAUGH");
    public static readonly byte Pay = Lexicon.ClassNumber("PAY");
    public static readonly byte Buy = Lexicon.ClassNumber("BUY");
    public static readonly byte Vehicle = Lexicon.ClassNumber("VEHICLE");
    public static readonly byte Family = Lexicon.ClassNumber("FAMILY");
    public static readonly byte Home = Lexicon.ClassNumber("HOME");
    public static readonly byte School = Lexicon.ClassNumber("SCHOOL");
    public static readonly byte Mail = Lexicon.ClassNumber("MAIL");
    public static readonly byte Job = Lexicon.ClassNumber("JOB");
    public static readonly byte Vendor = Lexicon.ClassNumber("VENDOR");

    // What people, questions and wishes are put in, whatever they are about.
    private static readonly bool[] Empty = Flags(
        "WANT", "CALL", "MAIL", "PRON1", "PRON2", "PRON3", "NEG", "YES", "THANKS", "GREET", "LAUGH", "MAYBE", "QUESTION", "MODAL", "GIVE", "SAY", "BOT", "NUM", "PAST");

    private static readonly bool[] Things = Flags(
        "PROBLEM", "BODY", "HOME", "VEHICLE", "PET", "DEVICE", "GOODS", "FOOD", "EVENT", "TRAVEL", "LEGAL", "SCHOOL", "BEAUTY", "HEALTH", "MATERIAL",
        "MEASURE", "FAMILY", "PERSON", "JOB", "STAFF");

    private static readonly HashSet<uint> Cardinals =
    [
        .. new[]
        {
            "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen",
            "seventeen", "eighteen", "nineteen", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety", "hundred", "thousand",
            "dozen", "million",
        }.Select(word => FeatureHash.Of(word)),
    ];

    /// <summary>True when a word, by its plain English word, is a number from two on; "one" is no number in most languages.</summary>
    public static bool IsCardinal(uint lemma) => Cardinals.Contains(lemma);

    /// <summary>True when a word of this class names what a message is about.</summary>
    public static bool Tells(byte number) => number != 0 && !Empty[number];

    /// <summary>True when a word of this class is a thing that is counted, mended, bought or looked after.</summary>
    public static bool IsThing(byte number) => Things[number];

    private static bool[] Flags(params string[] names)
    {
        var flags = new bool[256];
        foreach (var name in names)
        {
            flags[Lexicon.ClassNumber(name)] = true;
        }

        return flags;
    }
}
