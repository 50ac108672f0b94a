using System.Collections.Frozen;

namespace LeadAlerts.Core.LanguageModel;

/// <summary>
/// Words for days and months in the languages the product reads, so that "jueves" of a visitor stands behind "Thursday" for the owner. Words are
/// folded: without capitals and accents.
/// </summary>
internal static class DateWords
{
    // One line a language, in the order monday … sunday; a form that ends in * stands for its inflections.
    private static readonly string[] Days =
    [
        "monday tuesday wednesday thursday friday saturday sunday",
        "mon tue wed thu fri sat sun",
        "mondays tues weds thur fridays saturdays sundays",
        "- tuesdays wednesdays thurs - - -",
        "- - - thursdays - - -",
        "lunes martes miercoles jueves viernes sabado domingo",
        "montag* dienstag* mittwoch* donnerstag* freitag* samstag* sonntag*",
        "- - - - - sonnabend* -",
        "lundi mardi mercredi jeudi vendredi samedi dimanche",
        "segunda-feira terca-feira quarta-feira quinta-feira sexta-feira sabado domingo",
        "segunda terca quarta quinta sexta - -",
        "lunedi martedi mercoledi giovedi venerdi sabato domenica",
        "maandag* dinsdag* woensdag* donderdag* vrijdag* zaterdag* zondag*",
        "poniedzial* wtor* srod* czwart* piatek sobot* niedziel*",
        "- - - - piatku - -",
    ];

    private static readonly string[] Months =
    [
        "january february march april may june july august september october november december",
        "jan feb mar apr may jun jul aug sep oct nov dec",
        "- - - - - - - - sept - - -",
        "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
        "januar februar marz april mai juni juli august september oktober november dezember",
        "janner - - - - - - - - - - -",
        "janvier fevrier mars avril mai juin juillet aout septembre octobre novembre decembre",
        "janeiro fevereiro marco abril maio junho julho agosto setembro outubro novembro dezembro",
        "gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre",
        "januari februari maart april mei juni juli augustus september oktober november december",
        "styczen luty marzec kwiecien maj czerwiec lipiec sierpien wrzesien pazdziernik listopad grudzien",
        "stycznia lutego marca kwietnia maja czerwca lipca sierpnia wrzesnia pazdziernika listopada grudnia",
        "styczniu lutym marcu kwietniu maju czerwcu lipcu sierpniu wrzesniu pazdzierniku listopadzie grudniu",
    ];

    private static readonly string[] Near =
    [
        "today tomorrow tonight yesterday weekend",
        "tdy tmrw - - weekends",
        "- tmr - - -",
        "hoy manana - ayer -",
        "heute morgen - gestern wochenende",
        "aujourd'hui demain - hier week-end",
        "hoje amanha - ontem -",
        "oggi domani stasera ieri weekend",
        "vandaag morgen vanavond gisteren weekend",
        "dzisiaj jutro - wczoraj weekend*",
        "dzis - - - -",
    ];

    // They mean something else more often than a date.
    private static readonly FrozenSet<string> Ambiguous =
        FrozenSet.ToFrozenSet(["may", "march", "mar", "mon", "sun", "sat", "wed", "jan", "hier", "mars", "mei", "mai", "maj", "maja"]);

    private static readonly FrozenDictionary<string, string> Whole;

    private static readonly (string Stem, string Date)[] Stems;

    static DateWords()
    {
        var whole = new Dictionary<string, string>(StringComparer.Ordinal);
        var stems = new List<(string, string)>();
        foreach (var (lines, kind) in new[] { (Days, "day"), (Months, "month"), (Near, "near") })
        {
            foreach (var line in lines)
            {
                foreach (var (place, word) in line.Split(' ').Index())
                {
                    if (word.EndsWith('*'))
                    {
                        stems.Add((word[..^1], $"{kind}{place}"));
                    }
                    else if (word != "-")
                    {
                        whole.TryAdd(word, $"{kind}{place}");
                    }
                }
            }
        }

        Whole = whole.ToFrozenDictionary(StringComparer.Ordinal);
        Stems = [.. stems];
    }

    /// <summary>The day or month that a folded word names; null when it names none.</summary>
    public static string? Find(string word) =>
        Whole.TryGetValue(word, out var date) ? date
        : word.Length < 4 ? null
        : Array.Find(Stems, stem => word.StartsWith(stem.Stem, StringComparison.Ordinal) && word.Length <= stem.Stem.Length + 4).Date;

    /// <summary>True for a word that names a day or month only among other meanings.</summary>
    public static bool IsAmbiguous(string word) => Ambiguous.Contains(word);
}
