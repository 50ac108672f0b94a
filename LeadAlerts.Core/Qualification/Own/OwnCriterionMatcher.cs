namespace LeadAlerts.Core.Qualification.Own;

/// <summary>Where a message meets a criterion of the owner's.</summary>
/// <param name="Message">The place of the message among the visitor's, from 0.</param>
/// <param name="Words">Where the words stand in it.</param>
/// <param name="Strength">How much of what is meant was found, 0–1.</param>
internal readonly record struct OwnMatch(int Message, Range Words, float Strength);

/// <summary>
/// One criterion of the owner's, taken apart once, and compared by meaning with what visitors say. Never changes; safe to share
/// between threads. Decision 0010 tells what counts as the same meaning.
/// </summary>
internal sealed class OwnCriterionMatcher
{
    // The part of a text's meaning that must be found; an example tells more than it means, so less of it suffices.
    private const float NameShare = 0.7f;
    private const float ExampleShare = 0.62f;

    // At least one telling word, not only light ones and distant relatives.
    private const float LeastFound = 0.8f;

    // From here on a word counts as said in the message itself, rather than alike.
    private const float Said = 0.6f;

    private readonly OwnPattern[] patterns;
    private readonly OwnTerm[] terms;

    private OwnCriterionMatcher(OwnCriterion criterion, OwnPattern[] patterns, OwnTerm[] terms)
    {
        Criterion = criterion;
        this.patterns = patterns;
        this.terms = terms;
    }

    /// <summary>The criterion.</summary>
    public OwnCriterion Criterion { get; }

    /// <summary>Takes a criterion apart.</summary>
    public static OwnCriterionMatcher Of(OwnCriterion criterion)
    {
        var terms = new List<OwnTerm>();
        var name = OwnPattern.Read(criterion.Name, NameShare, terms, []);
        var patterns = OwnPattern.ReadAlternatives(criterion.Name, NameShare, terms).ToList();
        foreach (var text in criterion.Examples.Take(OwnCriterion.MaxExamples))
        {
            // What the name says of a quantity holds for the examples too: "more than 50 units" is not met by an example with 5.
            var example = OwnPattern.Read(text, ExampleShare, terms, name.Conditions);

            // An example that only says a part of the name would be met by much else.
            if (example.SaysSomething && !example.IsPartOf(name))
            {
                patterns.Add(example);
            }
        }

        return new OwnCriterionMatcher(criterion, name.SaysSomething ? [name, .. patterns] : [.. patterns], [.. terms]);
    }

    /// <summary>False for a text in which nothing can be looked for, such as "wants something".</summary>
    public static bool SaysEnough(string name) => OwnPattern.Read(name, NameShare, [], []).SaysSomething;

    /// <summary>Compares a message; null where it does not meet the criterion.</summary>
    /// <param name="index">The message's place among the visitor's, from 0.</param>
    /// <param name="said">The message.</param>
    /// <param name="quantities">Its quantities.</param>
    /// <param name="around">What it answers or continues; empty where it stands alone.</param>
    public OwnMatch? Match(int index, MeaningText said, ReadOnlySpan<Quantity> quantities, MeaningText around)
    {
        Span<float> found = stackalloc float[OwnPattern.MaxTerms];
        Span<float> foundAround = stackalloc float[OwnPattern.MaxTerms];
        Span<int> places = stackalloc int[OwnPattern.MaxTerms];
        if (!Look(said, found, places) && quantities.Length == 0 && !(said.Agrees && around.Count > 0))
        {
            return null;
        }

        foundAround.Clear();
        if (around.Count > 0)
        {
            Look(around, foundAround, []);
        }

        OwnMatch? best = null;
        foreach (var pattern in patterns)
        {
            if (Match(pattern, index, said, quantities, around, found, foundAround, places) is { } match && (best is null || match.Strength > best.Value.Strength))
            {
                best = match;
            }
        }

        return best;
    }

    private bool Look(MeaningText text, Span<float> found, Span<int> places)
    {
        found.Clear();
        var any = false;
        var pieces = text.Pieces;
        for (var p = 0; p < pieces.Length; p++)
        {
            if (pieces[p].Weight == 0 && pieces[p].IsWord)
            {
                continue;
            }

            for (var t = 0; t < terms.Length; t++)
            {
                if (found[t] < 1 && terms[t].LikenessOf(text, pieces[p]) is > 0 and var likeness && likeness > found[t])
                {
                    found[t] = likeness;
                    any = true;
                    if (places.Length > 0)
                    {
                        places[t] = p;
                    }
                }
            }
        }

        return any;
    }

    private OwnMatch? Match(
        OwnPattern pattern, int index, MeaningText said, ReadOnlySpan<Quantity> quantities, MeaningText around,
        ReadOnlySpan<float> found, ReadOnlySpan<float> foundAround, ReadOnlySpan<int> places)
    {
        Span<int> marks = stackalloc int[OwnPattern.MaxTerms + (2 * OwnPattern.MaxConditions)];
        var marked = 0;
        foreach (var condition in pattern.Conditions)
        {
            if (condition.Find(said, quantities, around) is not { } quantity)
            {
                return null;
            }

            marks[marked++] = quantity.Piece;
            marks[marked++] = quantity.EndPiece - 1;
        }

        var gated = marked > 0 ? OwnPattern.ConditionWeight : 0;
        var sum = gated;
        var own = gated;
        foreach (var t in pattern.Terms)
        {
            sum += terms[t].Weight * Math.Max(found[t], foundAround[t]);
            if (found[t] > 0)
            {
                own += found[t] >= Said ? terms[t].Weight : 0;
                marks[marked++] = places[t];
            }
        }

        var total = pattern.Weight + gated;
        if (sum < pattern.Share * total || sum < Math.Min(LeastFound, total) || (own == 0 && !said.Agrees))
        {
            return null;
        }

        return new OwnMatch(index, WordsOf(said, marks[..marked]), Math.Min(1, sum / total));
    }

    /// <summary>From the first word that shows it to the last; the whole message where it only agrees.</summary>
    private static Range WordsOf(MeaningText said, Span<int> marks)
    {
        const int LongestQuote = 120;
        var pieces = said.Pieces;
        if (marks.Length == 0)
        {
            var end = pieces.Length == 0 ? 0 : pieces[^1].Token.End;
            for (var last = pieces.Length - 1; end > LongestQuote && last > 0; last--)
            {
                end = pieces[last - 1].Token.End;
            }

            return pieces.Length == 0 ? 0..0 : pieces[0].Token.Start..end;
        }

        marks.Sort();
        var first = 0;
        var until = marks.Length - 1;
        while (first < until && pieces[marks[until]].Token.End - pieces[marks[first]].Token.Start > LongestQuote)
        {
            // Far apart: keep the end with more in it.
            var atStart = marks[first + 1] - marks[first];
            var atEnd = marks[until] - marks[until - 1];
            (first, until) = atStart > atEnd ? (first + 1, until) : (first, until - 1);
        }

        return pieces[marks[first]].Token.Start..pieces[marks[until]].Token.End;
    }
}
