using System.Text;

namespace LeadAlerts.Core.Evaluation;

/// <summary>How many words a text shares with summaries by people. Each figure is an F-measure, 0–1.</summary>
/// <param name="One">Single words.</param>
/// <param name="Two">Pairs of words that follow each other.</param>
/// <param name="Longest">The longest run of words in the same order, with gaps.</param>
/// <remarks>
/// Words are runs of letters and digits in lower case; no stemming, no stop words. ROUGE-L takes the text as one sequence of words.
/// Where there are several references, each figure is the mean over them: the best of several would favour conversations that were
/// summarized often.
/// </remarks>
public sealed record Rouge(double One, double Two, double Longest)
{
    /// <summary>Compares a text with the references.</summary>
    /// <param name="text">The summary.</param>
    /// <param name="references">At least one.</param>
    /// <exception cref="ArgumentException">There is no reference.</exception>
    public static Rouge Of(string text, IReadOnlyCollection<string> references)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(references);
        if (references.Count == 0)
        {
            throw new ArgumentException("A text is compared with at least one reference.", nameof(references));
        }

        var words = Words(text);
        var others = references.Select(Words).ToList();
        return new Rouge(
            others.Average(other => Overlap(words, other, 1)),
            others.Average(other => Overlap(words, other, 2)),
            others.Average(other => FMeasure(LongestCommon(words, other), words.Count, other.Count)));
    }

    private static List<string> Words(string text)
    {
        var words = new List<string>();
        var word = new StringBuilder();
        foreach (var rune in text.EnumerateRunes())
        {
            if (Rune.IsLetterOrDigit(rune))
            {
                word.Append(Rune.ToLowerInvariant(rune).ToString());
            }
            else if (word.Length > 0)
            {
                words.Add(word.ToString());
                word.Clear();
            }
        }

        if (word.Length > 0)
        {
            words.Add(word.ToString());
        }

        return words;
    }

    private static double Overlap(List<string> words, List<string> reference, int size)
    {
        var expected = Runs(reference, size).CountBy(run => run).ToDictionary();
        var common = Runs(words, size).CountBy(run => run).Sum(run => Math.Min(run.Value, expected.GetValueOrDefault(run.Key)));
        return FMeasure(common, words.Count - size + 1, reference.Count - size + 1);
    }

    private static IEnumerable<string> Runs(List<string> words, int size) =>
        Enumerable.Range(0, Math.Max(0, words.Count - size + 1)).Select(start => string.Join(' ', words[start..(start + size)]));

    private static int LongestCommon(List<string> one, List<string> other)
    {
        var above = new int[other.Count + 1];
        var row = new int[other.Count + 1];
        foreach (var word in one)
        {
            for (var i = 0; i < other.Count; i++)
            {
                row[i + 1] = word == other[i] ? above[i] + 1 : Math.Max(above[i + 1], row[i]);
            }

            (above, row) = (row, above);
        }

        return above[^1];
    }

    private static double FMeasure(int common, int length, int referenceLength) =>
        common == 0 ? 0 : 2.0 * common / (length + referenceLength);
}
