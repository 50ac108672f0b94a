namespace LeadAlerts.Core.Qualification.Acts;

/// <summary>Finds the words of a message that most made the model read an act in it.</summary>
internal static class TellingWords
{
    /// <summary>A message, or a part of one, up to this length is told whole, in UTF-16 code units.</summary>
    private const int ShortLength = 70;

    private const int WindowLength = 80;

    /// <summary>Finds them.</summary>
    /// <param name="text">The message, folded.</param>
    /// <param name="features">Its features.</param>
    /// <param name="output">The output of the model.</param>
    /// <returns>Where they stand: whole words, without white space at either end; empty only where the message is.</returns>
    public static Range Find(string text, ReadOnlySpan<Feature> features, int output)
    {
        var length = Math.Min(text.Length, ActFeatures.TextMaxLength);
        if (length <= ShortLength)
        {
            return Trim(text, 0, length);
        }

        // What each character adds: a feature's weight, spread over the words it covers.
        var sums = new float[length + 1];
        foreach (var feature in features)
        {
            if (feature.Start >= 0 && feature.End > feature.Start && feature.End <= length)
            {
                var weight = ActModel.Shipped.Weight(feature.Hash, output) / (float)(feature.End - feature.Start);
                for (var i = feature.Start; i < feature.End; i++)
                {
                    sums[i + 1] += weight;
                }
            }
        }

        for (var i = 1; i <= length; i++)
        {
            sums[i] += sums[i - 1];
        }

        var best = (From: 0, To: length, Sum: float.MinValue);
        foreach (var (from, to) in Clauses(text, length))
        {
            if (sums[to] - sums[from] > best.Sum)
            {
                best = (from, to, sums[to] - sums[from]);
            }
        }

        return best.To - best.From <= WindowLength + 20 ? Trim(text, best.From, best.To) : Window(text, sums, best.From, best.To);
    }

    private static IEnumerable<(int From, int To)> Clauses(string text, int length)
    {
        var from = 0;
        for (var i = 0; i <= length; i++)
        {
            // A point or comma within a number or an address ends nothing.
            var ends = i == length || text[i] is '\n' or '!' or '?' or ';'
                || (text[i] is '.' or ',' && (i + 1 >= length || char.IsWhiteSpace(text[i + 1])));
            if (ends)
            {
                if (i - from > 2)
                {
                    yield return (from, Math.Min(length, i + 1));
                }

                from = i + 1;
            }
        }
    }

    /// <summary>The stretch of whole words of a long clause that adds most.</summary>
    private static Range Window(string text, float[] sums, int from, int to)
    {
        var best = (From: from, To: Math.Min(to, from + WindowLength), Sum: float.MinValue);
        for (var start = from; start < to; start++)
        {
            if (start > from && !char.IsWhiteSpace(text[start - 1]))
            {
                continue;
            }

            var end = Math.Min(to, start + WindowLength);
            while (end < to && end > start + 1 && !char.IsWhiteSpace(text[end]))
            {
                end--;
            }

            if (sums[end] - sums[start] > best.Sum)
            {
                best = (start, end, sums[end] - sums[start]);
            }
        }

        return Trim(text, best.From, best.To);
    }

    private static Range Trim(string text, int from, int to)
    {
        while (from < to && char.IsWhiteSpace(text[from]))
        {
            from++;
        }

        while (to > from && (char.IsWhiteSpace(text[to - 1]) || text[to - 1] is ',' or ';' || char.IsHighSurrogate(text[to - 1])))
        {
            to--;
        }

        return from..to;
    }
}
