using System.Globalization;
using LeadAlerts.Core.Conversations;

namespace LeadAlerts.Core.Qualification.Own;

/// <summary>A criterion in a site owner's own words.</summary>
/// <param name="Id">Stays the same from version to version, so that a new name is told from a new criterion.</param>
/// <param name="Name">What a visitor does, in plain words, such as "asks for emergency service at night"; also its name everywhere.</param>
/// <param name="Against">True when it speaks against a lead.</param>
/// <param name="Weight">Its importance against the default, 0–200 %: 100 is the default, 0 is no effect, 200 is double.</param>
/// <param name="Enabled">False when the criterion is switched off.</param>
public sealed record OwnCriterion(Guid Id, string Name, bool Against = false, int Weight = 100, bool Enabled = true)
{
    /// <summary>How many a site may have.</summary>
    public const int MaxCount = 20;

    /// <summary>The greatest length of a name, in UTF-16 code units.</summary>
    public const int NameMaxLength = 120;

    /// <summary>The greatest length of an example, in UTF-16 code units.</summary>
    public const int ExampleMaxLength = 200;

    /// <summary>How many examples a criterion may have.</summary>
    public const int MaxExamples = 5;

    /// <summary>Sentences of visitors that meet it, at most <see cref="MaxExamples"/>; may be empty.</summary>
    public IReadOnlyList<string> Examples { get; init; } = [];

    /// <summary>The criterion with its texts in one line each, without characters that nobody sees, and without empty examples.</summary>
    public OwnCriterion Tidied() => this with
    {
        Name = Tidy(Name),
        Examples = [.. Examples.Select(Tidy).Where(example => example.Length > 0).Distinct(StringComparer.Ordinal)],
    };

    /// <summary>What is wrong with its name, in words; null when nothing is.</summary>
    public string? FindNameProblem() =>
        Name.Length == 0 ? "Say in plain words what a visitor does."
        : Name.Length > NameMaxLength ? $"Use at most {NameMaxLength} characters; these are {Name.Length}."
        : !OwnCriterionMatcher.SaysEnough(Name) ? "This says too little to look for. Name the thing, such as “asks for emergency service at night”."
        : null;

    /// <summary>What is wrong with its examples, in words; null when nothing is.</summary>
    public string? FindExamplesProblem() =>
        Examples.Count > MaxExamples ? $"Give at most {MaxExamples} examples; these are {Examples.Count}."
        : Examples.FirstOrDefault(example => example.Length > ExampleMaxLength) is { } tooLong
            ? $"Use at most {ExampleMaxLength} characters for an example; “{MessageText.Cut(tooLong, 30)}…” has {tooLong.Length}."
        : null;

    /// <summary>What is wrong with a site's own criteria, in words; null when nothing is.</summary>
    public static string? FindProblem(IReadOnlyList<OwnCriterion> criteria)
    {
        ArgumentNullException.ThrowIfNull(criteria);
        if (criteria.Count > MaxCount)
        {
            return $"A site has at most {MaxCount} criteria of its own.";
        }

        if (criteria.DistinctBy(criterion => criterion.Id).Count() != criteria.Count)
        {
            return "A criterion of your own comes twice.";
        }

        foreach (var criterion in criteria)
        {
            var problem = criterion.Weight is < 0 or > 200 ? "The weight is 0 to 200 %."
                : criterion != criterion.Tidied() ? "Its texts are one line each."
                : criterion.FindNameProblem() ?? criterion.FindExamplesProblem();
            if (problem is not null)
            {
                return $"“{MessageText.Cut(criterion.Name, 40)}”: {problem}";
            }
        }

        return criteria.DistinctBy(criterion => criterion.Name, StringComparer.OrdinalIgnoreCase).Count() == criteria.Count
            ? null
            : "Two criteria of your own have the same name.";
    }

    /// <summary>Equal in everything, examples included.</summary>
    public bool Equals(OwnCriterion? other) =>
        other is not null && Id == other.Id && Name == other.Name && Against == other.Against && Weight == other.Weight
        && Enabled == other.Enabled && Examples.SequenceEqual(other.Examples, StringComparer.Ordinal);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Id, Name, Against, Weight, Enabled, Examples.Count);

    private static string Tidy(string text) => string.Join(' ', MessageText.Clean(string.Concat(text.Select(Seen)))
        .Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    // What turns the direction of writing or has no width could make a name read as another.
    private static string Seen(char c) => char.IsControl(c) ? " " : char.GetUnicodeCategory(c) == UnicodeCategory.Format ? "" : c.ToString();
}
