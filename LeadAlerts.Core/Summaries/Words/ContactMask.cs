using System.Collections.Frozen;
using LeadAlerts.Core.Qualification;
using LeadAlerts.Core.Qualification.Contacts;

namespace LeadAlerts.Core.Summaries.Words;

/// <summary>
/// Marks phone numbers and e-mail addresses, which stand beside the summary when they are the visitor's and must not stand in it when
/// they are not, the visitor's own name, and what nobody should read in a mail: passwords and the numbers that prove who one is.
/// </summary>
internal static class ContactMask
{
    private const int FewestDigits = 9;

    /// <summary>So many digits are no number of an order but of a card.</summary>
    private const int CardDigits = 13;

    private const int ReferenceReach = 4;

    private const int SecretReach = 3;

    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> Passwords = Words(
        "password", "passwort", "kennwort", "contrasena", "clave", "mdp", "senha", "wachtwoord", "haslo", "pwd", "pw", "passcode");

    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> Proofs = Words(
        "ssn", "social", "security", "cvv", "cvc", "pin", "otp", "iban", "aadhaar", "aadhar", "pesel", "nino", "cpf", "dni", "passport", "reisepass", "pasaporte");

    /// <summary>Two numbers that end in so many digits alike are one.</summary>
    private const int OwnDigits = 6;

    /// <summary>Marks them in all messages.</summary>
    public static void Apply(VisitorWords words, VisitorContact contact)
    {
        foreach (var mention in words.Conversation.Contact.Mentions)
        {
            Mark(words, mention, contact.Phone);
        }

        for (var message = 0; message < words.Messages; message++)
        {
            for (var i = words.First(message); i < words.First(message + 1); i++)
            {
                if (words.IsSign(i, '@'))
                {
                    MarkAddress(words, i);
                }
                else if (words[i].Has(WordMarks.Digits) && !words[i].Has(WordMarks.Contact))
                {
                    i = MarkNumber(words, i, words.First(message), words.First(message + 1));
                }
                else if (words[i].IsWord && Passwords.Contains(words.Folded(i)))
                {
                    MarkPassword(words, i, words.First(message + 1));
                }
            }

            MarkOthersNames(words, words.First(message), words.First(message + 1));
        }

        if (contact.Name is { } name)
        {
            MarkName(words, FoldedText.Fold(name).Split(' ', StringSplitOptions.RemoveEmptyEntries));
        }
    }

    private static void Mark(VisitorWords words, ContactMention mention, string? phone)
    {
        for (var message = 0; message < words.Messages; message++)
        {
            var reading = words.Conversation.Messages[message];
            var at = reading.Line.Sequence == mention.MessageSequence
                ? reading.Text.Original.IndexOf(mention.Words, StringComparison.Ordinal)
                : -1;
            var first = -1;
            for (var i = words.First(message); at >= 0 && i < words.First(message + 1); i++)
            {
                if (words[i].Start < at + mention.Words.Length && words[i].End > at)
                {
                    words[i].Marks |= WordMarks.Contact;
                    first = first < 0 ? i : first;
                }
            }

            if (first >= 0 && mention.Kind == ContactKind.Phone && !IsOwn(mention.Words, phone))
            {
                words.Mark(OthersName(words, first, words.First(message)), first, WordMarks.Contact);
            }
        }
    }

    /// <summary>True when a number, however it is written, ends like the visitor's.</summary>
    private static bool IsOwn(string typed, string? phone)
    {
        var at = (phone?.Length ?? 0) - 1;
        var alike = 0;
        for (var i = typed.Length - 1; i >= 0 && at >= 0 && alike < OwnDigits; i--)
        {
            if (char.IsDigit(typed[i]))
            {
                if (typed[i] != phone![at--])
                {
                    return false;
                }

                alike++;
            }
        }

        return alike == OwnDigits;
    }

    /// <summary>The run of letters, digits and signs around an @ that has a point after it.</summary>
    private static void MarkAddress(VisitorWords words, int at)
    {
        var from = at;
        while (words[from].Has(WordMarks.Glued) && from > 0)
        {
            from--;
        }

        var to = at + 1;
        var point = false;
        while (to < words.Count && words[to].Has(WordMarks.Glued) && words[to].Message == words[at].Message)
        {
            point |= words.IsSign(to, '.');
            to++;
        }

        for (var i = from; from < at && point && i < to; i++)
        {
            words[i].Marks |= WordMarks.Contact;
        }
    }

    /// <summary>Digits in groups, as phone numbers are written; the number of an order or a card is told by the word before it.</summary>
    /// <returns>The last word that was looked at.</returns>
    private static int MarkNumber(VisitorWords words, int first, int begin, int end)
    {
        var from = first > begin && (words.IsSign(first - 1, '+') || words.IsSign(first - 1, '(')) ? first - 1 : first;
        from = from > begin && words.IsSign(from, '(') && words.IsSign(from - 1, '+') ? from - 1 : from;
        var digits = 0;
        var last = first;
        for (var i = first; i < end && !(i > first && words[i].Has(WordMarks.NewLine)) && !words[i].Has(WordMarks.Contact); i++)
        {
            if (words[i].Has(WordMarks.Digits))
            {
                digits += words[i].End - words[i].Start;
                last = i;
            }
            else if (!words[i].Has(WordMarks.Sign) || !(words.Folded(i)[0] is '-' or '.' or '/' or '(' or ')') || i - last > 2 || EndsSentence(words, i, end))
            {
                break;
            }
        }

        var short7 = digits == 7 && last == first + 2 && words[first].End - words[first].Start == 3 && words.IsSign(first + 1, '-');
        var enough = digits >= FewestDigits || short7 || (digits >= FewestDigits - 1 && words.IsSign(from, '+'));
        var isProof = IsSocialSecurity(words, first, last) || (digits >= 3 && FollowsProof(words, from, begin));
        if (isProof || (enough && (digits >= CardDigits || !FollowsReference(words, from, begin))))
        {
            words.Mark(OthersName(words, from, begin), last + 1, WordMarks.Contact);
        }

        return last;
    }

    /// <summary>"Beukenlaan 40. 06 12345678": the figure before the full stop belongs to the sentence before.</summary>
    private static bool EndsSentence(VisitorWords words, int at, int end) =>
        words.IsSign(at, '.') && at + 1 < end && !words[at + 1].Has(WordMarks.Glued);

    /// <summary>Three, two and four digits with hyphens.</summary>
    private static bool IsSocialSecurity(VisitorWords words, int first, int last) =>
        last == first + 4 && Length(words, first) == 3 && Length(words, first + 2) == 2 && Length(words, last) == 4
        && words.IsSign(first + 1, '-') && words.IsSign(first + 3, '-');

    private static bool FollowsProof(VisitorWords words, int number, int begin)
    {
        for (var i = number - 1; i >= begin && number - i <= SecretReach; i--)
        {
            if (words[i].IsWord && Proofs.Contains(words.Folded(i)))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>What is typed after "password is" or "password:", up to the next space.</summary>
    private static void MarkPassword(VisitorWords words, int password, int end)
    {
        var at = password + 1;
        if (at < end && (words.IsSign(at, ':') || words.IsSign(at, '=') || words.Folded(at) is "is" or "ist" or "es" or "est" or "e" or "to"))
        {
            at++;
            while (at < end && words[at].Has(WordMarks.Sign) && !words[at].Has(WordMarks.Glued))
            {
                words[at++].Marks |= WordMarks.Contact;
            }

            for (var first = at; at < end && (at == first || words[at].Has(WordMarks.Glued)); at++)
            {
                words[at].Marks |= WordMarks.Contact;
            }
        }
    }

    private static int Length(VisitorWords words, int at) => words[at].End - words[at].Start;

    private static FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> Words(params string[] words) =>
        words.ToFrozenSet(StringComparer.Ordinal).GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>The first word of another person's name that stands right before the number: "sig. Giraudo 0172 …", "Gino (333 …".</summary>
    private static int OthersName(VisitorWords words, int number, int begin)
    {
        var from = number;
        while (from > begin && number - from < 4 && (IsName(words, from - 1, begin) || words.IsSign(from - 1, '.') || words.IsSign(from - 1, '(')))
        {
            from--;
        }

        return from;
    }

    /// <summary>A capital that begins no sentence, of a word that the lexicon does not know or that is a first name.</summary>
    private static bool IsName(VisitorWords words, int at, int begin) =>
        words[at].IsWord && words[at].Has(WordMarks.Capital) && (!words[at].Has(WordMarks.Known) || (at > begin && (ContactWords.Shipped.Kinds(words.Folded(at)) & WordKinds.FirstName) != 0));

    /// <summary>"my landlord Pete Harmon": the whole name of somebody else, which tells the business nothing.</summary>
    private static void MarkOthersNames(VisitorWords words, int begin, int end)
    {
        for (var i = begin; i + 2 < end; i++)
        {
            if (!words[i].IsWord || (ContactWords.Shipped.Kinds(words.Folded(i)) & WordKinds.Relation) == 0 || words[i].Has(WordMarks.Contact))
            {
                continue;
            }

            var to = i + 1;
            while (to < end && words[to].IsWord && words[to].Has(WordMarks.Capital) && !words[to].Has(WordMarks.Contact | WordMarks.NewLine))
            {
                to++;
            }

            var isLoud = words[i].Has(WordMarks.Capital) && words.Folded(i).Length > 1 && IsUpper(words, i);
            if (to - i - 1 is 2 or 3 && !isLoud)
            {
                words.Mark(i + 1, to, WordMarks.Contact);
            }
        }
    }

    private static bool IsUpper(VisitorWords words, int at) =>
        char.IsUpper(words.Conversation.Messages[words[at].Message].Text.Original[words[at].End - 1]);

    private static bool FollowsReference(VisitorWords words, int number, int begin)
    {
        for (var i = number - 1; i >= begin && number - i <= ReferenceReach; i--)
        {
            if (words[i].IsWord && (ContactWords.Shipped.Kinds(words.Folded(i)) & WordKinds.Reference) != 0)
            {
                return true;
            }
        }

        return false;
    }

    private static void MarkName(VisitorWords words, string[] name)
    {
        for (var i = 0; i < words.Count; i++)
        {
            if (!words[i].IsWord)
            {
                continue;
            }

            foreach (var part in name)
            {
                // The "b" of "b4 noon" is not that of "Keisha B".
                if (words.Folded(i).SequenceEqual(part) && !(part.Length == 1 && i + 1 < words.Count && words[i + 1].Has(WordMarks.Glued) && words[i + 1].Has(WordMarks.Digits)))
                {
                    words[i].Marks |= WordMarks.Name;
                }
            }
        }
    }
}
