using System.Collections.Frozen;

namespace LeadAlerts.Core.LanguageModel;

/// <summary>Words of four letters and more, folded, that do not tell what a text is about, in the languages the product reads.</summary>
internal static class StopWords
{
    private const string Words =
        "also about after again anything around because been before being both come comes could does doing done each else even ever every from "
        + "get gets getting give gives going good great have having help here into just know like likes look looking looks make makes many maybe "
        + "more most much must need needs next okay only other ours over please possible really said same says should since some somebody someone "
        + "something soon such sure take takes tell than thank thanks that their them then there these they thing things think this those through "
        + "time under until very visitor customer want wanted wants well were what when where whether which while will wish wishes with without "
        + "wonder wondering wonders would your yours asks asked asking hello person people able "
        + "algo algun alguien aqui como cuando desde donde ella ellos esta estan este esto gracias hace hacer hasta hola mucho muchas necesita "
        + "necesito para pero pide pregunta puede pueden podria porque quiere quiero quisiera saber sobre tambien tener tiene tienen todo todos "
        + "aber alle auch bitte danke dann dass dein diese dieser dieses doch eine einem einen einer etwas fragt gern gerne habe haben hallo hatte "
        + "hier ihre ihren ihrer immer jetzt kann kein keine konnen mein meine meinen mich mochte nach nicht noch oder schon sehr sein seine sich "
        + "sind uber unser unsere unter viel wann warum wenn werden will wird wollen wurde braucht "
        + "alors aussi avec avoir bien bonjour cela cette comme dans demande depuis deux elle encore etre faire leur mais merci nous peut plus pour "
        + "pouvez quand quel quelle souhaite sont tout tous tres veut voudrait votre vous "
        + "ainda algum alguma boas como deseja dela dele essa esse esta estou isso mais muito obrigada obrigado onde para pelo pode podem porque "
        + "posso precisa preciso qual quando quer queria quero saber seria sobre tambem temos tenho tudo uma voce voces "
        + "anche ancora avere buongiorno chiede come cosa cosi della delle dopo essere fare grazie hanno loro molto nella nostro ogni perche piu "
        + "poter potete quale quando quanto questa questo sapere sono tutti vorrebbe vorrei vuole "
        + "alleen altijd andere bedankt bent daar deze dingen door eens even geen goed graag haar hebben hebt heeft hoeveel iets iemand jullie kunnen "
        + "kunt maar meer mijn misschien moet naar niet nodig onze over vraagt waar wanneer want wilt zijn zoals zich zoekt "
        + "albo bardzo bedzie byla bylo chce chcialbym chcialaby czego czesc dobry dzien gdzie jako jest jestem jesli kiedy ktory ktora moge mozna "
        + "moze nasze ktos potrzebuje prosze pyta sobie tylko tego teraz tutaj wiec wszystko zeby";

    private static readonly FrozenSet<string> All = Words.Split(' ').ToFrozenSet(StringComparer.Ordinal);

    /// <summary>True for such a word.</summary>
    public static bool Contains(string word) => All.Contains(word);
}
