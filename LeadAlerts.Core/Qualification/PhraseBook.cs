using System.Collections.Frozen;
using System.Reflection;
using System.Text;

namespace LeadAlerts.Core.Qualification;

/// <summary>
/// The phrases that people use, from the <c>Phrases/*.phrases</c> files beside this class: one file a language, one section a kind of
/// phrase. Read once, never changed.
/// </summary>
/// <remarks>
/// A line is a small pattern over folded text (<see cref="FoldedText"/>): a space stands for any white space, an apostrophe may be
/// missing in what the visitor typed, and a line holds whole words only. All patterns run without backtracking, in time
/// proportional to the text, so no text can hang them.
/// </remarks>
internal sealed class PhraseBook
{
    private readonly FrozenDictionary<string, PhraseSet> sections;

    private PhraseBook(FrozenDictionary<string, PhraseSet> sections) => this.sections = sections;

    /// <summary>The phrases as shipped.</summary>
    public static PhraseBook Shipped { get; } = Load();

    /// <summary>The names of the sections.</summary>
    public IEnumerable<string> Names => sections.Keys;

    /// <summary>The pattern of a section.</summary>
    /// <exception cref="KeyNotFoundException">No file has that section.</exception>
    public PhraseSet this[string section] => sections[section];

    private static PhraseBook Load()
    {
        var assembly = typeof(PhraseBook).Assembly;
        var lines = new Dictionary<string, List<string>>(StringComparer.Ordinal);
        foreach (var name in assembly.GetManifestResourceNames().Where(n => n.EndsWith(".phrases", StringComparison.Ordinal)).Order())
        {
            ReadFile(assembly, name, lines);
        }

        return new PhraseBook(lines.ToFrozenDictionary(section => section.Key, section => PhraseSet.Of(section.Value), StringComparer.Ordinal));
    }

    private static void ReadFile(Assembly assembly, string name, Dictionary<string, List<string>> lines)
    {
        using var reader = new StreamReader(assembly.GetManifestResourceStream(name)!, Encoding.UTF8);
        List<string>? current = null;
        while (reader.ReadLine() is { } line)
        {
            line = line.Trim();
            if (line.Length == 0 || line[0] == '#')
            {
                continue;
            }

            if (line[0] == '[' && line[^1] == ']')
            {
                var section = line[1..^1];
                current = lines.TryGetValue(section, out var known) ? known : lines[section] = [];
                continue;
            }

            (current ?? throw new InvalidOperationException($"{name} begins with a phrase outside a section.")).Add(line);
        }
    }
}
