namespace LeadAlerts.Core.Knowledge.Import;

/// <summary>What a piece of a page's text is.</summary>
internal enum BlockKind
{
    Text,
    Heading,

    /// <summary>A paragraph all in bold, a button or a link that fills its line: what fold-out lists are made of.</summary>
    Strong,
    Item,

    /// <summary>The visible line of <c>details</c>.</summary>
    Summary,
    DetailsEnd,

    /// <summary>A <c>dt</c>.</summary>
    Term,

    /// <summary>A <c>dd</c>.</summary>
    Definition,
    ListEnd,

    /// <summary>A part of the page begins or ends.</summary>
    Boundary,
}

/// <summary>A piece of a page's text, in the order of the page.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Text">Its text, in lines; empty for what only ends something.</param>
/// <param name="Level">1 to 6 for a heading.</param>
/// <param name="Aside">True in navigation, head, foot and margin of the page.</param>
internal readonly record struct PageBlock(BlockKind Kind, string Text = "", int Level = 0, bool Aside = false);

/// <summary>A page as far as an import needs it.</summary>
/// <param name="Title">Its title in one line; may be empty.</param>
/// <param name="Blocks">Its text.</param>
/// <param name="Data">What it says of itself as JSON-LD, unread.</param>
/// <param name="Html">Its text once more as HTML with few elements, none of them nested deeply, for what weighs the parts of a page.</param>
internal sealed record PageContent(string Title, IReadOnlyList<PageBlock> Blocks, IReadOnlyList<string> Data, string Html);
