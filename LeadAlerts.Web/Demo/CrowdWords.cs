using System.Globalization;
using LeadAlerts.Core.Qualification;

namespace LeadAlerts.Web.Demo;

/// <summary>What kind of business a site of the crowd is, and what people want of it.</summary>
/// <param name="Name">Completes the name of the business.</param>
/// <param name="Wishes">What visitors ask for, as it follows "I need".</param>
internal sealed record CrowdTrade(string Name, string[] Wishes);

/// <summary>The words of which invented visitors' chats are made: some are in half of all chats, some in one of a hundred, some in one.</summary>
internal static class CrowdWords
{
    public static readonly CrowdTrade[] Trades =
    [
        new("Roofing", ["a roof repair", "a new roof", "help with a leak over the kitchen", "gutters", "a skylight", "a roof inspection", "moss removed from the tiles"]),
        new("Dental", ["a cleaning", "an implant", "a crown", "help with a toothache", "braces for my daughter", "teeth whitening", "a second opinion on a root canal"]),
        new("Law", ["help with a lease", "a will", "advice on a divorce", "a contract checked", "help with a speeding ticket", "advice on an inheritance"]),
        new("Auto", ["new brakes", "an oil change", "a windshield replaced", "the gearbox looked at", "winter tires", "a dent repaired", "a safety inspection"]),
        new("Gardens", ["a patio", "the hedge trimmed", "a lawn laid", "a tree taken down", "an irrigation system", "a fence", "a garden plan"]),
        new("Kitchens", ["a new kitchen", "a granite worktop", "an island with a sink", "new cabinet doors", "a quote for a whole renovation", "a tiled backsplash"]),
        new("Moving", ["a move across town", "a move to another state", "a piano moved", "storage for three months", "help with packing", "an office move"]),
        new("Heating", ["a furnace replaced", "a heat pump", "the boiler serviced", "air conditioning for an attic", "a thermostat installed", "radiators bled"]),
        new("Photo", ["a wedding photographer", "family portraits", "pictures of a house for sale", "a newborn session", "headshots for a team of twelve"]),
        new("Catering", ["lunch for forty people", "a wedding buffet", "a birthday cake", "a vegan menu", "a barbecue for a company party", "coffee for a conference"]),
    ];

    private static readonly string[] FirstNames =
        "Maria James Aisha Wei Olga Daniel Fatima Noah Chloé Mateo Priya Liam Zoë Ahmed Emma Jürgen Sofia Kwame Hannah Diego Yuki Grace Omar Ingrid Lucas Nadia Peter Rosa Samuel Tanya Victor Amelia Bruno Carmen Dmitri Elena Felix Gloria Hugo Irene Jonas Karin Leo Mona Nina Oscar Paula Quentin Rita Sven Tara Ulrich Vera Walter Ximena Yara Zane Alice Brian Clara Derek Esther Frank Gina Harold Ivy Jack Kelly Laura Mike Nora Owen Penny Ralph Sarah Tom Uma Vince Wendy Xavier Yvonne Zach".Split(' ');

    private static readonly string[] LastNames =
        "Ortiz Smith Khan Chen Petrova Johnson Haddad Williams Dubois García Sharma Murphy Novak Hassan Brown Müller Rossi Mensah Cohen Fernández Tanaka Taylor Farah Lindqvist Silva Kowalski Walker Jimenez Okafor Ivanova Nguyen Clark Santos Moreno Volkov Popescu Schmidt Torres Laurent Papadakis Andersen Berg Lopez Baker Costa Weber Rivera Martin Hughes Larsen Reed Becker Sokolova Hill Vargas Aziz Foster Cook Bailey Rogers Morgan Cooper Bell Ward Brooks Gray Price Bennett Wood Barnes Ross Henderson Coleman Jenkins Perry Powell Long Patterson Flores Washington Butler Simmons Bryant Alexander Russell Griffin Hayes Myers Ford Hamilton Graham Sullivan Wallace West Cole Owens Jordan Fisher Ellis Harrison Gibson Mcdonald Cruz Marshall Gomez Murray Freeman Wells Webb Simpson Stevens Tucker Porter Hunter Hicks Crawford Henry Boyd Mason Kennedy Warren Dixon Ramos Burns Gordon Shaw Holmes Rice Robertson Hunt Black Daniels Palmer Mills Nichols Grant Knight Ferguson Rose Stone Hawkins Dunn Perkins Hudson Spencer Gardner Stephens Payne Pierce Berry Matthews Arnold Wagner Willis Ray Watkins Olson Carroll Duncan Snyder Hart Cunningham Bradley Lane Andrews Ruiz Harper Fox Riley Armstrong Carpenter Weaver Greene Lawrence Elliott Chavez Sims Austin Peters Kelley Franklin Lawson".Split(' ');

    private static readonly string[] Places =
        "Oakland Berkeley Alameda Emeryville Piedmont Richmond Hayward Fremont Concord Antioch Vallejo Napa Sonoma Petaluma Novato Sausalito Tiburon Fairfax Benicia Martinez Pinole Hercules Albany Danville Dublin Livermore Pleasanton Orinda Moraga Lafayette Clayton Brentwood Milpitas Cupertino Saratoga Campbell Monterey Salinas Hollister Gilroy".Split(' ');

    private static readonly string[] Streets =
        "Maple Oak Cedar Pine Elm Walnut Chestnut Willow Birch Spruce Main Church Mill Park Lake Hill River Spring Station Bridge Market Orchard Meadow Sunset Highland Prospect Franklin Lincoln Jefferson Madison".Split(' ');

    private static readonly string[] Times =
        ["this week", "next week", "before the end of the month", "as soon as possible", "in spring", "by Friday", "tomorrow morning", "some time this summer", "before Christmas", "within the next two days"];

    private static readonly string[] Hosts = ["example.com", "example.net", "example.org", "mail.example", "post.example"];

    private static readonly string[] Adjectives =
        "Bright Green Golden Blue Summit Harbor Evergreen North Silver Prime Union Valley Sunrise Cedar Anchor Pioneer Liberty Willow Granite Lakeside Redwood Beacon Heritage Coastal Maple".Split(' ');

    public static string BusinessName(int number, CrowdTrade trade) =>
        string.Create(CultureInfo.InvariantCulture, $"{Adjectives[number % Adjectives.Length]} {trade.Name}{(number < Adjectives.Length ? "" : $" {(number / Adjectives.Length) + 1}")}");

    /// <summary>Somebody, with an address, a number, both or neither.</summary>
    public static VisitorContact Contact(Random chance, int number)
    {
        var (first, last) = (Any(chance, FirstNames), Any(chance, LastNames));
        var how = chance.Next(100);
        return new VisitorContact(
            how < 92 ? $"{first} {last}" : null,
            how is < 55 or >= 95 ? string.Create(CultureInfo.InvariantCulture, $"{Plain(first)}.{Plain(last)}{number % 9973}@{Any(chance, Hosts)}") : null,
            how >= 40 ? string.Create(CultureInfo.InvariantCulture, $"+1{chance.Next(201, 989)}555{chance.Next(10_000):0000}") : null);
    }

    /// <summary>What the visitor and the bot say, beginning with the visitor: two to six messages.</summary>
    public static string[] Chat(Random chance, string wish, VisitorContact contact)
    {
        var messages = new string[chance.Next(2, 7)];
        messages[0] = Opening(chance, wish);
        for (var i = 1; i < messages.Length; i++)
        {
            messages[i] = i % 2 == 1 ? Reply(chance) : i == 2 ? Closing(chance, contact) : More(chance);
        }

        return messages;
    }

    public static string Note(Random chance) => chance.Next(6) switch
    {
        0 => $"Called back, will decide {Any(chance, Times)}.",
        1 => "Left a voicemail, try again in the afternoon.",
        2 => string.Create(CultureInfo.InvariantCulture, $"Sent estimate E-{chance.Next(100_000):00000}, ${chance.Next(4, 180) * 100}."),
        3 => $"Appointment {Any(chance, Times)}, address is {chance.Next(1, 2400)} {Any(chance, Streets)} Street.",
        4 => "Was recommended by a neighbour, is comparing three offers.",
        _ => "Wrong number, wrote an e-mail instead.",
    };

    public static string When(Random chance) => Any(chance, Times);

    private static string Opening(Random chance, string wish) => chance.Next(6) switch
    {
        0 => $"Hi, I need {wish}. How much would that cost?",
        1 => $"Hello, do you come to {Any(chance, Places)}? We need {wish} {Any(chance, Times)}.",
        2 => $"Could I get a quote for {wish}? The house is at {chance.Next(1, 2400)} {Any(chance, Streets)} Street in {Any(chance, Places)}.",
        3 => $"Good morning! I am looking for {wish}, our budget is about ${chance.Next(3, 240) * 100}.",
        4 => string.Create(CultureInfo.InvariantCulture, $"I wrote to you about {wish} a while ago, reference R{chance.Next(1_000_000):000000}. Is the price still good?"),
        _ => $"Do you offer {wish}? It is urgent, I would like to book an appointment {Any(chance, Times)}.",
    };

    private static string Reply(Random chance) => chance.Next(5) switch
    {
        0 => "Thanks for your message! May I have your name and a phone number, so that somebody can call you back?",
        1 => "We do. A first visit is free; the price depends on the size of the job.",
        2 => "Of course. What would be a good time for you?",
        3 => $"Yes, we work in {Any(chance, Places)} and around it every week.",
        _ => "Let me note that down. Is there anything else we should know?",
    };

    private static string Closing(Random chance, VisitorContact contact)
    {
        var who = contact.Name is { } name ? $"My name is {name}. " : "";
        return (contact.Email, contact.Phone) switch
        {
            (null, null) => $"{who}I will be back with the details.",
            (null, var phone) => $"{who}Please call me on ({phone![2..5]}) {phone[5..8]}-{phone[8..]}, best {Any(chance, Times)}.",
            (var email, null) => $"{who}You can write to {email}.",
            var (email, phone) => $"{who}My number is {phone[2..5]}-{phone[5..8]}-{phone[8..]} and my e-mail {email}.",
        };
    }

    private static string More(Random chance) => chance.Next(5) switch
    {
        0 => $"It should be done {Any(chance, Times)} if possible.",
        1 => "Are you insured and do you give a guarantee?",
        2 => $"My neighbour in {Any(chance, Places)} recommended you.",
        3 => $"The last company asked ${chance.Next(3, 240) * 100}, that was too expensive.",
        _ => "Great, thank you. I am waiting for your call.",
    };

    private static string Plain(string name) =>
        string.Concat(name.Normalize(System.Text.NormalizationForm.FormD).Where(char.IsAsciiLetter)).ToLowerInvariant();

    private static string Any(Random chance, string[] words) => words[chance.Next(words.Length)];
}
