using System.Globalization;
using LeadAlerts.Core.Leads;
using LeadAlerts.Core.Qualification;

namespace LeadAlerts.Web.Demo;

/// <summary>One invented conversation and what became of it.</summary>
internal sealed record CrowdLead
{
    public required int Number { get; init; }

    /// <summary>The place of its site in the list of sites.</summary>
    public required int Site { get; init; }

    public required DateTimeOffset At { get; init; }

    public required Guid ConversationId { get; init; }

    /// <summary>Null for a conversation that did not become a lead.</summary>
    public required Guid? LeadId { get; init; }

    public required string Wish { get; init; }

    public required string Headline { get; init; }

    public required VisitorContact Contact { get; init; }

    public required string[] Messages { get; init; }

    public required int Score { get; init; }

    public required ConversationCategory Category { get; init; }

    public LeadStatus Status { get; init; }

    /// <summary>The place of who works it among the teammates; null when nobody does.</summary>
    public int? Assignee { get; init; }

    public DateTimeOffset? SnoozedUntil { get; init; }

    public bool Seen { get; init; }

    public bool Alerted { get; init; }

    public string? Note { get; init; }
}

/// <summary>Invents conversations in the order of time, the same ones for the same numbers.</summary>
/// <param name="Leads">How many leads; after every eighth comes a conversation that is none.</param>
/// <param name="Sites">Over how many sites.</param>
/// <param name="Largest">How many leads the first site has; null for as many as the others.</param>
/// <param name="Seed">Other seeds give other people.</param>
internal sealed record CrowdPlan(int Leads, int Sites, int? Largest = null, int Seed = 20261123)
{
    private const int Days = 730;
    private const int LeadsBetweenOthers = 8;

    /// <summary>How many people work the leads besides the one who signs in.</summary>
    public const int Teammates = 5;

    /// <summary>The conversations, the oldest first; the last ones began before <paramref name="now"/>.</summary>
    public IEnumerable<CrowdLead> Invent(DateTimeOffset now)
    {
        var chance = new Random(Seed);
        var count = Leads + (Leads / LeadsBetweenOthers);
        var step = TimeSpan.FromDays(Days) / (count + 1);
        for (var number = 0; number < count; number++)
        {
            var isLead = number % (LeadsBetweenOthers + 1) != LeadsBetweenOthers;
            yield return Invent(chance, number, isLead, now - (step * (count - number)), now);
        }
    }

    private CrowdLead Invent(Random chance, int number, bool isLead, DateTimeOffset at, DateTimeOffset now)
    {
        var site = SiteOf(chance);
        var trade = CrowdWords.Trades[site % CrowdWords.Trades.Length];
        var wish = trade.Wishes[chance.Next(trade.Wishes.Length)];
        var contact = isLead ? CrowdWords.Contact(chance, number) : VisitorContact.None;
        var age = now - at;
        var status = isLead ? StatusAt(chance, age) : LeadStatus.New;
        return new CrowdLead
        {
            Number = number,
            Site = site,
            At = Whole(at),
            ConversationId = NewId(chance, at),
            LeadId = isLead ? NewId(chance, at) : null,
            Wish = wish,
            Headline = string.Create(CultureInfo.InvariantCulture, $"Wants {wish} {CrowdWords.When(chance)}"),
            Contact = contact,
            Messages = CrowdWords.Chat(chance, wish, contact),
            Score = isLead ? 50 + (int)(50 * Math.Sqrt(chance.NextDouble()) * chance.NextDouble()) : chance.Next(0, 45),
            Category = CategoryOf(chance.Next(100)),
            Status = status,
            Assignee = isLead && chance.Next(100) < 45 ? chance.Next(Teammates + 1) : null,
            SnoozedUntil = isLead && status < LeadStatus.Won && chance.Next(100) < 6
                ? Whole((age < TimeSpan.FromDays(60) ? now : at) + TimeSpan.FromHours(chance.Next(5, 400)))
                : null,
            Seen = isLead && chance.Next(100) < (age < TimeSpan.FromDays(4) ? 40 : 96),
            Alerted = isLead && chance.Next(100) < 40,
            Note = isLead && chance.Next(100) < 20 ? CrowdWords.Note(chance) : null,
        };
    }

    private int SiteOf(Random chance) => Largest is { } largest && Sites > 1
        ? chance.NextDouble() < (double)largest / Leads ? 0 : chance.Next(1, Sites)
        : chance.Next(Sites);

    private static LeadStatus StatusAt(Random chance, TimeSpan age) => (age < TimeSpan.FromDays(5), chance.Next(100)) switch
    {
        (true, < 65) or (false, < 12) => LeadStatus.New,
        (true, < 90) or (false, < 45) => LeadStatus.Contacted,
        (_, < 65) => LeadStatus.Won,
        (_, < 92) => LeadStatus.Lost,
        _ => LeadStatus.NotALead,
    };

    private static ConversationCategory CategoryOf(int percent) => percent switch
    {
        < 80 => ConversationCategory.NewEnquiry,
        < 89 => ConversationCategory.ExistingCustomer,
        < 93 => ConversationCategory.Complaint,
        < 96 => ConversationCategory.JobSeeker,
        < 99 => ConversationCategory.Vendor,
        _ => ConversationCategory.Other,
    };

    /// <summary>An id in the order of time, as the product makes them.</summary>
    internal static Guid NewId(Random chance, DateTimeOffset at)
    {
        Span<byte> bytes = stackalloc byte[16];
        chance.NextBytes(bytes);
        var milliseconds = at.ToUnixTimeMilliseconds();
        for (var i = 0; i < 6; i++)
        {
            bytes[i] = (byte)(milliseconds >> (8 * (5 - i)));
        }

        bytes[6] = (byte)((bytes[6] & 0x0F) | 0x70);
        bytes[8] = (byte)((bytes[8] & 0x3F) | 0x80);
        return new Guid(bytes, bigEndian: true);
    }

    private static DateTimeOffset Whole(DateTimeOffset at) => at.AddTicks(-(at.Ticks % TimeSpan.TicksPerMillisecond));
}
