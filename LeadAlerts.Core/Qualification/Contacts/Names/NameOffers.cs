namespace LeadAlerts.Core.Qualification.Contacts.Names;

/// <summary>Keeps the surest of the names that a conversation offers; among equals the later one.</summary>
/// <param name="saidBefore">True when the site used that folded word before this message: then it is whom the visitor speaks to.</param>
internal sealed class NameOffers(Func<string, bool> saidBefore)
{
    private NameRank bestRank;

    /// <summary>The best name so far; null when there was none.</summary>
    public string? Best { get; private set; }

    /// <summary>"mabel is the dog", "Prewett was the repairer": the name so far is somebody else's.</summary>
    public void TakeBack(TokenText text)
    {
        for (var i = 0; Best is not null && i + 3 < text.Count; i++)
        {
            var isSaidToBe = text.Word(i + 1) is "is" or "was" or "ist" or "war" or "es" or "era" or "est" or "etait" or "e" or "to" or "hai"
                && text.Word(i + 2) is "the" or "my" or "our" or "his" or "her" or "der" or "die" or "das" or "mein" or "meine" or "unser" or "unsere" or "el" or "la" or "mi" or "le" or "mon" or "ma" or "o" or "a" or "meu" or "minha" or "il" or "lo" or "mio" or "mia" or "de" or "het" or "mijn" or "onze" or "moj" or "moja" or "mera" or "meri"
                && text[i + 3].Is(WordKinds.Thing | WordKinds.Relation);
            if (isSaidToBe && text[i].Kind == TokenKind.Word && IsFirstOfBest(text.Word(i)))
            {
                (Best, bestRank) = (null, NameRank.None);
            }
        }
    }

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

    private bool IsFirstOfBest(ReadOnlySpan<char> word)
    {
        var best = FoldedText.Fold(Best!);
        var end = best.IndexOf(' ', StringComparison.Ordinal);
        return word.SequenceEqual(end < 0 ? best : best.AsSpan(0, end));
    }
}
