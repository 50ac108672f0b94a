using System.Collections.Frozen;
using LeadAlerts.Core.Qualification;
using PhoneNumbers;

namespace LeadAlerts.Core.Evaluation;

/// <summary>What became of one contact field.</summary>
public enum ContactOutcome
{
    /// <summary>Nothing was given, nothing was found.</summary>
    RightlyNone,

    /// <summary>Found as given.</summary>
    Right,

    /// <summary>Something else was found than was given.</summary>
    Wrong,

    /// <summary>Given, and not found.</summary>
    Missed,

    /// <summary>Found, though nothing was given.</summary>
    Invented,
}

/// <summary>The contact that was found beside the one that was given, field by field.</summary>
/// <param name="Email">The same when equal without regard to case.</param>
/// <param name="Phone">The same when the E.164 digits are; a number that is given without its country is read in the chat's region.</param>
/// <param name="Name">
/// The same without regard to case, accents and punctuation; also where all words of the given name are found with at most two words
/// more, such as a surname. Titles and initials of the given name need not be found. Any other part of it alone is wrong.
/// </param>
public sealed record ContactCheck(ContactOutcome Email, ContactOutcome Phone, ContactOutcome Name)
{
    private const int SpareWords = 2;

    private static readonly FrozenSet<string> Titles = FrozenSet.Create(
        "mr", "mrs", "ms", "miss", "mx", "sir", "dr", "prof", "herr", "frau", "mme", "mlle", "madame", "monsieur", "sr", "sra", "srta",
        "senor", "senora", "dona", "don", "dott", "sig", "signor", "signora", "pan", "pani", "mevr", "mevrouw", "meneer", "dhr", "md", "ji");

    /// <summary>Compares.</summary>
    /// <param name="given">What the visitor gave.</param>
    /// <param name="found">What was found.</param>
    /// <param name="region">The chat's country as two letters.</param>
    public static ContactCheck Of(VisitorContact given, VisitorContact found, string region)
    {
        ArgumentNullException.ThrowIfNull(given);
        ArgumentNullException.ThrowIfNull(found);
        return new ContactCheck(
            Compare(given.Email, found.Email, (one, other) => string.Equals(one, other, StringComparison.OrdinalIgnoreCase)),
            Compare(given.Phone, found.Phone, (one, other) => Digits(one, region) == Digits(other, region)),
            Compare(given.Name, found.Name, IsSameName));
    }

    private static ContactOutcome Compare(string? given, string? found, Func<string, string, bool> isSame) => (given, found) switch
    {
        (null, null) => ContactOutcome.RightlyNone,
        (null, _) => ContactOutcome.Invented,
        (_, null) => ContactOutcome.Missed,
        _ => isSame(given, found) ? ContactOutcome.Right : ContactOutcome.Wrong,
    };

    private static string Digits(string phone, string region)
    {
        if (!phone.StartsWith('+'))
        {
            try
            {
                var numbers = PhoneNumberUtil.GetInstance();
                phone = numbers.Format(numbers.Parse(phone, region), PhoneNumberFormat.E164);
            }
            catch (NumberParseException)
            {
                // Compared as it is written.
            }
        }

        return string.Concat(phone.Where(char.IsAsciiDigit));
    }

    private static bool IsSameName(string given, string found)
    {
        var words = SearchText.Words(given);
        var others = SearchText.Words(found);
        var needed = words.Where(word => word.Length > 1 && !Titles.Contains(word)).ToList();
        return words.SequenceEqual(others)
            || (needed.Count > 0 && needed.All(others.Contains) && others.Count <= words.Count + SpareWords);
    }
}

/// <summary>One contact field over many conversations.</summary>
/// <param name="Given">In how many the visitor gave it.</param>
/// <param name="Right">Found as given, or rightly found none.</param>
/// <param name="Wrong">Something else was found.</param>
/// <param name="Missed">Given, and not found.</param>
/// <param name="Invented">Found, though not given.</param>
public sealed record ContactTally(int Given, int Right, int Wrong, int Missed, int Invented)
{
    /// <summary>The share that is right, 0–1; null when there is nothing to compare.</summary>
    public double? Accuracy => Share.Of(Right, Right + Wrong + Missed + Invented);

    /// <summary>Counts outcomes.</summary>
    public static ContactTally Of(IEnumerable<ContactOutcome> outcomes)
    {
        var counts = outcomes.CountBy(outcome => outcome).ToDictionary();
        int Of(ContactOutcome outcome) => counts.GetValueOrDefault(outcome);
        return new ContactTally(
            Of(ContactOutcome.Right) + Of(ContactOutcome.Wrong) + Of(ContactOutcome.Missed),
            Of(ContactOutcome.Right) + Of(ContactOutcome.RightlyNone),
            Of(ContactOutcome.Wrong),
            Of(ContactOutcome.Missed),
            Of(ContactOutcome.Invented));
    }
}
