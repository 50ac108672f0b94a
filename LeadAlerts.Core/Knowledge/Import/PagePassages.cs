using SmartReader;

namespace LeadAlerts.Core.Knowledge.Import;

/// <summary>Cuts the readable text of a page into passages with a title. Pure.</summary>
internal static class PagePassages
{
    private const int ShortestLength = 40;
    private const int MostPassages = 40;

    /// <summary>What the page says besides its questions.</summary>
    /// <param name="address">The page's address; null where it is not known.</param>
    /// <param name="page">The page.</param>
    public static IEnumerable<(string Title, string Text)> Find(Uri? address, PageContent page)
    {
        var all = Cut(page.Blocks, FallbackTitle(address, page.Title));
        var main = FindMain(address, page.Html) is { } html ? Cut(PageReader.Read(html).Blocks, FallbackTitle(address, page.Title)) : [];

        // What an article needs, a start page loses: there the weighing keeps one part and drops the others.
        return Length(main) * 2 >= Length(all) ? main : all;
    }

    private static int Length(List<(string Title, string Text)> passages) => passages.Sum(passage => passage.Text.Length);

    private static string FallbackTitle(Uri? address, string title) => title.Length > 0 ? title : address is null ? "About us" : $"About {address.Host}";

    private static string? FindMain(Uri? address, string html)
    {
        try
        {
            var article = new Reader(address?.AbsoluteUri ?? "https://website.invalid/", html) { DisableJSONLD = true, ContinueIfNotReadable = false }.GetArticle();
            return article.IsReadable ? article.Content : null;
        }
        catch (Exception trouble) when (trouble is InvalidOperationException or ArgumentException or NullReferenceException or FormatException)
        {
            // A page that cannot be weighed is read as it stands.
            return null;
        }
    }

    private static List<(string Title, string Text)> Cut(IReadOnlyList<PageBlock> blocks, string title)
    {
        var passages = new List<(string, string)>();
        var text = new List<PageBlock>();
        var answers = false;
        foreach (var block in blocks.Where(block => !block.Aside && block.Text.Length > 0))
        {
            if (block.Kind is BlockKind.Heading)
            {
                Add();
                (title, answers) = (block.Text, PageQuestions.IsQuestion(block));
            }
            else if (block.Kind is BlockKind.Summary or BlockKind.Term or BlockKind.Definition)
            {
                continue;
            }
            else
            {
                text.Add(block);
            }
        }

        Add();
        return passages;

        void Add()
        {
            var whole = PageText.Of(text);
            text.Clear();
            for (var part = 1; !answers && whole.Length >= ShortestLength && passages.Count < MostPassages; part++)
            {
                var piece = ProposalText.Shorten(whole, KnowledgeEntry.AnswerMaxLength).TrimEnd('…');
                passages.Add((part == 1 ? title : $"{title} ({part})", piece));
                whole = whole[piece.Length..].TrimStart();
            }
        }
    }
}
