using static LeadAlerts.Tests.Summaries.SummaryScene;

namespace LeadAlerts.Tests.Summaries;

/// <summary>When it is wanted: in the visitor's words, or as the site offered it and the visitor accepted.</summary>
public sealed class SummaryTimelineTests
{
    [Theory]
    [InlineData("our gutter came down in the night", "We could come Thursday 8:30, does that work?", "yes please. Dana 480 555 0123", "Thursday 8:30")]
    [InlineData("se nos cae el techo del garaje", "Podemos ir el martes a las 9.", "vale perfecto. Rosa 655 55 01 72", "martes a las 9")]
    [InlineData("unser Dach leckt seit dem Sturm", "Passt Mittwoch um 14 Uhr?", "ja gern. Ott 0152 28817312", "Mittwoch um 14 Uhr")]
    [InlineData("le toit fuit depuis l'orage", "Jeudi à 10h, ça vous va ?", "oui parfait. Léa 06 39 98 71 11", "Jeudi à 10h")]
    [InlineData("il tetto perde da ieri", "Giovedì alle 16?", "va bene. Fabio 349 555 0188", "Giovedì alle 16")]
    [InlineData("dach przecieka po burzy", "Czy pasuje środa o 12?", "tak pasuje. Ewa 512 555 014", "środa o 12")]
    [InlineData("roof is leaking, can someone come today", "We have 2:15. Your name?", "Kade", "2:15")]
    public void An_offered_time_that_is_accepted_is_told_as_agreed(string need, string offer, string yes, string agreed)
    {
        var summary = Write(need, "bot: " + offer, yes);

        Assert.NotNull(summary.Timeline);
        Assert.Contains("agreed: ", summary.Timeline.Text, StringComparison.OrdinalIgnoreCase);
        Assert.Contains(agreed, summary.Timeline.Text, StringComparison.OrdinalIgnoreCase);
    }

    [Theory]
    [InlineData("our gutter came down", "We could come Thursday 8:30, does that work?", "no thanks, too early. 480 555 0123")]
    [InlineData("our gutter came down", "We could come Thursday 8:30 or Friday 9, which one?", "yes. Dana 480 555 0123")]
    [InlineData("our gutter came down", "We could come Thursday 8:30, does that work?", "ok but my wife has to look. what does it cost?")]
    [InlineData("our gutter came down", "We're open until 6 today! Would you like a quote?", "yes please. Dana 480 555 0123")]
    [InlineData("our gutter came down", "Did it come down on Saturday?", "yes. Dana 480 555 0123")]
    [InlineData("our gutter came down", "We could come Thursday 8:30. How big is the house?", "two floors, detached")]
    public void An_offer_that_is_refused_or_left_open_is_not_told(string need, string offer, string answer) =>
        Assert.DoesNotContain("agreed", Told(need, "bot: " + offer, answer), StringComparison.OrdinalIgnoreCase);

    [Fact]
    public void A_time_that_the_visitor_names_after_the_yes_takes_its_place()
    {
        var told = Told("our gutter came down", "bot: Thursday at 9?", "ok great. Dana 480 555 0123", "bot: See you then!", "sorry, make it friday at 9");

        Assert.DoesNotContain("Thursday", told, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("friday", told, StringComparison.OrdinalIgnoreCase);
    }

    [Theory]
    [InlineData("please clean the gutters, any day but tues", "any day but tues")]
    [InlineData("roof inspection, any day bar Wednesday", "any day bar Wednesday")]
    [InlineData("can someone look at the roof tmrw b4 noon", "tmrw b4 noon")]
    [InlineData("please come look at the roof any day before the leaves come down", "any day before the leaves come down")]
    [InlineData("we need the roof done for my parents 50th, saturday june 21", "saturday june 21")]
    [InlineData("book us in for 12 on friday 9th", "on friday 9th")]
    public void What_belongs_to_a_time_stays_with_it(string text, string timeline) =>
        Assert.Equal(timeline, Write("hello", "bot: How can we help?", text).Timeline?.Text, ignoreCase: true);

    [Theory]
    [InlineData("we moved in 2016 and i didnt know we had a flat roof till it leaked", "didnt know we had")]
    [InlineData("the roof leaks, i dont think we can wait long", "dont think we can wait")]
    [InlineData("call me any day but wed about the roof", "but wed")]
    public void A_no_is_not_cut_off(string text, string words) =>
        Assert.Contains(words, Told("hello", "bot: How can we help?", text), StringComparison.OrdinalIgnoreCase);

    [Theory]
    [InlineData("the roof leaks, im on the 3rd floor no lift, call me on 480 555 0123", "Rd floor")]
    [InlineData("looking at a 2011 camry with 180k on it, is it worth a check", "Budget: 180k")]
    public void What_is_no_place_and_no_money_is_not_told_as_such(string text, string wrong)
    {
        var summary = Write("hello", "bot: How can we help?", text);

        Assert.DoesNotContain(wrong, $"{summary.Place?.Text}\nBudget: {summary.Budget?.Text}", StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public void What_is_not_wanted_is_no_refusal_of_what_the_site_sells()
    {
        var told = Told("is this roof any good, house is from 1975", "bot: Are you asking about a pre-purchase inspection? From $240.", "yeah dont wanna buy a wreck again");

        Assert.Contains("dont wanna buy a wreck", told, StringComparison.OrdinalIgnoreCase);
    }
}
