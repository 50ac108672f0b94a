using LeadAlerts.Core.Knowledge.Import;
using Microsoft.AspNetCore.Components;

namespace LeadAlerts.Web.Components.Pages.Knowledge;

/// <summary>Where an owner has questions and answers found, looks at them and saves those that fit.</summary>
public sealed partial class KnowledgeImportBox : IDisposable
{
    private const string Placeholder = "Do you work on Sundays?\nOnly for emergencies.\n\nDo you give free quotes?\nYes, within a day.";

    private readonly CancellationTokenSource _gone = new();
    private string? _address;
    private string? _text;
    private string? _pageProblem;
    private string? _textProblem;
    private string? _saveProblem;
    private List<Row>? _rows;
    private int _leftOut;
    private Source? _busy;

    [Inject]
    private KnowledgeImport Import { get; set; } = default!;

    [Inject]
    private CurrentSite Current { get; set; } = default!;

    [Inject]
    private ILogger<KnowledgeImportBox> Logger { get; set; } = default!;

    [Parameter, EditorRequired]
    public required Guid SiteId { get; set; }

    /// <summary>The address that stands in the field at first.</summary>
    [Parameter]
    public string? Address { get; set; }

    /// <summary>True where something else on the page is the thing to do.</summary>
    [Parameter]
    public bool Quiet { get; set; }

    /// <summary>Tells how many answers were saved.</summary>
    [Parameter]
    public EventCallback<int> Saved { get; set; }

    private int ChosenCount => _rows?.Count(row => row.Chosen) ?? 0;

    public void Dispose() => _gone.Cancel();

    protected override void OnInitialized() => _address = Address;

    private Task ReadPageAsync() => RunAsync(Source.Page, async userId =>
        _pageProblem = Take(await Import.FromPageAsync(siteId: SiteId, actorId: userId, _address, _gone.Token)));

    private Task ReadTextAsync() => RunAsync(Source.Text, async userId =>
        _textProblem = Take(await Import.FromPasteAsync(siteId: SiteId, actorId: userId, _text, _gone.Token)));

    private Task SaveAsync() => _rows!.Any(row => row is { Chosen: true, Problem: not null })
        ? Task.CompletedTask
        : RunAsync(Source.Save, async userId =>
        {
            var chosen = _rows!.Where(row => row.Chosen).Select(row => (row.Question, row.Answer)).ToList();
            switch (await Import.SaveAsync(siteId: SiteId, actorId: userId, chosen, _gone.Token))
            {
                case ImportSaved.Refused refused:
                    _saveProblem = refused.Problem;
                    break;
                case ImportSaved.Done done:
                    StartOver();
                    await Saved.InvokeAsync(done.Count);
                    break;
            }
        });

    private string? Take(ImportOutcome outcome)
    {
        if (outcome is not ImportOutcome.Found found)
        {
            return (outcome as ImportOutcome.Refused)?.Problem;
        }

        _rows = [.. found.Proposals.Select(proposal => new Row(proposal))];
        _leftOut = found.LeftOut;
        return null;
    }

    private async Task RunAsync(Source source, Func<Guid, Task> work)
    {
        if (_busy is not null || await Current.FindUserIdAsync() is not { } userId)
        {
            return;
        }

        _busy = source;
        _pageProblem = _textProblem = _saveProblem = null;
        try
        {
            await work(userId);
        }
        catch (OperationCanceledException) when (_gone.IsCancellationRequested)
        {
            // The person went elsewhere meanwhile.
        }
        catch (Exception trouble) when (trouble is not OperationCanceledException)
        {
            // A dialog stands outside the page's error boundary: what is thrown on would end the whole tab.
            Log.Failed(Logger, trouble, SiteId);
            const string Failed = "That went wrong on our side and is logged. Try again.";
            (_pageProblem, _textProblem, _saveProblem) = source switch
            {
                Source.Page => (Failed, null, null),
                Source.Text => ((string?)null, Failed, (string?)null),
                _ => (null, null, Failed),
            };
        }
        finally
        {
            _busy = null;
        }
    }

    private void StartOver() => (_rows, _text, _saveProblem) = (null, null, null);

    private void ChooseAll(bool chosen) => _rows!.ForEach(row => row.Chosen = chosen);

    private static string ShortAddress(string source)
    {
        var uri = new Uri(source);
        return uri.AbsolutePath == "/" ? uri.Host : uri.Host + uri.AbsolutePath;
    }

    private enum Source
    {
        Page,
        Text,
        Save,
    }

    /// <summary>A proposal while the owner looks at it.</summary>
    private sealed class Row(KnowledgeProposal proposal)
    {
        public KnowledgeProposal Proposal => proposal;

        public bool Chosen { get; set; } = proposal.Known == KnownAs.New;

        public string Question { get; set; } = proposal.Question;

        public string Answer { get; set; } = proposal.Answer;

        public string? Problem => !Chosen ? null
            : string.IsNullOrWhiteSpace(Question) ? "A question is needed."
            : string.IsNullOrWhiteSpace(Answer) ? "An answer is needed."
            : null;
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Error, "Importing answers for site {SiteId} failed")]
        public static partial void Failed(ILogger logger, Exception exception, Guid siteId);
    }
}
