namespace LeadAlerts.Core.Qualification.Contacts;

/// <summary>What the site asked for right before a message: a terse answer means what was asked.</summary>
/// <param name="Name">The visitor's name.</param>
/// <param name="Who">Whom to speak with, or the details as a whole.</param>
/// <param name="Phone">A phone number.</param>
/// <param name="Email">An address.</param>
/// <param name="Reference">An order number, an account or the like.</param>
/// <param name="OfOthers">"Her number": another person's.</param>
/// <param name="IsSilent">True when it said nothing.</param>
/// <param name="IsAsking">True when it asked anything.</param>
/// <param name="NameOfThing">The name of a pet, a company or another person.</param>
internal readonly record struct Question(bool Name, bool Who, bool Phone, bool Email, bool Reference, bool OfOthers, bool IsSilent, bool IsAsking, bool NameOfThing)
{
    /// <summary>Reads what the site said, folded. Allocates nothing.</summary>
    public static Question Of(string said)
    {
        WordKinds all = 0, previous = 0;
        var (name, others, thing) = (false, false, false);
        var words = ContactWords.Shipped;
        for (var i = 0; i < said.Length;)
        {
            if (!char.IsLetter(said[i]))
            {
                i++;
                continue;
            }

            var start = i;
            while (i < said.Length && (char.IsLetter(said[i]) || said[i] is '-' or '\''))
            {
                i++;
            }

            var word = said.AsSpan(start, i - start);
            var kinds = words.Kinds(word);
            var ofThing = word is "name" && (previous & (WordKinds.Relation | WordKinds.Handle | WordKinds.Reference)) != 0;
            var ofThem = word is not "name" ? IsHis(word) : others;
            thing |= ofThing || (others && (kinds & WordKinds.Asking) != 0);
            name |= (kinds & WordKinds.Asking) != 0 && !ofThing && !others;
            if (word is "her" or "him" or "them" && (previous & WordKinds.Number) != 0 && (all & WordKinds.Phone) != 0)
            {
                all |= WordKinds.Possessive;
            }

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

            previous = kinds | (word is "company" or "business" or "product" or "domain" or "street" or "brand" or "maiden" or "pet" or "dog" or "cat" or "dog's" or "cat's" or "pet's" or "horse's" or "child's" or "baby's" ? WordKinds.Reference : 0);
        }

        // "And you are?"
        name |= said.Contains("you are?", StringComparison.Ordinal) || said.Contains("who am i ", StringComparison.Ordinal);
        return new Question(
            name, (all & WordKinds.Who) != 0, (all & WordKinds.Phone) != 0, (all & WordKinds.Email) != 0,
            (all & WordKinds.Reference) != 0, (all & WordKinds.Possessive) != 0, said.Length == 0, said.Contains('?', StringComparison.Ordinal), thing && !name);
    }

    private static bool IsHis(ReadOnlySpan<char> word) => word is "his" or "her" or "their" or "jej" or "jego" or "haar" or "dele" or "dela" or "uska" or "uski";
}
