using System.Globalization;
using LeadAlerts.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace LeadAlerts.Core.Knowledge;

/// <summary>Finds what a site knows about a visitor's question.</summary>
/// <remarks>A singleton, safe for use by several threads.</remarks>
public sealed class KnowledgeSearch(IDbContextFactory<LeadAlertsDbContext> contexts)
{
    /// <summary>How many entries the index may propose; each is then compared word by word.</summary>
    private const int MostCandidates = 30;

    /// <summary>The entries of one site that answer a text, best first.</summary>
    /// <param name="siteId">The site; no other site's entries are looked at.</param>
    /// <param name="text">What the visitor wrote: plain words, never read as query syntax.</param>
    /// <param name="take">At most so many; at least 1.</param>
    /// <param name="cancellationToken">Ends the search.</param>
    /// <returns>Empty when nothing that the site knows has enough in common with the text.</returns>
    public async Task<IReadOnlyList<KnowledgeMatch>> FindAsync(
        Guid siteId, string text, int take, CancellationToken cancellationToken)
    {
        if (ToQuery(siteId, text) is not { } query)
        {
            return [];
        }

        await using var db = await contexts.CreateDbContextAsync(cancellationToken);

        // The index keeps no texts of its own: its row number leads to the entry. The site is asked for twice, as a token of the index
        // so that other sites' rows are not ranked, and as a column so that isolation does not hang on the index.
        var candidates = await db.Database.SqlQuery<Candidate>($"""
            SELECT e."Id", e."Question", e."Answer"
            FROM "KnowledgeIndex"
            JOIN "KnowledgeEntries" AS e ON e."Id" = "KnowledgeIndex".rowid
            WHERE "KnowledgeIndex" MATCH {query} AND e."SiteId" = {siteId}
            ORDER BY bm25("KnowledgeIndex", 0.0, 8.0, 2.0), e."Id"
            LIMIT {MostCandidates}
            """).ToListAsync(cancellationToken);

        return
        [
            .. candidates
                .Select(candidate => KnowledgeMatch.Find(text, candidate.Id, candidate.Question, candidate.Answer))
                .OfType<KnowledgeMatch>()
                .OrderByDescending(match => match.Strength) // Stable: equals keep the index's order.
                .Take(take),
        ];
    }

    /// <summary>The visitor's words as a query of the full-text index; null when none of them carries meaning.</summary>
    /// <remarks>Words are letters and digits only and stand in quotes, so nothing a visitor types is an operator.</remarks>
    public static string? ToQuery(Guid siteId, string text)
    {
        var terms = QuestionTerms.Of(text);
        if (terms.Count == 0)
        {
            return null;
        }

        var words = terms.SelectMany(QuestionTerms.Alternatives)
            .Select(word => new string([.. word.Where(char.IsLetterOrDigit)]))
            .Distinct()
            .SelectMany(Forms);
        return string.Create(CultureInfo.InvariantCulture, $"Site : \"s{siteId:N}\" AND {{Question Answer}} : ({string.Join(" OR ", words)})");
    }

    // The index knows English endings; a prefix finds those of other languages.
    private static IEnumerable<string> Forms(string word) =>
        word.Length < 5 ? [$"\"{word}\""] : [$"\"{word}\"", $"\"{word[..Math.Max(4, word.Length - 2)]}\" *"];

    private sealed record Candidate(long Id, string Question, string Answer);
}
