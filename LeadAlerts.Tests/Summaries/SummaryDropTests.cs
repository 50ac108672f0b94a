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
    [InlineData("quote for a shed and a greenhouse base", "bot: Sizes?", "scrap the greenhouse, my son says no. just the shed", "greenhouse", "shed")]
    [InlineData("new roof and gutters", "bot: Tiles?", "leave the gutters then. slate", "gutters", "roof")]
    [InlineData("new roof and gutters", "bot: Tiles?", "slate. we dont need the gutters any more", "gutters", "roof")]
    [InlineData("need a cake and cupcakes for saturday", "bot: How many guests?", "20. not the cupcakes, just the cake", "cupcakes", "cake")]
    [InlineData("paint the hall and the kitchen", "bot: When?", "may. never mind the kitchen, hall only", "kitchen", "hall")]
    [InlineData("Küche streichen und Bad fliesen", "bot: Wann?", "im Mai. auf das Bad verzichten wir", "Bad", "Küche")]
    [InlineData("Dach decken und Rinne erneuern", "bot: Wann?", "im Mai. die Rinne brauchen wir nicht mehr", "Rinne", "Dach")]
    [InlineData("pintar salón y terraza", "bot: ¿Cuándo?", "en mayo. sin la terraza, solo el salón", "terraza", "salón")]
    [InlineData("pose de parquet et de plinthes", "bot: Quand ?", "en mai. finalement pas les plinthes", "plinthes", "parquet")]
    [InlineData("ponçage du parquet et des portes", "bot: Quand ?", "en mai. pas les portes, juste le parquet", "portes", "parquet")]
    [InlineData("imbiancare cucina e bagno", "bot: Quando?", "a maggio. niente bagno, solo la cucina", "bagno", "cucina")]
    [InlineData("badkamer tegelen en keuken schilderen", "bot: Wanneer?", "in mei. zonder de keuken graag", "keuken", "badkamer")]
    [InlineData("malowanie kuchni i lazienki", "bot: Kiedy?", "w maju. bez lazienki, tylko kuchnia", "lazienki", "kuchni")]
    [InlineData("pintar a sala e a cozinha", "bot: Quando?", "em maio. sem a cozinha, só a sala", "cozinha", "sala")]
    public void A_thing_that_is_dropped_is_not_told(string first, string asked, string next, string dropped, string kept)
    {
        var told = Told(first, asked, next);

        Assert.DoesNotContain(dropped, told, StringComparison.OrdinalIgnoreCase);
        Assert.Contains(kept, told, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public void A_sentence_about_nothing_but_what_is_dropped_goes_whole()
    {
        var told = Told("I need the ants in the kitchen gone", "bot: We can help.", "there's a hornet nest in the shed too", "forget the hornets, only the ants");

        Assert.DoesNotContain("nest", told, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("hornet", told, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("ants in the kitchen", told, StringComparison.OrdinalIgnoreCase);
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
    [InlineData("a house clearance with a piano in it", "bot: When?", "monday. we leave the piano", "with a piano")]
    [InlineData("paint the hall and the kitchen", "bot: Fine.", "can you leave the kitchen door open", "and the kitchen")]
    [InlineData("a boat trip before easter, my husband hit the pontoon with his boat and mine", "bot: How many?", "two of us, not in the same boat", "with his boat")]
    [InlineData("my mum slipped getting out of the bath and the shower", "bot: Is there a shower?", "no shower that works", "shower")]
    public void A_word_that_could_drop_and_does_not_takes_nothing_out(string first, string asked, string next, string kept) =>
        Assert.Contains(kept, Told(first, asked, next), StringComparison.OrdinalIgnoreCase);

    [Fact]
    public void Where_nothing_else_would_be_left_what_was_dropped_is_told() =>
        Assert.Contains("fence", Told("a new fence", "bot: How long?", "forget the fence"), StringComparison.OrdinalIgnoreCase);
}
