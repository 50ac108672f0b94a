using LeadAlerts.Core.Knowledge;
using LeadAlerts.Core.Members;
using LeadAlerts.Web.Components.Shared;
using Microsoft.AspNetCore.Components;
using MudBlazor;

namespace LeadAlerts.Web.Components.Pages.Knowledge;

/// <summary>What the site's bot knows: everybody of the site reads, owners change.</summary>
public sealed partial class KnowledgePage : IDisposable
{
    private readonly CancellationTokenSource _closed = new();
    private SiteAccess? _site;
    private IReadOnlyList<KnowledgeRow> _rows = [];
    private int _total;
    private int _revision;
    private long? _askedRow;
    private bool _loading = true;

    [Inject]
    private CurrentSite CurrentSite { get; set; } = default!;

    [Inject]
    private KnowledgeBook Book { get; set; } = default!;

    [Inject]
    private KnowledgeWork Work { get; set; } = default!;

    [Inject]
    private SiteEditing Sites { get; set; } = default!;

    [Inject]
    private IDialogService Dialogs { get; set; } = default!;

    [Inject]
    private UndoOffer Undo { get; set; } = default!;

    [Inject]
    private ISnackbar Snackbar { get; set; } = default!;

    [Inject]
    private NavigationManager Navigation { get; set; } = default!;

    /// <summary>The words searched for; they live in the address.</summary>
    [SupplyParameterFromQuery]
    private string? Q { get; set; }

    private string CountText => _rows.Count == _total ? $"{_total} {Plural(_total)}" : $"{_rows.Count} of {_total} {Plural(_total)}";

    public void Dispose() => _closed.Cancel();

    protected override async Task OnParametersSetAsync() => await LoadAsync();

    // What the bot knows changed, and with it what it could not answer.
    private Task ReadAsync()
    {
        _revision++;
        return LoadAsync();
    }

    private async Task LoadAsync()
    {
        _site ??= await CurrentSite.FindAsync(_closed.Token);
        if (_site is not null)
        {
            _rows = await Book.ListAsync(_site.SiteId, Q, _closed.Token);
            _total = string.IsNullOrWhiteSpace(Q) ? _rows.Count : (await Book.ListAsync(_site.SiteId, null, _closed.Token)).Count;
        }

        _loading = false;
    }

    private void SearchAsync(string? text) =>
        Navigation.NavigateTo(
            Navigation.GetUriWithQueryParameter("q", string.IsNullOrWhiteSpace(text) ? null : text), new NavigationOptions { ReplaceHistoryEntry = true });

    private Task AddAsync() => EnterAsync("Add an answer", $"answer-{_site?.SiteId:n}", "", "", text => AddAsync(text.Question, text.Answer, "Added."));

    private async Task ImportAsync()
    {
        if (await FindOwnedSiteAsync() is not { } siteId)
        {
            return;
        }

        var site = await Sites.FindAsync(siteId, _site!.UserId, _closed.Token);
        var parameters = new DialogParameters<KnowledgeImportDialog>
        {
            { dialog => dialog.SiteId, siteId },
            { dialog => dialog.Address, site?.WebsiteUrl },
        };
        var dialog = await Dialogs.ShowAsync<KnowledgeImportDialog>(
            "Import questions and answers", parameters, new DialogOptions { MaxWidth = MaxWidth.Medium, FullWidth = true, CloseOnEscapeKey = true, BackdropClick = false });
        if (await dialog.Result is { Canceled: false, Data: int count })
        {
            Snackbar.Add(count == 1 ? "1 answer is saved." : $"{count} answers are saved.", Severity.Success);
            await ReadAsync();
        }
    }

    private Task EditAsync(KnowledgeRow row) => EnterAsync("Edit the answer", $"answer-{_site?.SiteId:n}-{row.Id}", row.Question, row.Answer, async text =>
    {
        if (await FindOwnedSiteAsync() is not { } siteId)
        {
            return;
        }

        if (await Book.ChangeAsync(siteId, row.Id, text.Question, text.Answer, _closed.Token))
        {
            OfferUndo("Saved.", async () =>
            {
                if (await FindOwnedSiteAsync() is { } site)
                {
                    await Book.ChangeAsync(site, row.Id, row.Question, row.Answer, CancellationToken.None);
                }
            });
        }
        else
        {
            Snackbar.Add("Somebody deleted this answer meanwhile.", Severity.Warning);
        }
    });

    private async Task DeleteAsync(KnowledgeRow row)
    {
        var confirmed = await Dialogs.ShowMessageBoxAsync(new MessageBoxOptions
        {
            Title = "Delete this answer?",
            Message = $"The bot will no longer know: “{row.Question}”",
            YesText = "Delete",
            CancelText = "Keep",
        });
        if (confirmed != true || await FindOwnedSiteAsync() is not { } siteId)
        {
            return;
        }

        if (await Book.DeleteAsync(siteId, row.Id, _closed.Token) is { } deleted)
        {
            OfferUndo("Deleted.", () => AddAsync(deleted.Question, deleted.Answer, null));
        }

        await ReadAsync();
    }

    private async Task AddAsync(string question, string answer, string? notice)
    {
        if (await FindOwnedSiteAsync() is { } siteId)
        {
            await Book.AddAsync(siteId, question, answer, CancellationToken.None);
            if (notice is not null)
            {
                Snackbar.Add(notice, Severity.Success);
            }
        }
    }

    private async Task EnterAsync(string title, string draftKey, string question, string answer, Func<KnowledgeText, Task> save)
    {
        var parameters = new DialogParameters<KnowledgeDialog>
        {
            { dialog => dialog.Initial, new KnowledgeText { Question = question, Answer = answer } },
            { dialog => dialog.DraftKey, draftKey },
        };
        var dialog = await Dialogs.ShowAsync<KnowledgeDialog>(
            title, parameters, new DialogOptions { MaxWidth = MaxWidth.Small, FullWidth = true, CloseOnEscapeKey = false, BackdropClick = false });
        if (await dialog.Result is { Canceled: false, Data: KnowledgeText text })
        {
            await save(text);
            await ReadAsync();
        }
    }

    private void OfferUndo(string notice, Func<Task> undo) => Undo.Make(notice, () => InvokeAsync(async () =>
    {
        await undo();

        // The person may have left the page by then: it counts, but there is nothing to show.
        if (!_closed.IsCancellationRequested)
        {
            await ReadAsync();
            StateHasChanged();
        }
    }));

    private void MarkAsync(long? entryId) => _askedRow = entryId;

    private async Task<Guid?> FindOwnedSiteAsync() => _site is { } site && await Work.MayChangeAsync(site.SiteId) ? site.SiteId : null;

    private static string Plural(int count) => count == 1 ? "answer" : "answers";
}
