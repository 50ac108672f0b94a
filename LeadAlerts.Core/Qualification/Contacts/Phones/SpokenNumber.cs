using System.Collections.Frozen;
using System.Globalization;
using System.Text;

namespace LeadAlerts.Core.Qualification.Contacts.Phones;

/// <summary>Numbers in words, as dictation writes them: "oh seven seven double zero", "quarenta e um", "zéro six trente-neuf".</summary>
internal static class SpokenNumber
{
    private static readonly FrozenDictionary<string, int> Values = Load();

    private static readonly FrozenDictionary<string, int>.AlternateLookup<ReadOnlySpan<char>> BySpan =
        Values.GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>Every word, folded.</summary>
    public static IEnumerable<string> Words => Values.Keys;

    /// <summary>
    /// Reads spoken digits, and written ones between them, from a token on. No more than two other words stand in between.
    /// </summary>
    /// <param name="text">The message.</param>
    /// <param name="start">The token at which to begin.</param>
    /// <param name="digits">Receives the digits.</param>
    /// <param name="end">The token after the last digit.</param>
    /// <returns>How many of the words were spoken.</returns>
    public static int Read(TokenText text, int start, StringBuilder digits, out int end)
    {
        digits.Clear();
        end = start;
        var (spoken, repeat, between) = (0, 1, 0);
        for (var i = start; i < text.Count && digits.Length <= 20 && between <= 2;)
        {
            ref readonly var token = ref text[i];
            if (token.Kind == TokenKind.Number)
            {
                AppendDigits(text, i, digits);
                (end, between, repeat) = (++i, 0, 1);
            }
            else if (token.Is(WordKinds.Double | WordKinds.Triple) && i + 1 < text.Count && text[i + 1].Is(WordKinds.Spoken))
            {
                repeat = token.Is(WordKinds.Double) ? 2 : 3;
                i++;
            }
            else if (token.Is(WordKinds.Spoken) || token.Kind == TokenKind.Word && HasSpokenParts(text.Word(i)))
            {
                var value = Value(text, i, out var next);
                for (var n = 0; n < repeat; n++)
                {
                    digits.Append(CultureInfo.InvariantCulture, $"{value}");
                }

                spoken += next - i;
                (i, end, between, repeat) = (next, next, 0, 1);
            }
            else if (token.Is(WordKinds.Linking) || (token.Kind == TokenKind.Mark && text.Folded[token.Start] is ',' or '.' or '-' or '\u2026'))
            {
                between += token.Kind == TokenKind.Mark ? 0 : 1;
                i++;
            }
            else
            {
                break;
            }
        }

        return spoken;
    }

    /// <summary>The number that one word says; -1 when it says none.</summary>
    public static int Of(ReadOnlySpan<char> word) => BySpan.TryGetValue(word, out var value) ? value : -1;

    /// <summary>Appends the digits of a written number.</summary>
    public static void AppendDigits(TokenText text, int index, StringBuilder digits)
    {
        foreach (var c in text.Word(index))
        {
            if (char.IsDigit(c))
            {
                digits.Append((char)('0' + TokenText.DigitValue(c)));
            }
        }
    }

    /// <summary>One number that may take several words: "vierzig", "quarenta e um", "quatre vingt dix", "sto jedenaście".</summary>
    private static int Value(TokenText text, int index, out int next)
    {
        var value = One(text.Word(index));
        next = index + 1;
        var isEnglish = false;
        while (next < text.Count)
        {
            var at = next;
            var joins = false;
            if ((text[at].Is(WordKinds.And) || text.IsMark(at, '-')) && value is >= 20 && value % 10 == 0)
            {
                at++;
                joins = true;
            }

            if (at >= text.Count || !text[at].Is(WordKinds.Spoken))
            {
                break;
            }

            var more = One(text.Word(at));
            var adds = value switch
            {
                4 when more == 20 && text.Word(at).StartsWith("vingt", StringComparison.Ordinal) => 76,
                10 when more is >= 7 and <= 9 && text.Word(index) is "dix" => more,
                >= 20 and < 100 when value % 10 == 0 && more is >= 1 and <= 9 => more,
                60 or 80 when more is >= 10 and <= 19 => more,
                70 or 90 when more is >= 7 and <= 9 => more,
                >= 100 when value % 100 == 0 && more is >= 1 and <= 99 && (joins || more >= 10 || !isEnglish) => more,
                >= 1 and <= 9 when more == 100 && text.Word(at) is "hundred" => (value * 100) - value,
                _ => 0,
            };
            if (adds == 0)
            {
                break;
            }

            isEnglish |= more == 100;
            value += adds;
            next = at + 1;
        }

        return value;
    }

    private static bool HasSpokenParts(ReadOnlySpan<char> word) => word.Contains('-') && BySpan.ContainsKey(word[..word.IndexOf('-')]) && One(word) >= 0;

    /// <summary>A word, or words joined by hyphens such as "trente-neuf"; -1 when it is no number.</summary>
    private static int One(ReadOnlySpan<char> word)
    {
        if (BySpan.TryGetValue(word, out var value))
        {
            return value;
        }

        var sum = 0;
        foreach (var part in word.Split('-'))
        {
            var piece = word[part];
            if (piece is "et" or "e")
            {
                continue;
            }

            if (!BySpan.TryGetValue(piece, out var number))
            {
                return -1;
            }

            sum = sum == 4 && number == 20 ? 80 : sum + number;
        }

        return sum;
    }

    private static FrozenDictionary<string, int> Load()
    {
        var values = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var (_, line) in ContactWords.Sections("numbers"))
        {
            var parts = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            foreach (var word in parts[1..])
            {
                values.TryAdd(FoldedText.Fold(word), int.Parse(parts[0], CultureInfo.InvariantCulture));
            }
        }

        foreach (var (joint, tens, units) in Compounds())
        {
            for (var ten = 0; ten < tens.Length; ten++)
            {
                for (var unit = 0; unit < units.Length; unit++)
                {
                    var number = (ten + 2) * 10 + unit + 1;
                    var word = joint.Length > 0 ? units[unit] + joint + tens[ten] : tens[ten] + units[unit];
                    values.TryAdd(FoldedText.Fold(word), number);
                    if (joint.Length == 0 && units[unit][0] is 'u' or 'o')
                    {
                        values.TryAdd(FoldedText.Fold(tens[ten][..^1] + units[unit]), number);
                    }
                }
            }
        }

        return values.ToFrozenDictionary(StringComparer.Ordinal);
    }

    /// <summary>The languages that write numbers over twenty as one word.</summary>
    private static IEnumerable<(string Joint, string[] Tens, string[] Units)> Compounds() =>
    [
        ("und", ["zwanzig", "dreißig", "vierzig", "fünfzig", "sechzig", "siebzig", "achtzig", "neunzig"],
            ["ein", "zwei", "drei", "vier", "fünf", "sechs", "sieben", "acht", "neun"]),
        ("en", ["twintig", "dertig", "veertig", "vijftig", "zestig", "zeventig", "tachtig", "negentig"],
            ["een", "twee", "drie", "vier", "vijf", "zes", "zeven", "acht", "negen"]),
        ("", ["venti", "trenta", "quaranta", "cinquanta", "sessanta", "settanta", "ottanta", "novanta"],
            ["uno", "due", "tre", "quattro", "cinque", "sei", "sette", "otto", "nove"]),
        ("", ["veinti"], ["uno", "dos", "tres", "cuatro", "cinco", "seis", "siete", "ocho", "nueve"]),
    ];
}
