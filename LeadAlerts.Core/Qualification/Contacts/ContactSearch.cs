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
    private int messages;
    private bool writesSmall = true;
    private readonly List<Found> found = [];
    private readonly List<ContactMention> mentions = [];
    private Unfinished unfinished;
    private (string? Email, string? Phone, int Mentions) beforeLast;

    /// <summary>Begins a search.</summary>
    /// <param name="region">Where a number without a country code is read; one that libphonenumber knows.</param>
    /// <param name="own">What is the site's own.</param>
    public ContactSearch(string region, OwnContacts own)
    {
        this.region = region;
        this.own = own;
        nounsAreCapital = region is "DE" or "AT" or "CH" or "LI" or "LU";
        names = new NameOffers(own.HasSaid);
    }

    /// <summary>The visitor's name; null when they gave none.</summary>
    public string? Name => names.Best;

    /// <summary>The visitor's address; null when they gave none.</summary>
    public string? Email { get; private set; }

    /// <summary>The visitor's number in E.164; null when they gave none.</summary>
    public string? Phone { get; private set; }

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
            var hasContact = ReadEmails(reading, text, asked) | ReadPhones(reading, text, asked, wasUnfinished);
            if (!hasContact && ContactCorrections.Apply(text, Email, Phone, region) is var (email, phone))
            {
                (Email, Phone) = (email, phone);
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
            Introductions.Read(message, names);
            Greeted.Read(message, names);
            NameParts.Read(message, names);
        }
    }

    private bool ReadEmails(Reading reading, TokenText text, Question asked)
    {
        found.Clear();
        EmailReader.Find(text, asked, found);
        var (has, first) = (false, true);
        foreach (var email in found)
        {
            var isOthers = email.IsOthers || own.IsOwnEmail(email.Value) || IsRuledOut(text, email);
            text.Take(email.Start, email.Length, isOthers);
            if (isOthers)
            {
                continue;
            }

            // Of two addresses in one message the first is the one to use, unless the second corrects it.
            if (first || email.Corrects)
            {
                Email = email.Value;
            }

            (has, first) = (true, false);
            mentions.Add(new ContactMention(reading.Line.Sequence, ContactKind.Email, text.Original.Substring(email.Start, email.Length)));
        }

        return has;
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

        var (has, first) = (false, true);
        foreach (var phone in found)
        {
            var isOthers = phone.IsOthers || own.IsOwnPhone(phone.Value) || IsRuledOut(text, phone);
            text.Take(phone.Start, phone.Length, isOthers);
            if (isOthers)
            {
                continue;
            }

            if (first || phone.Corrects)
            {
                Phone = phone.Value;
            }

            (has, first) = (true, false);
            mentions.Add(new ContactMention(reading.Line.Sequence, ContactKind.Phone, text.Original.Substring(phone.Start, phone.Length)));
        }

        return has;
    }

    /// <summary>"not greg@…, use greg2@…": of several, the one with a no right before it.</summary>
    private bool IsRuledOut(TokenText text, Found detail) =>
        found.Count > 1 && text.FirstAt(detail.Start) is > 0 and var first && text[first - 1].Is(WordKinds.Negation);

    /// <summary>"ignore that one": what the message before gave is taken back.</summary>
    private void TakeBack()
    {
        (Email, Phone) = (beforeLast.Email, beforeLast.Phone);
        mentions.RemoveRange(beforeLast.Mentions, mentions.Count - beforeLast.Mentions);
    }
}
