using System.Text;
using System.Text.RegularExpressions;

namespace LeadAlerts.Core.Qualification;

/// <summary>The phrases of one section, ready to be looked for in folded text. Never changes.</summary>
internal sealed class PhraseSet
{
    private readonly Regex[] patterns;

    private PhraseSet(Regex[] patterns) => this.patterns = patterns;

    /// <summary>Compiles phrases, each written as <see cref="PhraseBook"/> says.</summary>
    public static PhraseSet Of(IReadOnlyList<string> phrases)
    {
        var patterns = new List<Regex>();
        Compile(phrases, patterns);
        return new PhraseSet([.. patterns]);
    }

    /// <summary>True when one of the phrases occurs.</summary>
    public bool IsMatch(ReadOnlySpan<char> text)
    {
        foreach (var pattern in patterns)
        {
            if (pattern.IsMatch(text))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Where phrases occur, pattern by pattern.</summary>
    public IEnumerable<(int Index, int Length)> Find(string text)
    {
        foreach (var pattern in patterns)
        {
            for (var match = pattern.Match(text); match.Success && match.Length > 0; match = match.NextMatch())
            {
                yield return (match.Index, match.Length);
            }
        }
    }

    /// <summary>One pattern without backtracking has a greatest size; what is larger is halved until it fits.</summary>
    private static void Compile(IReadOnlyList<string> phrases, List<Regex> patterns)
    {
        var pattern = @"(?:^|\b|\s|\()(?:" + string.Join('|', phrases.Select(Widen)) + @")(?:\b|\s|$)";
        try
        {
            patterns.Add(new Regex(pattern, RegexOptions.NonBacktracking | RegexOptions.CultureInvariant));
        }
        catch (NotSupportedException) when (phrases.Count > 1)
        {
            var half = phrases.Count / 2;
            Compile([.. phrases.Take(half)], patterns);
            Compile([.. phrases.Skip(half)], patterns);
        }
    }

    /// <summary>A space stands for any white space, an apostrophe may be missing.</summary>
    private static string Widen(string phrase)
    {
        var widened = new StringBuilder(phrase.Length * 2);
        var inClass = false;
        for (var i = 0; i < phrase.Length; i++)
        {
            var c = phrase[i];
            inClass = c == '[' || (inClass && c != ']');
            if (c == ' ')
            {
                var optional = i + 1 < phrase.Length && phrase[i + 1] == '?';
                widened.Append(inClass ? @"\s" : optional ? @"\s*" : @"\s+");
                i += optional && !inClass ? 1 : 0;
            }
            else
            {
                widened.Append(c == '\'' ? "'?" : c.ToString());
            }
        }

        return widened.ToString();
    }
}
