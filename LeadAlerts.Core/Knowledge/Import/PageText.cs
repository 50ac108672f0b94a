using System.Text;

namespace LeadAlerts.Core.Knowledge.Import;

/// <summary>Writes pieces of a page as one text.</summary>
internal static class PageText
{
    /// <summary>The pieces in lines, items with a bullet.</summary>
    public static string Of(IEnumerable<PageBlock> blocks)
    {
        var text = new StringBuilder();
        foreach (var block in blocks)
        {
            if (block.Text.Length == 0)
            {
                continue;
            }

            if (text.Length > 0)
            {
                text.Append('\n');
            }

            text.Append(block.Kind == BlockKind.Item ? "• " : "").Append(block.Text);
        }

        return text.ToString();
    }
}
