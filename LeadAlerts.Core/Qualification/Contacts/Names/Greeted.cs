namespace LeadAlerts.Core.Qualification.Contacts.Names;

/// <summary>Finds the name by which the site answers at once: whoever reads "Denise, two listings …" and says "Hi Denise!" took it for the name, too.</summary>
internal static class Greeted
{
    private const int FewestLetters = 2;

    /// <summary>True when the site may greet somebody by name.</summary>
    public static bool MayBe(string answer) => NameIn(answer).Length > 0;

    /// <summary>Offers the name that the visitor typed and the site greets.</summary>
    public static void Read(in NameMessage message, NameOffers offers)
    {
        var name = NameIn(message.Answer);
        var text = message.Text;
        for (var i = 0; i < text.Count && name.Length > 0; i++)
        {
            if (text[i].Kind != TokenKind.Word || !text.Word(i).SequenceEqual(name) || IsAnothers(text, i))
            {
                continue;
            }

            var start = i > 0 && text[i - 1].Is(WordKinds.Title) && !text[i].Break ? i - 1 : i;
            var shape = NameShape.Take(text, start, text.Count);
            if (shape.IsEmpty || shape.End - start > 3)
            {
                shape = new NameShape(i, i + 1, IsKnown: true, IsWeak: false, IsCapital: text.IsCapital(i));
            }

            offers.Offer(text, shape, NameRank.Introduced);
            return;
        }
    }

    private static bool IsAnothers(TokenText text, int index) =>
        text[index].Is(WordKinds.NotName) || NameContext.IsThirdPersonAfter(text, index + 1) || (index + 1 < text.Count && text.Word(index + 1) is "had" or "has" or "was" or "is" or "got")
        || (index > 0 && !text[index].Break && (NameContext.IsOfAnother(text, index - 1) || text[index - 1].Is(WordKinds.Self | WordKinds.From)));

    /// <summary>The word between "hi", with or without a title, and a sign: "hi denise!", "hello mrs pegg,"; empty when there is none.</summary>
    private static ReadOnlySpan<char> NameIn(string answer)
    {
        var words = ContactWords.Shipped;
        var at = 0;
        var word = Next(answer, ref at);
        if ((words.Kinds(word) & WordKinds.Greeting) == 0)
        {
            return default;
        }

        word = Next(answer, ref at);
        for (var skipped = 0; skipped < 2 && words.Kinds(word) is var kinds && (kinds & (WordKinds.Title | WordKinds.Greeting)) != 0 && (kinds & WordKinds.FirstName) == 0; skipped++)
        {
            word = Next(answer, ref at);
        }

        var isName = word.Length >= FewestLetters && (words.Kinds(word) & (WordKinds.Greeting | WordKinds.NotName)) == 0;
        return isName && at < answer.Length && answer[at] is '!' or ',' or '.' ? word : default;
    }

    private static ReadOnlySpan<char> Next(string text, scoped ref int at)
    {
        while (at < text.Length && !char.IsLetter(text[at]))
        {
            at++;
        }

        var begin = at;
        while (at < text.Length && (char.IsLetter(text[at]) || text[at] is '-' or '\''))
        {
            at++;
        }

        return text.AsSpan(begin, at - begin);
    }
}
