using LeadAlerts.Core.Qualification.Contacts.Emails;
using LeadAlerts.Core.Qualification.Contacts.Names;
using LeadAlerts.Core.Qualification.Contacts.Phones;

namespace LeadAlerts.Core.Qualification.Contacts;

/// <summary>Reads a visitor's messages one by one and keeps the best contact so far.</summary>
internal sealed class ContactSearch
{
    private readonly string region;
    private readonly OwnContacts own;
    private readonly NameOffers names;
    private readonly bool nounsAreCapital;
    private readonly bool notIsNon;
    private int messages;
    private bool writesSmall = true;
    private readonly List<Found> found = [];
    private TokenText? lastText;
    private (string Value, ContactMention Mention)? lent;
    private readonly List<ContactMention> mentions = [];
    private Unfinished unfinished;
    private (string? Email, string? Phone, int Mentions) beforeLast;
    private (string? Email, string? Phone, int Mentions) known;

    /// <summary>Begins a search.</summary>
    /// <param name="region">Where a number without a country code is read; one that libphonenumber knows.</param>
    /// <param name="own">What is the site's own.</param>
    public ContactSearch(string region, OwnContacts own)
    {
        this.region = region;
        this.own = own;
        nounsAreCapital = region is "DE" or "AT" or "CH" or "LI" or "LU";
        notIsNon = region is "IT" or "SM" or "VA";
        names = new NameOffers(own.HasSaid);
    }

    /// <summary>The visitor's name; null when they gave none.</summary>
    public string? Name => names.Best;

    /// <summary>The visitor's address; null when they gave none.</summary>
    public string? Email { get; private set; }

    /// <summary>The visitor's number in E.164; null when they gave none.</summary>
    public string? Phone { get; private set; }

    /// <summary>The desk behind that number; null when they named none.</summary>
    public string? Extension { get; private set; }

    /// <summary>True when the words beside that number give it to somebody else.</summary>
    public bool PhoneIsAnothers { get; private set; }

    /// <summary>Where they typed these.</summary>
    public IReadOnlyList<ContactMention> Mentions => mentions;

    /// <summary>Reads the next message.</summary>
    public void Read(Reading reading)
    {
        own.Hear(reading.AskedBefore);
        var text = new TokenText(reading.Text);
        var asked = Question.Of(reading.AskedBefore);
        var isCommand = HasCommand(text);
        var wasUnfinished = unfinished;
        unfinished = default;
        if (!isCommand)
        {
            var before = (Email, Phone, mentions.Count);
            known = before;
            var hasContact = ReadEmails(reading, text, asked) | ReadPhones(reading, text, asked, wasUnfinished);
            if (!hasContact)
            {
                Correct(reading, text);
            }

            if (!hasContact && text.Count <= 10 && (text.All & WordKinds.Ignore) != 0)
            {
                TakeBack();
            }

            ReadName(new NameMessage(text, asked, hasContact, Email, ++messages, nounsAreCapital) { Answer = reading.SaidAfter, WritesSmall = writesSmall && messages > 1 });
            writesSmall &= text.Count == 0 || !char.IsUpper(text.Original[text[0].Start]);
            beforeLast = hasContact ? before : (Email, Phone, mentions.Count);
        }

        own.Hear(reading.SaidAfter);
    }

    private static bool HasCommand(TokenText text)
    {
        if ((text.All & WordKinds.BeginsPhrase) != 0)
        {
            for (var i = 0; i < text.Count; i++)
            {
                // Who tries to command the machine does not introduce themselves.
                if (text[i].Is(WordKinds.BeginsPhrase) && (text.Phrase(i).Kinds & PhraseKinds.Command) != 0)
                {
                    return true;
                }
            }
        }

        return false;
    }

    private void ReadName(in NameMessage message)
    {
        if (!message.IsHopeless || Greeted.MayBe(message.Answer) || ProperNames.MayBe(message))
        {
            names.TakeBack(message.Text);
            Introductions.Read(message, names);
            Greeted.Read(message, names);
            NameParts.Read(message, names);
        }
    }

    private bool ReadEmails(Reading reading, TokenText text, Question asked)
    {
        found.Clear();
        EmailReader.Find(text, asked, found);
        var end = -1;
        foreach (var email in found)
        {
            var first = text.FirstAt(email.Start);
            var isOthers = email.IsOthers || own.IsOwnEmail(email.Value) || IsRuledOut(text, email, end) || (end >= 0 && NameContext.IsNamedApart(text, first));
            if (!isOthers)
            {
                if (end < 0 && found.Count > 1 && first > 0 && text[first].Is(WordKinds.FirstName | WordKinds.WeakName) && text[first - 1].Is(WordKinds.Self))
                {
                    // "to both of us, me mia.tran@… and Josh …".
                    names.Offer(text, new NameShape(first, first + 1, IsKnown: true, IsWeak: false, IsCapital: text.IsCapital(first)), NameRank.BesideContact);
                }

                // Of two addresses in one message the first is the one to use, unless the second corrects it.
                Email = end < 0 || Replaces(text, end, email, Email) ? email.Value : Email;
                end = text.FirstAt(email.Start + email.Length);
                Mention(reading, ContactKind.Email, email.Start, email.Length);
            }

            text.Take(email.Start, email.Length, isOthers);
        }

        if (end >= 0 && ContactCorrections.Email(text, end, Email!) is { } mended)
        {
            Email = Mend(reading, text, mended, ContactKind.Email);
        }

        return end >= 0;
    }

    private bool ReadPhones(Reading reading, TokenText text, Question asked, Unfinished before)
    {
        found.Clear();
        PhoneReader.Find(text, asked, region, found);
        if (found.Count == 0 && before.Join(text, region) is { } joined)
        {
            found.Add(joined);
            mentions.Add(new ContactMention(before.Sequence, ContactKind.Phone, before.Words));
        }
        else if (found.Count == 0)
        {
            unfinished = Unfinished.Of(reading, text, asked);
        }

        var (begin, end) = (-1, -1);
        foreach (var phone in found)
        {
            var isOthers = phone.IsOthers || own.IsOwnPhone(phone.Value) || IsRuledOut(text, phone, end) || (end >= 0 && NameContext.IsNamedApart(text, text.FirstAt(phone.Start)));
            if (!isOthers)
            {
                if (end < 0 || Replaces(text, end, phone, Phone) || Introduced.IsBeside(text, begin, end, text.FirstAt(phone.Start)))
                {
                    (Phone, Extension, PhoneIsAnothers) = (phone.Value, phone.Extension, BorrowedPhones.IsNamedAnothers(text, text.FirstAt(phone.Start)));
                }

                (begin, end) = (text.FirstAt(phone.Start), text.FirstAt(phone.Start + phone.Length));
                Mention(reading, ContactKind.Phone, phone.Start, phone.Length);
            }

            text.Take(phone.Start, phone.Length, isOthers);
        }

        if (end >= 0 && ContactCorrections.Phone(text, end, Phone!, region) is { } mended)
        {
            Phone = Mend(reading, text, mended, ContactKind.Phone);
        }

        return Borrow(reading, text) || end >= 0;
    }

    /// <summary>"call my neighbour 06…, mine is locked inside": without a phone of their own, another person's is the way to the visitor.</summary>
    /// <returns>True when this message holds that number.</returns>
    private bool Borrow(Reading reading, TokenText text)
    {
        var last = lastText;
        lastText = text;
        var others = found.Count == 1 && found[0].IsOthers && !own.IsOwnPhone(found[0].Value) ? found[0] : default(Found?);
        lent = others is { } one ? (one.Value, new ContactMention(reading.Line.Sequence, ContactKind.Phone, text.Original.Substring(one.Start, one.Length))) : lent;
        if (Phone is not null || lent is not { } phone || !(BorrowedPhones.HasNone(text) || (others is not null && last is not null && BorrowedPhones.HasNone(last))))
        {
            return false;
        }

        (Phone, PhoneIsAnothers, lent) = (phone.Value, true, null);
        mentions.Add(phone.Mention);
        return others is not null;
    }

    /// <summary>"not greg@…, use greg2@…": of several, the one with a no right before it. A no between two takes back the first.</summary>
    private bool IsRuledOut(TokenText text, Found detail, int end)
    {
        if (found.Count < 2 || text.FirstAt(detail.Start) is not (> 0 and var first) || !text[first - 1].Is(WordKinds.Negation))
        {
            return false;
        }

        return end < 0 || ContactCorrections.IsNot(text.Word(first - 1), notIsNon) || detail.Value == known.Phone || detail.Value == known.Email;
    }

    private bool Replaces(TokenText text, int end, Found detail, string? before) =>
        ContactCorrections.Replaces(text, end, text.FirstAt(detail.Start), ContactCorrections.AreAlike(detail.Value, before ?? ""), notIsNon);

    /// <summary>What the visitor corrects in a message that gives no detail as a whole: "sorry, 0149 not 0148".</summary>
    private void Correct(Reading reading, TokenText text)
    {
        if (Email is not null && ContactCorrections.Email(text, 0, Email) is { } email)
        {
            Email = Mend(reading, text, email, ContactKind.Email);
        }
        else if (Phone is not null && ContactCorrections.Phone(text, 0, Phone, region) is { } phone)
        {
            Phone = Mend(reading, text, phone, ContactKind.Phone);
        }
    }

    private string Mend(Reading reading, TokenText text, Mended mended, ContactKind kind)
    {
        var start = text[mended.Start].Start;
        var length = text[mended.End - 1].End - start;
        Mention(reading, kind, start, length);
        text.Take(start, length, isOthers: false);
        return mended.Value;
    }

    private void Mention(Reading reading, ContactKind kind, int start, int length) =>
        mentions.Add(new ContactMention(reading.Line.Sequence, kind, reading.Text.Original.Substring(start, length)));

    /// <summary>"ignore that one": what the message before gave is taken back.</summary>
    private void TakeBack()
    {
        (Email, Phone) = (beforeLast.Email, beforeLast.Phone);
        mentions.RemoveRange(beforeLast.Mentions, mentions.Count - beforeLast.Mentions);
    }
}
