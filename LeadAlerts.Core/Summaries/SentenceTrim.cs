using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using LeadAlerts.Core.Qualification;

namespace LeadAlerts.Core.Summaries;

/// <summary>Takes away what carries no fact: greetings, lead-ins, loose ends; cuts by what a reader sees as characters.</summary>
internal static partial class SentenceTrim
{
    /// <summary>A text with single spaces, no control characters, greetings or loose ends, and without the visitor's name at its edges.</summary>
    public static string Trim(string text, string? name)
    {
        text = OneLine(text);
        for (var round = 0; round < 4; round++)
        {
            var length = text.Length;
            text = text[Opening().Match(FoldedText.Fold(text)).Length..];
            var closing = Closing().Match(FoldedText.Fold(text));
            text = closing.Success ? text[..closing.Index] : text;
            text = WithoutName(text.Trim(' ', ',', '-', '–', '—', ':', '.', '/', '(', '&', '*', '"'), name);
            if (text.Length == length)
            {
                break;
            }
        }

        return text;
    }

    /// <summary>One line with single spaces and no control characters.</summary>
    public static string OneLine(string text)
    {
        var line = new StringBuilder(text.Length);
        foreach (var c in text)
        {
            if (char.IsWhiteSpace(c) || char.IsControl(c))
            {
                if (line.Length > 0 && line[^1] != ' ')
                {
                    line.Append(' ');
                }
            }
            else
            {
                line.Append(c);
            }
        }

        return line.ToString().Trim();
    }

    /// <summary>True when a folded sentence begins as questions do, though it has no question mark.</summary>
    public static bool StartsLikeQuestion(string folded) => QuestionStart().IsMatch(folded);

    /// <summary>True when a folded sentence begins as unsure answers do: "maybe 900 square feet?".</summary>
    public static bool StartsLikeAnswer(string folded) => AnswerStart().IsMatch(folded);

    /// <summary>Takes "I'm looking for a", "can you" and the like from the beginning, so that the thing itself stands first.</summary>
    public static string WithoutLeadIn(string text)
    {
        for (var round = 0; round < 3; round++)
        {
            var match = LeadIn().Match(FoldedText.Fold(text));
            if (!match.Success || match.Length == 0 || text.Length - match.Length < 6)
            {
                break;
            }

            text = text[match.Length..];
        }

        return text;
    }

    /// <summary>At most so many characters as a reader sees them, cut at a word where one is near, with an ellipsis.</summary>
    public static string Shorten(string text, int length)
    {
        // What a reader sees as one character may be many code units: both are counted, and none is cut in two.
        if (text.Length <= length)
        {
            return text;
        }

        var cut = new StringBuilder();
        var count = 0;
        var enumerator = StringInfo.GetTextElementEnumerator(text);
        while (count < length - 1 && enumerator.MoveNext())
        {
            var element = enumerator.GetTextElement();
            if (cut.Length + element.Length > length - 1)
            {
                break;
            }

            cut.Append(element);
            count++;
        }

        var kept = cut.ToString();
        var space = kept.LastIndexOf(' ');
        if (space > length * 2 / 3)
        {
            kept = kept[..space];
        }

        return kept.TrimEnd(' ', ',', '-', '.', ';', ':') + "…";
    }

    /// <summary>With a capital first letter.</summary>
    public static string Capital(string text) =>
        text.Length > 0 && char.IsLower(text[0]) ? char.ToUpperInvariant(text[0]) + text[1..] : text;

    private static string WithoutName(string text, string? name)
    {
        if (name is null || text.Length <= name.Length)
        {
            return name is not null && text.Equals(name, StringComparison.OrdinalIgnoreCase) ? "" : text;
        }

        if (text.EndsWith(name, StringComparison.OrdinalIgnoreCase) && text[^(name.Length + 1)] is ' ' or ',')
        {
            text = text[..^name.Length].TrimEnd(' ', ',', '-');
        }

        return text;
    }

    [GeneratedRegex(@"^(?:(?:hi+|hello|hey|hiya|hola|hallo|bonjour|bonsoir|ola|ciao|guten (?:tag|morgen|abend)|good (?:morning|afternoon|evening|day)|buenos dias|buenas(?: tardes| noches)?|boa tarde|bom dia|boa noite|buongiorno|goedemorgen|goedemiddag|dzien dobry|thanks?(?: you)?(?: so much)?|thx|ty|ok(?:ay)?|k|oh|ah|um+|uh|hmm+|well|so|and|yes(?: please| pls)?|yeah|yep|yea|sure|great|perfect|cool|please|pls|alright|lol|haha|sorry|btw|also|no worries|si|ja|oui|sim|tak|gracias|danke|merci|there|again|team|everyone|guys|sir|madam)(?:[\s,!.:\-]+|$))+", RegexOptions.NonBacktracking)]
    private static partial Regex Opening();

    [GeneratedRegex(@"(?:[\s,.!\-]+(?:thanks?(?: you)?(?: so much| in advance)?|thx|ty|please|pls|cheers|lol|haha|por favor|gracias|danke|merci|bitte|my name'?s?(?: is)?|i'?m|this is|ask for|name is|name'?s|call me(?: at)?|call|text(?: me)?|email(?: me)?|or|at|is|cell|phone|quote to|ich hei(?:ss|\u00DF)e|je m'appelle|me llamo|mi nombre es))+[\s,.!:\-]*$", RegexOptions.NonBacktracking)]
    private static partial Regex Closing();

    [GeneratedRegex(@"^(?:(?:is|are|do|does|did|can|could|will|would|should|may|has|r)\s+(?:you|u|i|we|it|he|she|they|someone|somebody|anyone|the|this|that|there|these|those|y'?all|ye|yous|a|an|my|our|your)|how|what|whats|what's|when (?:can|could|will|would|do|is|are)|where|which|who|why|u guys|any chance|have you|wie|was|wann|kann|konnen|haben|gibt|cuanto|cuando|puede|pueden|tienen|hay|como|combien|quand|pouvez|est-ce|avez|quanto|quando|pode|voces|avete|potete|hoeveel|wanneer|kunnen|hebben|ile|kiedy|czy)\b", RegexOptions.NonBacktracking)]
    private static partial Regex QuestionStart();

    [GeneratedRegex(@"^(?:maybe|about|around|probably|roughly|like [0-9])\b", RegexOptions.NonBacktracking)]
    private static partial Regex AnswerStart();

    [GeneratedRegex(@"^(?:(?:i'?m|we'?re|i am|we are|im)\s+(?:just\s+)?(?:looking|hoping|trying|wondering|interested|searching|thinking|calling|writing|planning|looking into|getting)\s+(?:for|to|if|in|about|of|into|on|at)?\s*(?:getting|buying|having|doing)?\s*|(?:i|we)(?:'d|\s+would)?\s+(?:really\s+|also\s+|just\s+)?(?:like|love|want|need|wanna)\s+(?:to\s+(?:get|have|book|buy|schedule|know|see|order)?|someone\s+to|somebody\s+to|you\s+to|it)?\s*|looking\s+(?:for|to|at)\s+|(?:getting|need|want)\s+(?:to|a|an|some|the)\s+|there(?:'?s|\s+is|\s+are)\s+|(?:can|could|would|will)\s+(?:you|u|y'?all|someone|somebody|you\s+guys|i)\s+(?:please\s+)?(?:come\s+)?(?:and\s+)?|(?:do|does)\s+(?:you|u|y'?all|you\s+guys|u\s+guys)\s+(?:guys\s+)?|(?:i|we)(?:'ve|\s+have|\s+got|'ve\s+got)\s+|(?:a|an|the|some|my|our)\s+|a\s+few\s+bids\s+for\s+)", RegexOptions.NonBacktracking)]
    private static partial Regex LeadIn();
}
