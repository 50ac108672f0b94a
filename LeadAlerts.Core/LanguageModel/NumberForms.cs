using System.Collections.Frozen;
using System.Globalization;
using System.Text.RegularExpressions;

namespace LeadAlerts.Core.LanguageModel;

/// <summary>Brings numbers to one form: "$9,000", "9.000", "9k" and "nine thousand" are 9000.</summary>
internal static partial class NumberForms
{
    // "one" and what is another word in another of these languages (once, sei, six, neuf, elf) is left out.
    private const string Words =
        "two=2 three=3 four=4 five=5 seven=7 eight=8 nine=9 eleven=11 twelve=12 thirteen=13 fourteen=14 fifteen=15 sixteen=16 seventeen=17 "
        + "eighteen=18 nineteen=19 twenty=20 thirty=30 forty=40 fifty=50 sixty=60 seventy=70 eighty=80 ninety=90 hundred=100 thousand=1000 million=1000000 "
        + "tres=3 cuatro=4 cinco=5 seis=6 siete=7 ocho=8 nueve=9 diez=10 zwei=2 drei=3 vier=4 funf=5 sechs=6 sieben=7 acht=8 neun=9 zehn=10 "
        + "deux=2 trois=3 quatre=4 cinq=5 huit=8 dois=2 duas=2 quatro=4 sete=7 oito=8 dez=10 quattro=4 cinque=5 sette=7 dieci=10 "
        + "twee=2 drie=3 vijf=5 zes=6 zeven=7 negen=9 tien=10 dwa=2 dwie=2 trzy=3 cztery=4 szesc=6 siedem=7 osiem=8 dziesiec=10";

    // Numbers in one language, everyday words in another: a visitor may mean the number, a claim is not read as one.
    private const string DoubtfulWords = "due=2 otto=8 sept=7 dix=10 grand=1000 piec=5 nove=9 dos=2 ten=10 dozen=12 six=6";

    private static readonly FrozenDictionary<string, decimal> Sure = Parse(Words);

    private static readonly FrozenDictionary<string, decimal> Doubtful = Parse(DoubtfulWords);

    /// <summary>A number in digits, with what stands for its thousands.</summary>
    [GeneratedRegex(
        @"(?<digits>\p{Nd}+(?:[.,:/']\p{Nd}+)*)(?: ?(?<unit>k|grand|thousand|tsd|tausend|mil|mille|mila|duizend|tys|mio|million)\b)?",
        RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    public static partial Regex Number();

    /// <summary>What a match of <see cref="Number"/> says: one number, or the parts of a time, a date or a fraction.</summary>
    public static IEnumerable<string> Of(Match match)
    {
        var digits = match.Groups["digits"].Value;
        var factor = match.Groups["unit"].Value switch { "" => 1, "mio" or "million" => 1_000_000, _ => 1000 };
        if (Grouped().IsMatch(digits))
        {
            return [Form(Digits(digits), factor)];
        }

        return Fraction().IsMatch(digits)
            ? [Form(digits.Replace(',', '.'), factor)]
            : digits.Split([':', '/', '.', ',', '\''], StringSplitOptions.RemoveEmptyEntries).Select(part => Form(part, factor));
    }

    /// <summary>The digits alone.</summary>
    public static string Digits(string text) => string.Concat(text.Where(char.IsDigit));

    /// <summary>The numbers that a text says in words.</summary>
    /// <param name="words">The text's words, folded, in order.</param>
    /// <param name="asClaim">
    /// True for a text that has to be proved: it says 25 by "twenty five". One that proves also says 20 and 5.
    /// </param>
    public static IEnumerable<string> InWords(IEnumerable<string> words, bool asClaim)
    {
        var sum = 0m;
        foreach (var word in words.SelectMany(word => word.Split('-')).Append(""))
        {
            if (!Sure.TryGetValue(word, out var value) && (asClaim || !Doubtful.TryGetValue(word, out value)))
            {
                if (sum > 0)
                {
                    yield return Write(sum);
                }

                sum = 0;
                continue;
            }

            if (!asClaim)
            {
                yield return Write(value);
            }

            sum = value >= 100 && sum is > 0 and < 1_000_000 ? sum * value : sum + value;
        }
    }

    private static string Form(string digits, int factor) =>
        decimal.TryParse(digits, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) && number < 1_000_000_000_000
            ? Write(number * factor)
            : digits;

    private static string Write(decimal number) => number.ToString("0.####", CultureInfo.InvariantCulture);

    private static FrozenDictionary<string, decimal> Parse(string words) => words.Split(' ')
        .Select(word => word.Split('='))
        .ToFrozenDictionary(parts => parts[0], parts => decimal.Parse(parts[1], CultureInfo.InvariantCulture), StringComparer.Ordinal);

    [GeneratedRegex(@"^[0-9]{1,3}(?:[.,'][0-9]{3})+$", RegexOptions.NonBacktracking)]
    private static partial Regex Grouped();

    [GeneratedRegex(@"^[0-9]+[.,][0-9]{1,2}$", RegexOptions.NonBacktracking)]
    private static partial Regex Fraction();
}
