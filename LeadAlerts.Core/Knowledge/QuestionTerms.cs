using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace LeadAlerts.Core.Knowledge;

/// <summary>The words of a text that carry its meaning, and when two of them mean the same. Pure.</summary>
/// <remarks>
/// The full-text index finds candidates; these words decide whether a candidate is an answer. Common words of eight languages are left
/// out, words are compared without case, accents and endings, and a few words that businesses and visitors use for the same thing
/// (price, cost, “how much”) count as one.
/// </remarks>
public static partial class QuestionTerms
{
    /// <summary>How many words of a text are looked at; a visitor's question rarely has more that matter.</summary>
    public const int Most = 24;

    private static readonly HashSet<string> CommonWords = Words("""
        a about actually also am an and any anybody anyone are as at be because been being but by can cant could did do does doesnt dont
        else ever for from get give go going good got great had has have having he hello help her here hey hi him his how i id if ill im in into is
        it its ive just kind know let like ll looking make many may maybe me might more much my need no not now of off oh ok okay on one or
        our out over please possible question re really right say see she should show so some something soon sure take tell than
        thank thanks that thats the their them then there these they thing this those to today too two try up us use ve very want wanted was
        we well were what whats when where which while who why will wish with wonder wondering would yes yet you your youre yours guys
        able available come comes coming offer offers offered provide provides around before after again anything thats theres work works
        al algo alguien como con cual cuando de del donde el ella en es esta estan este esto estoy gracias ha hay hola la las le lo los me mi
        mis muy necesito no nos o para pero por porque puede pueden puedo que quiero quisiera se ser si sin sobre son su sus te tengo tiene
        tienen todo tu un una unas uno unos usted ustedes y ya yo buenas buenos dias tardes favor
        aber als am an auch auf aus bei bin bis bitte brauche da danke das dass dein dem den der des die dies diese doch du ein eine einem
        einen einer er es euch fur gibt guten habe haben hallo hat ich ihr ihre im in ist ja kann konnen konnte man mein meine mich mir mit
        mochte nach nein nicht noch nur ob oder sehr sein sich sie sind so tag um und uns unser von vom vor war was wenn wer wie will wir wird
        wo wollen zu zum zur
        ai ainsi au aux avec avez besoin bonjour ca ce ces cest cet cette comment dans de des du elle en est et etes etre fait il ils j je
        jai la le les leur ma mais merci mes moi mon ne nous on ou par pas peut peux plus pour pouvez qu quand que quel quelle quelles quels
        qui sa sans savoir se ses si son sont sur svp ta te toi ton tu un une vos votre voudrais vous
        a ao aos as com como da das de dele do dos e ela ele em essa esse esta eu foi gostaria isso ja la mais mas me meu minha muito na nao
        nas no nos o obrigado ola os ou para pela pelo pode podem posso por porque preciso quais qual quando quem quero sao se sem ser seu sua
        tem tenho um uma voces voce
        alla alle anche c che chi ci ciao come con cosa da dal dei del della delle di dove e ed gli grazie ha hai hanno ho i il in io la le
        lei lo ma mi mia mio molto nel nella noi non o per perche piu posso puo quale quali quando quanto questa questo salve se sei si siete sono su
        sul sulla tra tu un una uno vi voi vorrei buongiorno
        aan al als bij dan dat de deze die dit doen dus een en er graag had hallo heb hebben heeft het hij hoe hoi ik in is ja jij jullie
        kan kunnen kunt maar me mee met mij mijn naar nee niet nog nu of om onze ook op over te tot u uit uw van veel voor waar wanneer wat we
        wel welke wie wij wil zal ze zijn zo zou
        a aby albo ale bo by byc bardzo chce chcialbym chcialabym ci cie co czy dla do dzien dobry gdzie go i ich ile im ja jak jaka jaki jakie
        jest jestem juz kiedy kto ktory ma mam mi mnie moge moj moja mozna mozecie my na nam nas nie o od on ona oraz po pod prosze przez sa sie
        ta tak tam te tego ten to tu ty tylko w was we z za ze czesc
        """);

    // The first word of a line stands for all of it.
    private static readonly Dictionary<string, string> SameThing = Groups("""
        price prices pricing cost costs charge charges quote quotes quotation estimate estimates rate rates fee fees expensive cheap howmuch precio precios cuesta coste presupuesto preis preise kosten kostet angebot prix tarif tarifs coute devis preco precos custa orcamento prezzo prezzi costa preventivo prijs prijzen kost offerte cena ceny kosztuje wycena
        hours hour open opened opening opens close closed closing closes horario horarios abierto offnungszeiten geoffnet horaires ouvert horario aberto orari aperto aperti openingstijden geopend godziny otwarte otwarcia
        area areas serve serves service-area cover covers coverage neighborhood neighbourhood region zone
        address located location locate directions direccion ubicacion adresse adres endereco indirizzo
        book booking appointment appointments schedule scheduling reserve reservation reservations cita reservar termin termine rendezvous reserver marcar agendar appuntamento prenotare afspraak wizyta rezerwacja
        pay payment payments card cards cash checks invoice invoices paypal
        financing finance financed installment installments instalment instalments
        warranty warranties guarantee guarantees guaranteed garantia garantie garanzia gwarancja
        insurance insured insurer insurers liability
        license licensed licence licenced certified certification certifications
        fix fixed fixing repair repairs repaired repairing reparar reparacion reparieren reparatur reparer reparation reparo riparare riparazione repareren naprawa
        install installs installing installation installed fitting
        replace replacing replacement replacements
        contact reach phone telephone telefono telefon telefone telefono telefoon
        deliver delivers delivery deliveries shipping ship ships
        refund refunds return returns money-back
        cancel cancels cancellation cancelling canceling cancelled
        emergency emergencies urgent urgently asap
        long duration
        parking park
        """);

    private static readonly string[] Endings =
    [
        "", "s", "es", "e", "en", "n", "er", "ers", "or", "d", "ed", "ing", "ings", "y", "ies", "ly", "al", "age", "ion", "ions", "ation", "ations",
        "ment", "ments", "a", "as", "o", "os", "i", "ar", "ir", "em", "ung", "ungen", "ies", "ied", "ier", "iers", "ance", "ence", "able",
        "u", "ow", "ami", "ach", "om",
    ];

    /// <summary>The words of a text that carry meaning, folded (lower case, no accents), each once, in order; at most <see cref="Most"/>.</summary>
    public static IReadOnlyList<string> Of(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var terms = new List<string>();
        foreach (Match match in Word().Matches(PhrasesAsWords(Fold(text))))
        {
            var word = match.Value;
            if (word.Length > 1 && word.Length <= 40 && !CommonWords.Contains(word) && !terms.Contains(word))
            {
                terms.Add(word);
                if (terms.Count == Most)
                {
                    break;
                }
            }
        }

        return terms;
    }

    /// <summary>What the words of a text are about: the words of <see cref="Of"/>, those that mean the same thing counted once.</summary>
    public static IReadOnlyList<string> MeaningsOf(string text)
    {
        var meanings = new List<string>();
        foreach (var term in Of(text))
        {
            var meaning = SameThing.GetValueOrDefault(term, term);
            if (!meanings.Exists(known => AreSame(known, meaning)))
            {
                meanings.Add(meaning);
            }
        }

        return meanings;
    }

    /// <summary>The words under which a term is looked for: itself and those that mean the same.</summary>
    public static IEnumerable<string> Alternatives(string term) =>
        SameThing.TryGetValue(term, out var meaning) ? SameThing.Where(pair => pair.Value == meaning).Select(pair => pair.Key) : [term];

    /// <summary>True when two folded words are the same but for their ending (<c>leak</c>, <c>leaking</c>).</summary>
    public static bool AreSame(string first, string second)
    {
        ArgumentNullException.ThrowIfNull(first);
        ArgumentNullException.ThrowIfNull(second);
        if (first == second)
        {
            return true;
        }

        var shorter = Math.Min(first.Length, second.Length);
        var common = 0;
        while (common < shorter && first[common] == second[common])
        {
            common++;
        }

        // Some endings swallow or repeat the last letter of the stem: try one letter back too.
        for (var stem = common; stem >= Math.Max(3, common - 1); stem--)
        {
            var (one, other) = (first[stem..], second[stem..]);
            var certain = stem > 3 || (one is "" or "s" && other is "" or "s");
            if (certain && Endings.Contains(one) && Endings.Contains(other))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Lower case, without accents and without apostrophes.</summary>
    internal static string Fold(string text)
    {
        var folded = new StringBuilder(text.Length);
        foreach (var character in WellFormed(text).Normalize(NormalizationForm.FormD))
        {
            if (CharUnicodeInfo.GetUnicodeCategory(character) is not UnicodeCategory.NonSpacingMark && character is not ('\'' or '’' or '\0'))
            {
                folded.Append(character switch { 'ł' or 'Ł' => 'l', 'ß' => 's', _ => char.ToLowerInvariant(character) });
            }
        }

        return folded.ToString();
    }

    // Half a surrogate pair cannot be normalised.
    private static string WellFormed(string text)
    {
        var builder = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            builder.Append(rune.ToString());
        }

        return builder.ToString();
    }

    private static string PhrasesAsWords(string folded) => HowMuch().Replace(folded, " howmuch ");

    private static HashSet<string> Words(string list) => [.. list.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)];

    private static Dictionary<string, string> Groups(string lines)
    {
        var groups = new Dictionary<string, string>();
        foreach (var line in lines.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            var words = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            foreach (var word in words)
            {
                groups.TryAdd(word, words[0]);
            }
        }

        return groups;
    }

    [GeneratedRegex(@"[\p{L}\p{N}]+", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Word();

    [GeneratedRegex(@"\b(how much|how expensive|cuanto|wie viel|wieviel|combien|quanto custa|quanto costa|hoeveel|ile kosztuje)\b",
        RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex HowMuch();
}
