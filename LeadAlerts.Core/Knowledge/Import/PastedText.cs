using System.Text.RegularExpressions;
using CsvHelper;

namespace LeadAlerts.Core.Knowledge.Import;

/// <summary>Finds questions and answers in a text that somebody pasted: a table, "Q: … A: …", lines that ask, or titled paragraphs. Pure.</summary>
internal static partial class PastedText
{
    /// <summary>The greatest length of a pasted text, in characters.</summary>
    public const int MaxLength = 100_000;

    private const int MostRows = 2000;
    private const int TitleMaxLength = 120;

    // "Not sure yet?" belongs to an answer.
    private const int UnmarkedLeastWords = 4;

    private static readonly string[] QuestionHeads = ["question", "questions", "frage", "fragen", "pregunta", "preguntas", "domanda", "pergunta", "vraag", "pytanie", "q"];

    /// <summary>The questions with their answers; the first way of reading that finds any counts.</summary>
    public static IReadOnlyList<(string Question, string Answer)> Read(string text)
    {
        var lines = text.ReplaceLineEndings("\n").Split('\n');
        foreach (var read in (Func<IReadOnlyList<(string, string)>>[])[() => Table(text, lines), () => Marked(lines), () => Asking(lines), () => Titled(lines)])
        {
            if (read() is { Count: > 0 } found)
            {
                return found;
            }
        }

        return [];
    }

    /// <summary>Two columns, separated by tabs, commas or semicolons, where there is reason to take them for a table.</summary>
    private static List<(string, string)> Table(string text, string[] lines)
    {
        if (lines.FirstOrDefault(line => line.Trim().Length > 0) is not { } first)
        {
            return [];
        }

        foreach (var separator in "\t;,")
        {
            if (first.Contains(separator, StringComparison.Ordinal) && Rows(text, separator) is { Count: > 0 } rows)
            {
                var headed = QuestionHeads.Contains(rows[0].Question.Trim().ToLowerInvariant());
                var asks = rows.Count(row => ProposalText.IsQuestion(row.Question));
                if (headed || asks * 2 > rows.Count || (separator == '\t' && rows.Count > 1))
                {
                    return headed ? rows[1..] : rows;
                }
            }
        }

        return [];
    }

    private static List<(string Question, string Answer)> Rows(string text, char separator)
    {
        var rows = new List<(string, string)>();
        using var reader = CsvReader.Create(new StringReader(text), CsvReaderOptions.Default with
        {
            Separator = separator,
            HasHeader = false,
            SkipEmptyLines = true,
            MalformedData = CsvMalformedDataHandling.Throw,
        });
        try
        {
            while (rows.Count < MostRows && reader.Read())
            {
                if (reader.FieldCount < 2)
                {
                    // One row that is none, and it is no table.
                    return [];
                }

                rows.Add((reader.GetString(0), reader.GetString(1)));
            }
        }
        catch (CsvFormatException)
        {
            return [];
        }

        return rows;
    }

    /// <summary>
    /// Lines that begin with "Q:" and "A:", or with those words in another language; after the last of them also lines that ask as a whole,
    /// for marks are often left off towards the end. Before it, a line that asks is part of its answer.
    /// </summary>
    private static List<(string, string)> Marked(string[] lines)
    {
        var lastMark = Array.FindLastIndex(lines, line => QuestionMark().IsMatch(Start(line)));
        var found = new List<(string, string)>();
        string? question = null;
        List<string>? answer = null;
        for (var at = 0; at < lines.Length; at++)
        {
            var line = lines[at];
            if (QuestionMark().Match(Start(line)) is { Success: true } asks)
            {
                Add();
                (question, answer) = (line[asks.Length..], null);
            }
            else if (question is not null && AnswerMark().Match(Start(line)) is { Success: true } answers)
            {
                answer = [line[answers.Length..]];
            }
            else if (answer is not null && at > lastMark && AsksUnmarked(lines, at, answer))
            {
                Add();
                (question, answer) = (line, []);
            }
            else if (answer is not null)
            {
                answer.Add(line);
            }
            else if (question is not null)
            {
                question += " " + line;
            }
        }

        Add();
        return found;

        void Add()
        {
            if (question is not null && answer is not null)
            {
                found.Add((question, string.Join('\n', answer)));
            }
        }
    }

    /// <summary>True for a line that is one question of some words, below an answer and right above another.</summary>
    private static bool AsksUnmarked(string[] lines, int at, List<string> answerAbove)
    {
        var line = ProposalText.Question(lines[at]);
        return ProposalText.IsQuestion(line)
            && line.Count(letter => letter == ' ') + 1 >= UnmarkedLeastWords
            && line.AsSpan(0, line.Length - 1).IndexOfAny(".?!") < 0
            && answerAbove.Exists(above => above.Any(char.IsLetterOrDigit))
            && at + 1 < lines.Length
            && ProposalText.Line(lines[at + 1]) is { Length: > 0 } below
            && !ProposalText.IsQuestion(below);
    }

    /// <summary>Lines that end with a question mark, each with what stands below it.</summary>
    private static List<(string, string)> Asking(string[] lines)
    {
        var found = new List<(string, string)>();
        string? question = null;
        var answer = new List<string>();
        foreach (var line in lines)
        {
            if (ProposalText.IsQuestion(ProposalText.Line(line)))
            {
                Add();
                question = line;
            }
            else
            {
                answer.Add(line);
            }
        }

        Add();
        return found;

        void Add()
        {
            if (question is not null && answer.Exists(line => line.Trim().Length > 0))
            {
                found.Add((question, string.Join('\n', answer)));
            }

            answer.Clear();
        }
    }

    /// <summary>Paragraphs whose first line is a title.</summary>
    private static List<(string, string)> Titled(string[] lines)
    {
        var found = new List<(string, string)>();
        var paragraph = new List<string>();
        foreach (var line in lines.Append(""))
        {
            if (line.Trim().Length > 0)
            {
                paragraph.Add(line);
                continue;
            }

            if (paragraph is [{ Length: <= TitleMaxLength } title, _, ..] && title.TrimEnd() is not [.., '.' or '!' or ',' or ';'])
            {
                found.Add((title.TrimEnd().TrimEnd(':'), string.Join('\n', paragraph[1..])));
            }

            paragraph.Clear();
        }

        return found;
    }

    // The mark stands at the beginning: a long line need not be looked at in whole.
    private static string Start(string line) => line.Length <= 40 ? line : line[..40];

    [GeneratedRegex(@"^\s*(?:\d{1,3}[.)]\s*)?(?:Q|Question|F|Frage|P|Pregunta|Pergunta|D|Domanda|V|Vraag|Pytanie)\s?\d{0,3}\s?[:.)\]]\s*", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase, matchTimeoutMilliseconds: 1000)]
    private static partial Regex QuestionMark();

    [GeneratedRegex(@"^\s*(?:\d{1,3}[.)]\s*)?(?:A|Answer|Antwort|R|Respuesta|Réponse|Resposta|Risposta|Antwoord|Odpowiedź|O)\s?\d{0,3}\s?[:.)\]]\s*", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase, matchTimeoutMilliseconds: 1000)]
    private static partial Regex AnswerMark();
}
