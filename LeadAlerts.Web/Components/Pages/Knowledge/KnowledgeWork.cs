using LeadAlerts.Core.Knowledge;
using LeadAlerts.Core.Knowledge.Gaps;
using LeadAlerts.Core.Members;
using LeadAlerts.Web.Components.Shared;
using MudBlazor;

namespace LeadAlerts.Web.Components.Pages.Knowledge;

/// <summary>Does what an owner does with a visitor's question, tells it, and offers to take it back. Lives as long as the owner's tab.</summary>
internal sealed class KnowledgeWork(KnowledgeBook book, KnowledgeGaps gaps, CurrentSite currentSite, IDialogService dialogs, ISnackbar snackbar, UndoOffer offer)
{
    /// <summary>Has an answer to a question written and adds it.</summary>
    /// <param name="siteId">The site at which the person looks.</param>
    /// <param name="question">What the visitor asked; the person may put it in other words.</param>
    /// <param name="undone">Called after the answer was taken back.</param>
    /// <returns>True when an answer was added.</returns>
    public async Task<bool> AnswerAsync(Guid siteId, string question, Func<Task>? undone = null)
    {
        var parameters = new DialogParameters<KnowledgeDialog>
        {
            { dialog => dialog.Initial, new KnowledgeText { Question = question } },
            { dialog => dialog.DraftKey, $"answer-{siteId:n}-{question}" },
        };
        var dialog = await dialogs.ShowAsync<KnowledgeDialog>(
            "Add an answer", parameters, new DialogOptions { MaxWidth = MaxWidth.Small, FullWidth = true, CloseOnEscapeKey = false, BackdropClick = false });
        if (await dialog.Result is not { Canceled: false, Data: KnowledgeText text } || !await MayChangeAsync(siteId))
        {
            return false;
        }

        var entryId = await book.AddAsync(siteId, text.Question, text.Answer, CancellationToken.None);
        offer.Make("Added. The bot knows it from now on.", async () =>
        {
            if (await MayChangeAsync(siteId))
            {
                await book.DeleteAsync(siteId, entryId, CancellationToken.None);
                await (undone?.Invoke() ?? Task.CompletedTask);
            }
        });
        return true;
    }

    /// <summary>Takes a question from the list of those without an answer.</summary>
    /// <param name="siteId">The site at which the person looks.</param>
    /// <param name="question">The question as the list gives it.</param>
    /// <param name="undone">Called after it was put back.</param>
    /// <returns>True when it is gone.</returns>
    public async Task<bool> DismissAsync(Guid siteId, string question, Func<Task> undone)
    {
        if (!await MayChangeAsync(siteId))
        {
            return false;
        }

        await gaps.DismissAsync(siteId, question, CancellationToken.None);
        offer.Make("Dismissed.", async () =>
        {
            if (await MayChangeAsync(siteId))
            {
                await gaps.RestoreAsync(siteId, question, CancellationToken.None);
                await undone();
            }
        });
        return true;
    }

    /// <summary>Asked again at every change, since somebody may have been removed meanwhile. Tells the person when they may not.</summary>
    public async Task<bool> MayChangeAsync(Guid siteId)
    {
        if (await currentSite.FindRoleAsync(siteId, CancellationToken.None) == MemberRole.Owner)
        {
            return true;
        }

        snackbar.Add("You cannot change this site’s answers any more. Reload the page.", Severity.Warning);
        return false;
    }
}
