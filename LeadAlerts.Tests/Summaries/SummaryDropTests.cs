using static LeadAlerts.Tests.Summaries.SummaryScene;

namespace LeadAlerts.Tests.Summaries;

/// <summary>What the visitor had asked for and drops again is not told; what else was asked for is.</summary>
public sealed class SummaryDropTests
{
    [Theory]
    [InlineData("gutters cleaned, and the chimney swept while you are here", "bot: Sure, which day?", "forget the chimney, the neighbour has brushes", "chimney", "gutters")]
    [InlineData("quote for a pergola and a gazebo at the back", "bot: Both in cedar?", "skip the gazebo please. cedar is good", "gazebo", "pergola")]
    [InlineData("prices for 2,000 / 8,000 / 30,000 stickers, matt", "bot: When do you need them?", "in march. scratch the 30,000", "30,000", "8,000")]
    [InlineData("necesito pintar el salón y la terraza", "bot: ¿Metros?", "unos 40. cancela la terraza, la pinta mi cuñado", "terraza", "salón")]
    [InlineData("Hecke schneiden und den Schuppen abreißen", "bot: Wann?", "im Herbst. vergessen Sie den Schuppen", "Schuppen", "Hecke")]
    [InlineData("nettoyage du canapé et des rideaux", "bot: Quel jour ?", "jeudi. oubliez les rideaux", "rideaux", "canapé")]
    [InlineData("torta e pasticcini per domenica", "bot: Quante persone?", "dodici. annulla i pasticcini", "pasticcini", "torta")]
    [InlineData("vloer schuren en plafond witten", "bot: Hoeveel meter?", "30. vergeet het plafond", "plafond", "vloer")]
    [InlineData("kal 3 kilo cake aur samosa chahiye", "bot: Address?", "sector 9. samosa cancel", "samosa", "cake")]
    public void A_thing_that_is_dropped_is_not_told(string first, string asked, string next, string dropped, string kept)
    {
        var told = Told(first, asked, next);

        Assert.DoesNotContain(dropped, told, StringComparison.OrdinalIgnoreCase);
        Assert.Contains(kept, told, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public void A_day_that_is_dropped_is_not_told()
    {
        var told = Told("shampoo and trim for my spaniel on tuesday at 3", "bot: Booked, Tuesday at 3!", "scratch tuesday, put me in for wednesday same time");

        Assert.DoesNotContain("tuesday", told, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("wednesday", told, StringComparison.OrdinalIgnoreCase);
    }

    [Theory]
    [InlineData("we need a skip for the rubble on friday", "bot: Which size?", "a big skip, the rubble is wet", "rubble")]
    [InlineData("do you take down sheds", "bot: Yes. How big?", "8 by 10. can you drop the shed door at my brothers", "shed")]
    [InlineData("new roof for the barn", "bot: What is there now?", "tin. my wife says dont forget the barn doors", "barn doors")]
    public void A_word_that_could_drop_and_does_not_takes_nothing_out(string first, string asked, string next, string kept) =>
        Assert.Contains(kept, Told(first, asked, next), StringComparison.OrdinalIgnoreCase);

    [Fact]
    public void Where_nothing_else_would_be_left_what_was_dropped_is_told() =>
        Assert.Contains("fence", Told("a new fence", "bot: How long?", "forget the fence"), StringComparison.OrdinalIgnoreCase);
}
