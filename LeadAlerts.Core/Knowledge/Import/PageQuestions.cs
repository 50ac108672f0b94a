namespace LeadAlerts.Core.Knowledge.Import;

/// <summary>Finds the questions that a page asks and answers, in the order of the page. Pure.</summary>
internal static class PageQuestions
{
    private const int MostBlocksOfAnAnswer = 60;

    /// <summary>Fold-outs, headings that ask, lists of terms, and bold lines or buttons that ask.</summary>
    public static IEnumerable<(string Question, string Answer)> Find(IReadOnlyList<PageBlock> blocks)
    {
        for (var at = 0; at < blocks.Count; at++)
        {
            var block = blocks[at];
            if (IsQuestion(block))
            {
                yield return (block.Text, PageText.Of(AnswerTo(block, blocks, at + 1)));
            }
        }
    }

    /// <summary>True for a piece that asks what the pieces after it answer.</summary>
    public static bool IsQuestion(PageBlock block) => block.Kind switch
    {
        BlockKind.Summary or BlockKind.Term => true,
        BlockKind.Heading or BlockKind.Strong => ProposalText.IsQuestion(block.Text),
        _ => false,
    };

    private static IEnumerable<PageBlock> AnswerTo(PageBlock question, IReadOnlyList<PageBlock> blocks, int from)
    {
        var any = false;
        for (var at = from; at < blocks.Count && at < from + MostBlocksOfAnAnswer; at++)
        {
            var block = blocks[at];
            if (Ends(question, block, any))
            {
                yield break;
            }

            any |= block.Text.Length > 0;
            yield return block;
        }
    }

    private static bool Ends(PageBlock question, PageBlock next, bool any) => question.Kind switch
    {
        BlockKind.Summary => next.Kind is BlockKind.DetailsEnd or BlockKind.Summary,
        BlockKind.Term => next.Kind is not BlockKind.Definition,
        _ => IsQuestion(next)
            || (next.Kind == BlockKind.Heading && (question.Kind == BlockKind.Strong || next.Level <= question.Level))
            || (any && next.Kind is BlockKind.Boundary or BlockKind.ListEnd)
            || (next.Text.Length > 0 && next.Aside != question.Aside),
    };
}
