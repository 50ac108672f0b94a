using System.Text;

namespace LeadAlerts.Web.Evaluation;

/// <summary>A table in plain text: names to the left, figures to the right. A column without any figure is left out.</summary>
internal sealed class TextTable
{
    /// <summary>What stands where there is nothing to measure.</summary>
    public const string Nothing = "-";

    private const int NameWidth = 24;

    private readonly (string Name, string Meaning)[] _columns;
    private readonly List<(string Name, string[]? Cells)> _rows = [];

    /// <param name="columns">The columns after the first, each with one line that says what it means; empty where nothing needs saying.</param>
    public TextTable(params (string Name, string Meaning)[] columns) => _columns = columns;

    /// <summary>True when no row has a figure.</summary>
    public bool IsEmpty => Enumerable.Range(0, _columns.Length).All(IsBlank);

    /// <summary>Adds a row that only names the ones that follow.</summary>
    public void AddHeading(string name) => _rows.Add((name, null));

    /// <summary>Adds a row with a cell for each column; below a heading it is indented.</summary>
    public void Add(string name, params string[] cells)
    {
        var indent = _rows.Any(row => row.Cells is null) ? "  " : "";
        _rows.Add((indent + ScreenText.Short(name, NameWidth - indent.Length), cells));
    }

    /// <summary>Writes the table and below it what each column means.</summary>
    public void WriteTo(StringBuilder text)
    {
        var shown = Enumerable.Range(0, _columns.Length).Where(column => !IsBlank(column)).ToList();
        var widths = shown.ToDictionary(
            column => column,
            column => _rows.Max(row => Math.Max(_columns[column].Name.Length, row.Cells?[column].Length ?? 0)));
        WriteLine("", shown.Select(column => _columns[column].Name.PadLeft(widths[column])));
        foreach (var (name, cells) in _rows)
        {
            WriteLine(name, cells is null ? [] : shown.Select(column => cells[column].PadLeft(widths[column])));
        }

        var meanings = shown.Select(column => _columns[column]).Where(column => column.Meaning.Length > 0).ToList();
        text.Append(meanings.Count > 0 ? "\n" : "");
        foreach (var (name, meaning) in meanings)
        {
            text.Append("  ").Append(name.PadRight(meanings.Max(column => column.Name.Length))).Append("  ").Append(meaning).Append('\n');
        }

        void WriteLine(string name, IEnumerable<string> cells) =>
            text.Append($"{name.PadRight(NameWidth)}  {string.Join("  ", cells)}".TrimEnd()).Append('\n');
    }

    private bool IsBlank(int column) => _rows.All(row => row.Cells is null || row.Cells[column] == Nothing);
}
