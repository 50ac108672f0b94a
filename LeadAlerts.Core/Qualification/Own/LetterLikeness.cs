namespace LeadAlerts.Core.Qualification.Own;

/// <summary>Tells how alike two words are by their letters alone. Pure.</summary>
internal static class LetterLikeness
{
    private const int MaxLength = 32;

    /// <summary>How alike they are: 0 for different words, up to 1 for the same.</summary>
    /// <param name="sought">The word looked for.</param>
    /// <param name="found">The word in a text.</param>
    public static float Of(ReadOnlySpan<char> sought, ReadOnlySpan<char> found)
    {
        if (sought.Length < 4 || found.Length < 4 || sought.Length > MaxLength || found.Length > MaxLength || sought[0] != found[0])
        {
            return sought.SequenceEqual(found) ? 1 : 0;
        }

        var same = sought.CommonPrefixLength(found);
        var shorter = Math.Min(sought.Length, found.Length);
        var longer = Math.Max(sought.Length, found.Length);
        if (same == shorter)
        {
            // Another ending, or a word made of several that begins with the one looked for.
            return longer == shorter ? 1
                : longer - shorter <= 2 || (shorter >= 5 && longer - shorter <= 3) ? 0.9f
                : sought.Length >= 6 && same == sought.Length ? 0.85f
                : 0;
        }

        if (same >= 6 && longer - same <= 4)
        {
            return 0.85f;
        }

        var allowed = shorter >= 9 ? 2 : longer >= 5 ? 1 : 0;
        return longer - shorter <= allowed && Edits(sought, found) <= allowed ? 0.85f : 0;
    }

    /// <summary>How many letters are typed wrongly, left out, put in or swapped with the next.</summary>
    private static int Edits(ReadOnlySpan<char> a, ReadOnlySpan<char> b)
    {
        Span<int> rows = stackalloc int[3 * (MaxLength + 1)];
        var before = rows[..(b.Length + 1)];
        var last = rows.Slice(MaxLength + 1, b.Length + 1);
        var row = rows.Slice(2 * (MaxLength + 1), b.Length + 1);
        for (var j = 0; j <= b.Length; j++)
        {
            last[j] = j;
        }

        for (var i = 1; i <= a.Length; i++)
        {
            row[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var change = a[i - 1] == b[j - 1] ? 0 : 1;
                row[j] = Math.Min(Math.Min(last[j] + 1, row[j - 1] + 1), last[j - 1] + change);
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                {
                    row[j] = Math.Min(row[j], before[j - 2] + 1);
                }
            }

            var free = before;
            before = last;
            last = row;
            row = free;
        }

        return last[b.Length];
    }
}
