namespace LeadAlerts.Core.Qualification.Contacts.Names;

/// <summary>Keeps the surest of the names that a conversation offers; among equals the later one.</summary>
/// <param name="saidBefore">True when the site used that folded word before this message: then it is whom the visitor speaks to.</param>
internal sealed class NameOffers(Func<string, bool> saidBefore)
{
    private NameRank bestRank;

    /// <summary>The best name so far; null when there was none.</summary>
    public string? Best { get; private set; }

    /// <summary>Offers a name.</summary>
    public void Offer(TokenText text, NameShape name, NameRank rank)
    {
        if (rank == NameRank.None || rank < bestRank)
        {
            return;
        }

        var first = name.FirstWord(text);
        if (rank < NameRank.BesideContact && text[first].Length > 1 && saidBefore(text.Word(first).ToString()))
        {
            return;
        }

        var written = name.Write(text);
        var isPart = Best is not null && Best.StartsWith(written, StringComparison.OrdinalIgnoreCase);
        if (rank > bestRank || (!isPart && rank >= NameRank.WordBeforeContact))
        {
            Best = isPart ? Best : written;
            bestRank = rank;
        }
    }
}
