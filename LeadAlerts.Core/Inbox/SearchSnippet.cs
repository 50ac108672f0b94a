using LeadAlerts.Core.Conversations;

namespace LeadAlerts.Core.Inbox;

/// <summary>A piece of a found text.</summary>
/// <param name="Text">Plain text: to be encoded where it is shown.</param>
/// <param name="Marked">True when it is what was searched for.</param>
public sealed record SnippetPart(string Text, bool Marked);

/// <summary>The place in a chat or a note where the words of a search stand.</summary>
/// <param name="Parts">In order; at least one is marked.</param>
/// <param name="FromNote">True when it is from a member's note, false when it is from a chat.</param>
public sealed record SearchSnippet(IReadOnlyList<SnippetPart> Parts, bool FromNote)
{
    private const int Before = 40;
    private const int MaxLength = 140;

    /// <summary>The line of a text that holds most of the words, cut around the first of them; null when no line holds any.</summary>
    /// <param name="body">The text of a search document.</param>
    /// <param name="search">What was searched for.</param>
    /// <param name="fromNote">Whether the text is a note.</param>
    /// <param name="shown">Lines that are shown beside the snippet anyway, and so are taken only when no other will do.</param>
    public static SearchSnippet? Find(string body, SearchWords search, bool fromNote, params IReadOnlyList<string?> shown)
    {
        string? best = null;
        List<SearchTerm> bestHits = [];
        var bestRank = 0;
        foreach (var line in body.Split('\n'))
        {
            var hits = Hits(line, search);
            var rank = (2 * hits.Select(hit => hit.Text).Distinct().Count()) - (shown.Contains(line) ? 1 : 0);
            if (hits.Count > 0 && rank > bestRank)
            {
                (best, bestHits, bestRank) = (line, hits, rank);
            }
        }

        return best is null ? null : new SearchSnippet(Cut(best, bestHits), fromNote);
    }

    private static List<SearchTerm> Hits(string line, SearchWords search)
    {
        var last = search.Words[^1];
        return [.. SearchTerms.Read(line)
            .Where(term => search.IsNumber && term.IsNumber
                ? term.Text.Contains(last, StringComparison.Ordinal)
                : !term.IsNumber && ((search.TakesBeginnings && term.Text.StartsWith(last, StringComparison.Ordinal)) || search.Words.Contains(term.Text)))
            .OrderBy(term => term.Start)];
    }

    private static List<SnippetPart> Cut(string line, List<SearchTerm> hits)
    {
        var from = Math.Max(0, hits[0].Start - Before);
        if (from > 0)
        {
            // From a word's beginning, unless there is none nearby.
            var blank = line.IndexOf(' ', from, hits[0].Start - from);
            from = blank >= 0 ? blank + 1 : hits[0].Start;
        }

        var to = Math.Min(line.Length, Math.Max(from + MaxLength, hits[0].Start + hits[0].Length));
        var parts = new List<SnippetPart>();
        var at = from;
        foreach (var hit in hits.Where(hit => hit.Start + hit.Length <= to))
        {
            // A number's groups may be hits of their own.
            if (hit.Start < at)
            {
                continue;
            }

            Add(line[at..hit.Start], marked: false);
            Add(line[hit.Start..(hit.Start + hit.Length)], marked: true);
            at = hit.Start + hit.Length;
        }

        if (to < line.Length && char.IsLowSurrogate(line[to]))
        {
            to--;
        }

        Add(to > at ? line[at..to] : "", marked: false);
        if (from > 0)
        {
            parts.Insert(0, new SnippetPart("… ", false));
        }

        if (to < line.Length)
        {
            parts.Add(new SnippetPart(" …", false));
        }

        return parts;

        void Add(string text, bool marked)
        {
            if (text.Length > 0)
            {
                parts.Add(new SnippetPart(text, marked));
            }
        }
    }
}
