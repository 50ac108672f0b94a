using LeadAlerts.Core.Conversations;
using LeadAlerts.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace LeadAlerts.Core.Privacy;

/// <summary>Everything by which one visitor of a site is known, and what belongs to it.</summary>
/// <remarks>
/// It begins with what an owner typed and grows by what is found with it: the other chats of a lead, the address given in one of them, the
/// chats in which that address stands.
/// </remarks>
internal sealed class VisitorScope(Guid siteId)
{
    /// <summary>More chats than this are not taken for one visitor's: then something is shared that should not be, such as a shop's own number.</summary>
    public const int ConversationsMax = 300;

    private const int RoundsMax = 6;
    private const int DigitsMin = 7;

    public HashSet<Guid> Conversations { get; } = [];

    public HashSet<Guid> Leads { get; } = [];

    public HashSet<string> Emails { get; } = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>In E.164 or, as a sender gave it, in its own form.</summary>
    public HashSet<string> Phones { get; } = new(StringComparer.Ordinal);

    public HashSet<string> VisitorIds { get; } = new(StringComparer.Ordinal);

    public HashSet<string> Names { get; } = new(StringComparer.OrdinalIgnoreCase);

    public bool IsTooMuch => Conversations.Count > ConversationsMax;

    public bool IsEmpty => Conversations.Count == 0 && Leads.Count == 0;

    private int Size => Conversations.Count + Leads.Count + Emails.Count + Phones.Count + VisitorIds.Count;

    /// <summary>Finds what belongs to the visitor whom an owner names by an address, a number, a visitor's id, or the id of a lead or chat.</summary>
    public static async Task<VisitorScope> FindAsync(LeadAlertsDbContext db, Guid siteId, string typed, CancellationToken cancellationToken)
    {
        var scope = new VisitorScope(siteId);
        typed = typed.Trim();
        if (Guid.TryParse(typed, out var id))
        {
            scope.Leads.UnionWith(await db.Leads.Where(lead => lead.SiteId == siteId && lead.Id == id).Select(lead => lead.Id).ToListAsync(cancellationToken));
            scope.Conversations.UnionWith(
                await db.Conversations.Where(chat => chat.SiteId == siteId && chat.Id == id).Select(chat => chat.Id).ToListAsync(cancellationToken));
        }

        if (typed.Contains('@', StringComparison.Ordinal))
        {
            scope.Emails.Add(typed);
        }
        else if (Digits(typed).Length >= DigitsMin && typed.All(sign => char.IsAsciiDigit(sign) || SearchTerms.IsBetweenDigits(sign)))
        {
            await scope.AddPhonesAsync(db, Digits(typed), cancellationToken);
        }

        if (typed.Length > 0)
        {
            scope.VisitorIds.Add(typed);
        }

        for (var round = 0; round < RoundsMax && !scope.IsTooMuch; round++)
        {
            var before = scope.Size;
            await scope.AddLeadsAsync(db, cancellationToken);
            await scope.AddConversationsAsync(db, cancellationToken);
            if (scope.Size == before)
            {
                break;
            }
        }

        return scope;
    }

    /// <summary>What names one chat, its lead and the visitor in them; nothing else of that visitor is looked for.</summary>
    public static async Task<VisitorScope> OfConversationAsync(
        LeadAlertsDbContext db, Guid siteId, Guid conversationId, CancellationToken cancellationToken)
    {
        var scope = new VisitorScope(siteId);
        var chats = await db.Conversations.AsNoTracking()
            .Where(chat => chat.SiteId == siteId && chat.Id == conversationId)
            .ToListAsync(cancellationToken);
        var leadIds = chats.Select(chat => chat.LeadId).OfType<Guid>().ToList();
        var leads = await db.Leads.AsNoTracking()
            .Where(lead => lead.SiteId == siteId && leadIds.Contains(lead.Id))
            .ToListAsync(cancellationToken);
        scope.Conversations.UnionWith(chats.Select(chat => chat.Id));
        scope.Leads.UnionWith(leads.Select(lead => lead.Id));
        scope.Add(chats.Select(chat => (chat.VisitorId, chat.VisitorEmail, chat.VisitorPhone, chat.VisitorName)));
        scope.Add(leads.Select(lead => (lead.VisitorId, lead.Contact.Email, lead.Contact.Phone, lead.Contact.Name)));
        return scope;
    }

    /// <summary>True when a text of the visitor's site names the visitor or something of theirs. On another site the same words are another visitor's.</summary>
    public bool IsNamedIn(string text) =>
        Leads.Concat(Conversations).Any(id => text.Contains(id.ToString(), StringComparison.OrdinalIgnoreCase))
        || Emails.Any(email => WholeWords.HasEmail(text, email))
        || Phones.Any(phone => WholeWords.HasPhone(text, phone))
        || Names.Any(name => WholeWords.HasName(text, name));

    // A number is stored with its country or as the sender gave it; an owner types it in any form.
    private async Task AddPhonesAsync(LeadAlertsDbContext db, string digits, CancellationToken cancellationToken)
    {
        var end = digits.TrimStart('0');
        Phones.UnionWith(await db.Leads
            .Where(lead => lead.SiteId == siteId && lead.Contact.Phone != null && lead.Contact.Phone.EndsWith(end))
            .OrderByDescending(lead => lead.LastActivityAt)
            .Select(lead => lead.Contact.Phone!)
            .Take(20)
            .ToListAsync(cancellationToken));
        Phones.UnionWith(await db.Conversations
            .Where(chat => chat.SiteId == siteId && chat.VisitorPhone != null
                && chat.VisitorPhone.Replace(" ", "").Replace("-", "").Replace("(", "").Replace(")", "").Replace(".", "").EndsWith(end))
            .OrderByDescending(chat => chat.LastMessageAt)
            .Select(chat => chat.VisitorPhone!)
            .Take(20)
            .ToListAsync(cancellationToken));
        if (Phones.Count == 0)
        {
            Phones.Add(digits);
        }
    }

    private async Task AddLeadsAsync(LeadAlertsDbContext db, CancellationToken cancellationToken)
    {
        var (ids, visitors, emails, phones, chats) = (Leads.ToList(), VisitorIds.ToList(), Emails.ToList(), Phones.ToList(), Conversations.ToList());
        var merges = await db.LeadMerges.AsNoTracking()
            .Where(merge => merge.SiteId == siteId
                && (ids.Contains(merge.MergedId) || ids.Contains(merge.SurvivorId) || visitors.Contains(merge.VisitorId!)
                    || emails.Contains(EF.Functions.Collate(merge.Email!, Collations.IgnoresCase)) || phones.Contains(merge.Phone!)))
            .OrderBy(merge => merge.MergedId)
            .Take(ConversationsMax)
            .ToListAsync(cancellationToken);
        Leads.UnionWith(merges.SelectMany(merge => (Guid[])[merge.MergedId, merge.SurvivorId]));
        Add(merges.Select(merge => (merge.VisitorId, merge.Email, merge.Phone, (string?)null)));
        ids = [.. Leads];
        var leads = await db.Leads.AsNoTracking()
            .Where(lead => lead.SiteId == siteId
                && (ids.Contains(lead.Id) || visitors.Contains(lead.VisitorId!) || chats.Contains(lead.FirstConversationId)
                    || emails.Contains(EF.Functions.Collate(lead.Contact.Email!, Collations.IgnoresCase)) || phones.Contains(lead.Contact.Phone!)
                    || db.Conversations.Any(chat => chat.SiteId == siteId && chat.LeadId == lead.Id && chats.Contains(chat.Id))))
            .OrderBy(lead => lead.Id)
            .Take(ConversationsMax)
            .Select(lead => new { lead.Id, lead.VisitorId, lead.Contact.Email, lead.Contact.Phone, lead.Contact.Name })
            .ToListAsync(cancellationToken);
        Leads.UnionWith(leads.Select(lead => lead.Id));
        Add(leads.Select(lead => (lead.VisitorId, lead.Email, lead.Phone, lead.Name)));
    }

    private async Task AddConversationsAsync(LeadAlertsDbContext db, CancellationToken cancellationToken)
    {
        var (ids, visitors, emails, phones, leads) = (Conversations.ToList(), VisitorIds.ToList(), Emails.ToList(), Phones.ToList(), Leads.ToList());
        var chats = await db.Conversations.AsNoTracking()
            .Where(chat => chat.SiteId == siteId
                && (ids.Contains(chat.Id) || leads.Contains(chat.LeadId!.Value) || visitors.Contains(chat.VisitorId!)
                    || emails.Contains(EF.Functions.Collate(chat.VisitorEmail!, Collations.IgnoresCase)) || phones.Contains(chat.VisitorPhone!)))
            .OrderByDescending(chat => chat.LastMessageAt).ThenBy(chat => chat.Id)
            .Take(ConversationsMax + 1)
            .Select(chat => new { chat.Id, chat.LeadId, chat.VisitorId, chat.VisitorEmail, chat.VisitorPhone, chat.VisitorName })
            .ToListAsync(cancellationToken);
        Conversations.UnionWith(chats.Select(chat => chat.Id));
        Leads.UnionWith(chats.Select(chat => chat.LeadId).OfType<Guid>());
        Add(chats.Select(chat => (chat.VisitorId, chat.VisitorEmail, chat.VisitorPhone, chat.VisitorName)));
        foreach (var word in Emails.Concat(Phones))
        {
            await AddMentionsAsync(db, word, cancellationToken);
        }
    }

    // Chats in which the address or the number was only typed: the index finds candidates, the text decides.
    private async Task AddMentionsAsync(LeadAlertsDbContext db, string word, CancellationToken cancellationToken)
    {
        var digits = Digits(word);
        var isNumber = !word.Contains('@', StringComparison.Ordinal);
        var terms = isNumber
            ? [digits[Math.Max(0, digits.Length - 9)..]]
            : SearchTerms.Read(word).Where(term => !term.IsNumber).Select(term => term.Text).ToList();
        if (terms.Count == 0 || terms.Exists(term => term.Length == 0) || (isNumber && digits.Length < DigitsMin))
        {
            return;
        }

        var prefix = SearchTerms.Prefix(siteId.ToString());
        var match = string.Join(" AND ", terms.Select(term => $"\"{prefix}{term}\""));
        var found = await db.SearchDocuments
            .FromSql($"""SELECT * FROM "SearchDocuments" WHERE "Id" IN (SELECT rowid FROM "SearchIndex" WHERE "SearchIndex" MATCH {match})""")
            .AsNoTracking()
            .Where(document => document.SiteId == siteId && document.ConversationId != null)
            .OrderBy(document => document.Id)
            .Take(ConversationsMax + 1)
            .Select(document => new { document.ConversationId, document.Body })
            .ToListAsync(cancellationToken);
        Conversations.UnionWith(found
            .Where(document => isNumber || WholeWords.HasEmail(document.Body, word))
            .Select(document => document.ConversationId!.Value));
    }

    private void Add(IEnumerable<(string? VisitorId, string? Email, string? Phone, string? Name)> people)
    {
        foreach (var (visitorId, email, phone, name) in people)
        {
            AddTo(VisitorIds, visitorId);
            AddTo(Emails, email);
            AddTo(Phones, phone);
            AddTo(Names, name);
        }

        static void AddTo(HashSet<string> set, string? value)
        {
            if (!string.IsNullOrWhiteSpace(value))
            {
                set.Add(value);
            }
        }
    }

    private static string Digits(string text) => string.Concat(text.Where(char.IsAsciiDigit));
}
