using LeadAlerts.Core.Qualification;
using LeadAlerts.Core.Sites;
using LeadAlerts.Core.Summaries;
using LeadAlerts.Tests.Qualification;
using static LeadAlerts.Tests.Summaries.SummaryScene;

namespace LeadAlerts.Tests.Summaries;

/// <summary>What has to be told, in every language, in short and in long chats.</summary>
public sealed class SummaryContentTests
{
    [Theory]
    [InlineData("boiler has been banging since last night and there's no hot water, worcester greenstar 30i", "banging|no hot water|greenstar")]
    [InlineData("unsere waschmaschine läuft unten aus, miele w1, fehlercode f18, wir wohnen im 3. stock", "waschmaschine|miele|f18|3. stock")]
    [InlineData("se me ha roto la persiana del salón, se queda a medias y no baja, es un cuarto sin ascensor", "persiana|no baja|sin ascensor")]
    [InlineData("le chauffe-eau fuit depuis hier, modèle atlantic 200 litres, on est au 5e étage", "chauffe-eau|atlantic|200 litres")]
    [InlineData("o chuveiro não esquenta e o disjuntor cai, somos 4 pessoas em casa, é 220v", "chuveiro|disjuntor|220v")]
    [InlineData("la caldaia va in blocco ogni mattina, vaillant del 2012, abbiamo una bimba di 3 mesi", "caldaia|vaillant|3 mesi")]
    [InlineData("de cv-ketel verliest steeds druk, intergas hre, 2 kinderen in huis, liefst vrijdag", "ketel|intergas|vrijdag")]
    [InlineData("piec gazowy gasnie co chwile, junkers, mieszkanie na 4 pietrze", "piec|junkers|4 pietrze")]
    [InlineData("mera fridge thanda nahi kar raha, samsung double door, kal subah 10 baje ke baad aana", "fridge|samsung|10 baje")]
    public void The_thing_its_trouble_and_what_matters_are_told(string text, string facts)
    {
        var told = Told(Write(Chat.Of(text), new BusinessProfile { Kind = "Repairs" }));

        Assert.All(facts.Split('|'), fact => Assert.Contains(fact, told, StringComparison.OrdinalIgnoreCase));
    }

    [Theory]
    [InlineData("do you do trucks?", "mice built a nest in the heater box and it blows fluff and pee smell", "mice built a nest")]
    [InlineData("hi, quick question", "the garage door is stuck half open and the spring snapped", "garage door is stuck")]
    public void The_headline_names_the_need_where_the_first_line_is_vague(string first, string second, string need) =>
        Assert.Contains(need, Write(first, second).Headline, StringComparison.OrdinalIgnoreCase);

    [Theory]
    [InlineData("i would like someone to take a look at the chimney flashing that came loose in the storm on tuesday night and now rattles above our bedroom whenever the wind comes from the north")]
    [InlineData("wir bräuchten dringend jemanden der die dachrinne an der rückseite vom haus wieder festmacht weil sie seit dem letzten schneefall herunterhängt und bei jedem wind gegen das fenster schlägt")]
    public void A_headline_is_not_cut_within_a_word(string text)
    {
        var headline = Write(text).Headline;

        Assert.InRange(headline.Length, 20, SummaryWriter.HeadlineMaxLength);
        var words = text.Split(' ');
        Assert.All(headline.TrimEnd('…').Split(' ', StringSplitOptions.RemoveEmptyEntries), word => Assert.Contains(word.TrimEnd(',', '.'), words, StringComparer.OrdinalIgnoreCase));
    }

    [Fact]
    public void A_need_that_was_taken_back_says_so()
    {
        var summary = Write(
            "need someone to fix my leaking roof, how much for a visit?", "bot: Visits are $90. When suits you?", "never mind, my neighbor already fixed it, no longer needed");

        Assert.StartsWith("Withdrawn: ", summary.Headline, StringComparison.Ordinal);
        Assert.Contains("roof", Told(summary), StringComparison.OrdinalIgnoreCase);
        Assert.Contains("neighbor", Told(summary), StringComparison.OrdinalIgnoreCase);
        Assert.Null(summary.Timeline);
    }

    [Theory]
    [InlineData(ConversationCategory.Complaint, "Complaint: ", "your crew left nails all over my driveway and i got a flat tire, this is unacceptable", "nails|flat tire")]
    [InlineData(ConversationCategory.JobSeeker, "Looks for work: ", "are you hiring roofers? i have 8 years experience with slate and my own tools, here is my resume", "8 years|slate")]
    [InlineData(ConversationCategory.Vendor, "Sales pitch: ", "we sell verified roofing leads in your area, 20 exclusive leads a month, first week free, book a demo", "leads|first week free")]
    public void Who_is_no_customer_is_told_as_what_they_are(ConversationCategory category, string label, string text, string facts)
    {
        Assert.Equal(category, Chat.Assess(text).Category);
        var summary = Write(text);

        Assert.StartsWith(label, summary.Headline, StringComparison.Ordinal);
        Assert.All(facts.Split('|'), fact => Assert.Contains(fact, Told(summary), StringComparison.OrdinalIgnoreCase));
    }

    [Theory]
    [InlineData("roof leaks since last sunday, please come by friday", "friday")]
    [InlineData("12 year old roof, need it replaced before christmas", "before christmas")]
    [InlineData("can you inspect my roof next week, mornings only?", "next week")]
    [InlineData("dach undicht seit gestern, bitte bis ende märz reparieren", "ende märz")]
    [InlineData("necesito reparar el tejado antes del 15 de mayo, gotea desde ayer", "15 de mayo")]
    public void When_is_the_time_that_is_wanted_and_not_the_time_that_it_happened(string text, string when) =>
        Assert.Contains(when, Write(text).Timeline?.Text, StringComparison.OrdinalIgnoreCase);

    [Theory]
    [InlineData("how much for a new roof? budget is about $12,000", "$12,000")]
    [InlineData("need a roof quote, we have 9k to spend", "9k")]
    [InlineData("brauche ein neues dach, budget maximal 15.000 euro", "15.000 euro")]
    public void A_budget_is_told(string text, string budget) => Assert.Contains(budget, Write(text).Budget?.Text, StringComparison.OrdinalIgnoreCase);

    [Fact]
    public void The_answer_to_where_is_the_place()
    {
        var summary = Write("my roof leaks", "bot: Which town are you in?", "san leandro near the marina");

        Assert.Equal("San leandro near the marina", summary.Place?.Text);
        Assert.Equal(3, summary.Place?.MessageSequence);
    }

    [Fact]
    public void Of_a_long_chat_the_facts_are_told_in_fewer_words()
    {
        string[] chat =
        [
            "Hello there, hope you're having a lovely day. I've been meaning to get in touch for ages but you know how it is with work and the kids and everything.",
            "bot: Hello! How can we help?",
            "So our roof, it's slate and about 90 years old, has started leaking over the back bedroom and since last night water drips on the bed every time it rains. The front still looks fine which is weird.",
            "bot: We offer a gutter plan at $18 a month, would you be interested?",
            "No thanks, I don't want a gutter plan, I've had those before and they were useless.",
            "bot: No problem. When would suit you for a visit?",
            "Could someone come Wednesday? Actually no sorry, Wednesday is my daughter's recital, Thursday morning before 11 would be perfect. I can leave the side gate open. We've got a dog called Biscuit but he's soft as anything.",
            "bot: Thursday morning noted. A visit is $85. Can I have your details?",
            "Fiona Marsh, 415 555 0123, 8 Elmfield Road. I've got a budget of about $2,500. Thanks ever so much!",
        ];
        var transcript = Chat.Of(chat);
        var assessment = Chat.Assess(transcript);
        var summary = new SummaryWriter().Write(transcript, assessment, Chat.Roofer, Chat.Now);
        var told = summary.WholeText(assessment.Contact);

        Assert.All(
            ["slate", "leaking", "back bedroom", "Thursday morning", "Biscuit", "$2,500", "Elmfield"],
            fact => Assert.Contains(fact, told, StringComparison.OrdinalIgnoreCase));
        Assert.All(["Wednesday", "gutter plan", "$18", "$85", "lovely day"], fact => Assert.DoesNotContain(fact, told, StringComparison.OrdinalIgnoreCase));
        Assert.InRange(Words(told), 20, Words(string.Join(' ', transcript.VisitorLines.Select(line => line.Text))) * 62 / 100);
    }

    private static int Words(string text) => text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Length;

    [Fact]
    public void Since_when_it_is_so_is_told_with_its_since() =>
        Assert.Contains("since the rain", Told("water comes through my ceiling", "bot: Is it dripping?", "yes since the rain last night, got a pot under it"), StringComparison.OrdinalIgnoreCase);
}
