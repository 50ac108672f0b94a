namespace LeadAlerts.Tests.Isolation;

public sealed class PlantingTests
{
    // Rows without a text of their own: they count, or point to others.
    private static readonly HashSet<string> WithoutTexts =
        ["AlertAttempts", "DismissedProposals", "DismissedQuestions", "Erasures", "LeadViews", "MailSenders", "Members", "WidgetDays"];

    /// <summary>What the other tests of this room prove is only as good as what the two sites hold.</summary>
    [Fact]
    public async Task A_planted_site_has_rows_in_every_table_that_knows_sites_and_its_words_in_each()
    {
        await using var sites = await TwoSitesInDatabase.PlantAsync();

        var rows = await sites.RowsOfTheirsAsync();

        Assert.Equal("", string.Join('\n', rows.Tables.Where(table => table.Value.Count == 0).Select(table => $"{table.Key}: let SitePlanter make one")));
        Assert.Equal("", string.Join('\n', rows.Tables
            .Where(table => !WithoutTexts.Contains(table.Key) && table.Value.All(row => sites.Theirs.FindTrace(row) is null))
            .Select(table => $"{table.Key}: let SitePlanter write the site's words")));
        Assert.All(rows.Tables.Values.SelectMany(table => table), row => Assert.Null(sites.Mine.FindTrace(row)));
    }
}
