using Bunit;
using LeadAlerts.Web.Components.Pages.Knowledge;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.Extensions.DependencyInjection;
using MudBlazor;
using MudBlazor.Services;

namespace LeadAlerts.Tests.Knowledge;

/// <summary>The dialog in which an answer is written throws nothing away by mistake.</summary>
public sealed class KnowledgeDialogTests : IAsyncLifetime
{
    private static readonly DialogOptions Options = new() { CloseOnEscapeKey = false, BackdropClick = false };

    private readonly BunitContext _context = new();

    public KnowledgeDialogTests()
    {
        _context.JSInterop.Mode = JSRuntimeMode.Loose;
        _context.Services.AddMudServices();
        _context.Render<MudPopoverProvider>();
    }

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => _context.DisposeAsync();

    [Fact]
    public async Task Esc_asks_before_it_throws_away_what_was_typed_and_closes_at_once_where_nothing_was()
    {
        var (dialogs, first) = await OpenAsync();
        await PressEscapeAsync(dialogs);
        Assert.True((await first.Result)!.Canceled);

        var (_, second) = await OpenAsync(dialogs);
        Answer(dialogs).Input("We are open on Sundays.");
        await PressEscapeAsync(dialogs);

        Assert.Contains("Throw away what you typed?", dialogs.Find("[role=alert]").TextContent, StringComparison.Ordinal);
        Assert.False(second.Result.IsCompleted);
        Assert.Equal("answer-1-answer", Answer(dialogs).GetAttribute("data-keep"));
        Click(dialogs, "Keep writing");
        Assert.DoesNotContain("Throw away", dialogs.Markup, StringComparison.Ordinal);
        Click(dialogs, "Cancel");
        Click(dialogs, "Throw away");
        Assert.True((await second.Result)!.Canceled);
    }

    [Fact]
    public async Task What_was_typed_before_the_page_was_loaded_again_is_there_and_forgotten_once_it_is_saved()
    {
        _context.JSInterop.Setup<string?>("leadAlerts.kept", "answer-1-answer").SetResult("We are open on Sundays.");
        var (dialogs, reference) = await OpenAsync();
        await dialogs.WaitForStateAsync(() => Answer(dialogs).GetAttribute("value") == "We are open on Sundays.");

        Click(dialogs, "Save");

        Assert.Equal("We are open on Sundays.", Assert.IsType<KnowledgeText>((await reference.Result)!.Data).Answer);
        Assert.Contains(_context.JSInterop.Invocations, call => call.Identifier == "leadAlerts.forget" && (string?)call.Arguments[0] == "answer-1-answer");
    }

    private static AngleSharp.Dom.IElement Answer(IRenderedComponent<MudDialogProvider> dialogs) => dialogs.Find("textarea[data-keep]");

    // In a browser the dialog's own script hears the key.
    private static Task PressEscapeAsync(IRenderedComponent<MudDialogProvider> dialogs) =>
        dialogs.InvokeAsync(() => dialogs.FindComponent<MudDialog>().Instance.OnKeyDown.InvokeAsync(new KeyboardEventArgs { Key = "Escape" }));

    private static void Click(IRenderedComponent<MudDialogProvider> dialogs, string text) => dialogs.FindAll("button").First(button => button.TextContent.Trim() == text).Click();

    private async Task<(IRenderedComponent<MudDialogProvider> Dialogs, IDialogReference Reference)> OpenAsync(IRenderedComponent<MudDialogProvider>? dialogs = null)
    {
        dialogs ??= _context.Render<MudDialogProvider>();
        var parameters = new DialogParameters<KnowledgeDialog>
        {
            { dialog => dialog.Initial, new KnowledgeText { Question = "Are you open on Sundays?" } },
            { dialog => dialog.DraftKey, "answer-1" },
        };
        var reference = await dialogs.InvokeAsync(() => _context.Services.GetRequiredService<IDialogService>().ShowAsync<KnowledgeDialog>("Add", parameters, Options));
        await dialogs.WaitForElementAsync("textarea[data-keep]");
        return (dialogs, reference);
    }
}
