namespace LeadAlerts.Core.Qualification.Contacts;

/// <summary>What the site asked for right before a message: a terse answer means what was asked.</summary>
/// <param name="Name">The visitor's name.</param>
/// <param name="Who">Whom to speak with, or the details as a whole.</param>
/// <param name="Phone">A phone number.</param>
/// <param name="Email">An address.</param>
/// <param name="Reference">An order number, an account or the like.</param>
/// <param name="OfOthers">"Her number": another person's.</param>
/// <param name="IsSilent">True when it said nothing.</param>
internal readonly record struct Question(bool Name, bool Who, bool Phone, bool Email, bool Reference, bool OfOthers, bool IsSilent)
{
    /// <summary>Reads what the site said, folded. Allocates nothing.</summary>
    public static Question Of(string said)
    {
        WordKinds all = 0, previous = 0;
        var (name, others) = (false, false);
        var lexicon = Lexicon.Shipped;
        for (var i = 0; i < said.Length;)
        {
            if (!char.IsLetter(said[i]))
            {
                i++;
                continue;
            }

            var start = i;
            while (i < said.Length && (char.IsLetter(said[i]) || said[i] is '-'))
            {
                i++;
            }

            var word = said.AsSpan(start, i - start);
            var kinds = lexicon.Kinds(word);
            var ofThing = word is "name" && (previous & (WordKinds.Relation | WordKinds.Handle | WordKinds.Reference)) != 0;
            var ofThem = word is not "name" ? IsHis(word) : others;
            name |= (kinds & WordKinds.Asking) != 0 && !ofThing && !others;
            others = ofThem || (others && (kinds & (WordKinds.Phone | WordKinds.Number)) != 0);
            all |= kinds & ~(others && (kinds & WordKinds.Phone) != 0 ? WordKinds.Phone : 0);
            if (others && (kinds & WordKinds.Phone) != 0 || (others && word is "number"))
            {
                all |= WordKinds.Possessive;
            }

            if (word is "number" or "numero" or "nummer" or "numer" && (previous & WordKinds.Reference) == 0)
            {
                all |= WordKinds.Phone;
            }

            previous = kinds | (word is "company" or "business" or "product" or "domain" or "street" or "brand" or "pet" or "dog" or "cat" ? WordKinds.Reference : 0);
        }

        return new Question(
            name, (all & WordKinds.Who) != 0, (all & WordKinds.Phone) != 0, (all & WordKinds.Email) != 0,
            (all & WordKinds.Reference) != 0, (all & WordKinds.Possessive) != 0, said.Length == 0);
    }

    private static bool IsHis(ReadOnlySpan<char> word) => word is "his" or "her" or "their" or "jej" or "jego" or "haar" or "dele" or "dela" or "uska" or "uski";
}
