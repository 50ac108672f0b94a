using LeadAlerts.Core.Members;
using LeadAlerts.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace LeadAlerts.Core.Knowledge.Import;

/// <summary>Finds questions and answers on a page of the owner's website or in pasted text, and saves those that the owner chose.</summary>
/// <remarks>For owners of the site only. Safe for use by several threads.</remarks>
public sealed class KnowledgeImport
{
    /// <summary>The greatest length of a pasted text, in characters.</summary>
    public const int PasteMaxLength = PastedText.MaxLength;

    /// <summary>The greatest length of an address, in characters.</summary>
    public const int AddressMaxLength = PageAddress.MaxLength;

    /// <summary>How many proposals one import makes at most.</summary>
    public const int MostProposals = 100;

    // With fewer questions than these a page's other text is offered too.
    private const int FewQuestions = 3;

    private const string NotOwner = "Only an owner of this site can import answers.";

    private readonly IDbContextFactory<LeadAlertsDbContext> _contexts;
    private readonly TimeProvider _clock;
    private readonly SitePages _pages;

    internal KnowledgeImport(IDbContextFactory<LeadAlertsDbContext> contexts, SitePages pages, TimeProvider clock)
    {
        _contexts = contexts;
        _pages = pages;
        _clock = clock;
    }

    /// <summary>Reads a page.</summary>
    /// <param name="siteId">The site that is to know the answers.</param>
    /// <param name="actorId">Who asks; must own the site.</param>
    /// <param name="address">What was typed as the page's address.</param>
    /// <param name="cancellationToken">Ends the attempt.</param>
    public async Task<ImportOutcome> FromPageAsync(Guid siteId, Guid actorId, string? address, CancellationToken cancellationToken)
    {
        if (!await IsOwnerAsync(siteId, actorId, cancellationToken))
        {
            return new ImportOutcome.Refused(NotOwner);
        }

        return await _pages.ReadAsync<ImportOutcome>(
            siteId,
            address,
            async outcome => outcome switch
            {
                FetchOutcome.Page page => await ProposeAsync(
                    siteId,
                    page.Address.AbsoluteUri,
                    await Task.Run(() => page.IsHtml ? Read(page.Address, page.Text) : PastedText.Read(Fit(page.Text)), cancellationToken),
                    "No questions and no longer text were found on this page. Give the address of a page that answers questions, such as your FAQ or prices, or paste the text.",
                    cancellationToken),
                var other => new ImportOutcome.Refused(((FetchOutcome.Refused)other).Problem),
            },
            cancellationToken);
    }

    /// <summary>Reads a pasted text: plain text, a table of two columns, or the HTML of a page.</summary>
    /// <param name="siteId">The site that is to know the answers.</param>
    /// <param name="actorId">Who asks; must own the site.</param>
    /// <param name="text">What was pasted; at most <see cref="PasteMaxLength"/> characters.</param>
    /// <param name="cancellationToken">Ends the attempt.</param>
    public async Task<ImportOutcome> FromPasteAsync(Guid siteId, Guid actorId, string? text, CancellationToken cancellationToken)
    {
        if (!await IsOwnerAsync(siteId, actorId, cancellationToken))
        {
            return new ImportOutcome.Refused(NotOwner);
        }

        if (string.IsNullOrWhiteSpace(text) || text.Length > PasteMaxLength)
        {
            return new ImportOutcome.Refused(
                text is { Length: > PasteMaxLength } ? "The text is too long: paste it in parts of at most 100,000 characters." : "Paste a text first.");
        }

        var pasted = text.TrimStart().StartsWith('<') ? Read(null, text) : PastedText.Read(text);
        return await ProposeAsync(
            siteId,
            null,
            pasted,
            "No questions were found in this text. Put each question on a line that ends with “?”, and its answer below it.",
            cancellationToken);
    }

    /// <summary>Saves what the owner chose, all of it or nothing; what is there already with the same answer is not doubled.</summary>
    /// <param name="siteId">The site.</param>
    /// <param name="actorId">Who saves; must own the site.</param>
    /// <param name="chosen">Questions and answers as the owner left them.</param>
    /// <param name="cancellationToken">Ends the attempt; nothing is saved then.</param>
    public async Task<ImportSaved> SaveAsync(
        Guid siteId, Guid actorId, IReadOnlyList<(string Question, string Answer)> chosen, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(chosen);
        List<KnowledgeEntry> entries;
        var now = _clock.GetUtcNow();
        try
        {
            entries = [.. chosen.Take(MostProposals).Select(pair => new KnowledgeEntry(siteId, ProposalText.Line(pair.Question), ProposalText.Lines(pair.Answer), now))];
        }
        catch (ArgumentException problem)
        {
            return new ImportSaved.Refused(problem.Message.Split(" (Parameter", 2)[0]);
        }

        await using var db = await _contexts.CreateDbContextAsync(cancellationToken);
        await using var write = await db.BeginWriteAsync(cancellationToken);
        if (!await db.IsOwnerAsync(siteId, actorId, cancellationToken))
        {
            return new ImportSaved.Refused(NotOwner);
        }

        var known = await ReadKnownAsync(db, siteId, cancellationToken);
        List<KnowledgeEntry> added = [.. entries.Where(entry => known.Tell(entry.Question, entry.Answer) != KnownAs.Same)
            .DistinctBy(entry => (ProposalText.Key(entry.Question), entry.Answer))];
        if (known.Count + added.Count > KnowledgeBook.MostRows)
        {
            return new ImportSaved.Refused(
                $"A site knows at most {KnowledgeBook.MostRows} answers, and {known.Count} are there. Choose fewer, or delete some.");
        }

        db.AddRange(added);
        await db.SaveChangesAsync(cancellationToken);
        await write.CommitAsync(cancellationToken);
        return new ImportSaved.Done(added.Count, entries.Count - added.Count);
    }

    /// <summary>What a page's HTML holds: what it states as data, what it asks, and where that is little, its text in passages.</summary>
    internal static IReadOnlyList<(string Question, string Answer)> Read(Uri? address, string html)
    {
        var page = PageReader.Read(html);
        List<(string, string)> found = [.. FaqData.Read(page.Data), .. PageQuestions.Find(page.Blocks)];
        return found.Count >= FewQuestions ? found : [.. found, .. PagePassages.Find(address, page)];
    }

    private static string Fit(string text) => text.Length <= PasteMaxLength ? text : text[..PasteMaxLength];

    private async Task<ImportOutcome> ProposeAsync(
        Guid siteId, string? source, IReadOnlyList<(string Question, string Answer)> found, string nothing, CancellationToken cancellationToken)
    {
        await using var db = await _contexts.CreateDbContextAsync(cancellationToken);
        var known = await ReadKnownAsync(db, siteId, cancellationToken);

        // What is there already comes last: it must not take the place of what is new.
        List<KnowledgeProposal> proposals = [.. found
            .Select(pair => ProposalText.Propose(pair.Question, pair.Answer))
            .OfType<KnowledgeProposal>()
            .DistinctBy(proposal => ProposalText.Key(proposal.Question))
            .Select(proposal => proposal with { Source = source, Known = known.Tell(proposal.Question, proposal.Answer) })
            .OrderBy(proposal => proposal.Known == KnownAs.Same)];
        return proposals.Count == 0
            ? new ImportOutcome.Refused(nothing)
            : new ImportOutcome.Found([.. proposals.Take(MostProposals)], Math.Max(0, proposals.Count - MostProposals));
    }

    private static async Task<KnownAnswers> ReadKnownAsync(LeadAlertsDbContext db, Guid siteId, CancellationToken cancellationToken) => new(
        await db.KnowledgeEntries
            .Where(entry => entry.SiteId == siteId)
            .OrderBy(entry => entry.Id)
            .Take(5 * KnowledgeBook.MostRows)
            .Select(entry => new KnownAnswer(entry.Question, entry.Answer))
            .ToListAsync(cancellationToken));

    private async Task<bool> IsOwnerAsync(Guid siteId, Guid actorId, CancellationToken cancellationToken)
    {
        await using var db = await _contexts.CreateDbContextAsync(cancellationToken);
        return await db.IsOwnerAsync(siteId, actorId, cancellationToken);
    }

    private sealed record KnownAnswer(string Question, string Answer);

    private sealed class KnownAnswers(List<KnownAnswer> answers)
    {
        private readonly ILookup<string, string> _byQuestion = answers.ToLookup(known => ProposalText.Key(known.Question), known => ProposalText.Key(known.Answer));

        public int Count => answers.Count;

        public KnownAs Tell(string question, string answer) => ProposalText.Key(question) is var key && !_byQuestion.Contains(key) ? KnownAs.New
            : _byQuestion[key].Contains(ProposalText.Key(answer)) ? KnownAs.Same
            : KnownAs.OtherAnswer;
    }
}
