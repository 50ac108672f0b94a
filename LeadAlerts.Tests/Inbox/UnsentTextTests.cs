using Bunit;
using LeadAlerts.Core.Email;
using LeadAlerts.Core.Leads;
using LeadAlerts.Core.Leads.Merging;
using LeadAlerts.Core.Leads.Notes;
using LeadAlerts.Core.Members;
using LeadAlerts.Core.Qualification;
using LeadAlerts.Core.Sites;
using LeadAlerts.Tests.Infrastructure;
using LeadAlerts.Web.Components.Pages.Inbox;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Time.Testing;

namespace LeadAlerts.Tests.Inbox;

/// <summary>What somebody is writing about a lead stays theirs, whatever happens to the lead meanwhile.</summary>
public sealed class UnsentTextTests : IAsyncLifetime
{
    private static readonly VisitorContact Maria = new("Maria Ortiz", "maria@example.com", null);

    private readonly HeldMailSender _mail = new();
    private TestDatabase _database = null!;
    private InboxBuilder _builder = null!;
    private Site _site = null!;
    private ApplicationUser _user = null!;
    private Lead _lead = null!;
    private Lead _other = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _database = await TestDatabase.CreateAsync(
            new FakeTimeProvider(InboxBuilder.Start.AddHours(1)), services => services.Replace(ServiceDescriptor.Singleton<IMailSender>(_mail)));
        _builder = new InboxBuilder(_database);
        (_site, _user) = await _builder.AddSiteAsync();
        _lead = await _builder.AddLeadAsync(_site, contact: Maria);
        _other = await _builder.AddLeadAsync(_site);
    }

    public ValueTask DisposeAsync() => _database.DisposeAsync();

    [Fact]
    public async Task A_reply_that_is_closed_keeps_its_text_and_only_the_suggestion_throws_it_away()
    {
        await using var page = await OpenAsync(_lead);
        await page.PressAsync("Reply");
        await page.WaitForAsync(() => Text(page, "reply-") is not null);
        page.Frame.Find("[aria-label=Reply] textarea").Input("Dear Maria, Thursday?");

        await page.Frame.Find("[aria-label='Close the reply']").ClickAsync(new());

        Assert.Empty(page.Frame.FindAll("[aria-label=Reply].la-reply"));
        Assert.Empty(Forgotten(page));
        await page.PressAsync("Reply");
        page.Frame.Find("[aria-label=Reply] textarea").Input("Dear Maria, Friday?");
        await page.PressAsync("Use the suggestion");
        Assert.Equal([DraftKeys.ReplySubject(_lead.Id), DraftKeys.Reply(_lead.Id)], Forgotten(page));
    }

    [Fact]
    public async Task A_reply_that_was_begun_opens_with_its_lead_and_takes_the_focus_from_nobody()
    {
        await using var page = LeavablePage.Open<InboxPage>(_database, _user, (nameof(InboxPage.Id), _other.Id));
        Keep(page, DraftKeys.Reply(_lead.Id), "Dear Maria, Thursday?");

        Show(page, _lead);

        await page.WaitForAsync(() => Text(page, "reply-") == "Dear Maria, Thursday?");
        Assert.DoesNotContain(page.Js.Invocations, call => call is { Identifier: "leadAlerts.offerFocus" } && call.Arguments[0] is not string);
    }

    [Fact]
    public async Task A_note_for_a_lead_that_was_merged_elsewhere_goes_along_to_the_other_lead()
    {
        await using var page = await OpenAsync(_lead);
        page.Frame.Find(".la-note-form textarea").Input("Call her back");
        var merged = await _database.Get<LeadMerging>().MergeAsync(_site.Id, _other.Id, _other.Version, _lead.Id, _user.Id, Cancel);
        Assert.Equal(DeskOutcome.Done, merged.Outcome);

        await page.PressAsync("Add note");

        await page.WaitForAsync(() => page.Address.Contains($"/leads/{_other.Id}", StringComparison.Ordinal));
        Assert.Contains("Your note is not saved", page.Notices, StringComparison.Ordinal);
        Assert.Empty(Forgotten(page));
        Show(page, _other);
        await page.WaitForAsync(() => Asked(page, DraftKeys.Note(_other.Id)) is not null);
        Assert.Equal([DraftKeys.Note(_lead.Id)], Asked(page, DraftKeys.Note(_other.Id)));
        Assert.Equal([DraftKeys.Reply(_lead.Id)], Asked(page, DraftKeys.Reply(_other.Id)));
    }

    [Fact]
    public async Task What_was_being_written_about_a_lead_that_was_deleted_elsewhere_is_shown()
    {
        await using var page = await OpenAsync(_lead);
        Keep(page, DraftKeys.Note(_lead.Id), "Call her back");
        page.Frame.Find(".la-note-form textarea").Input("Call her back");
        await using (var db = await _database.OpenAsync())
        {
            await db.Leads.Where(lead => lead.Id == _lead.Id).ExecuteDeleteAsync(Cancel);
        }

        await page.PressAsync("Add note");

        await page.WaitForAsync(() => page.Frame.Markup.Contains("What you were writing", StringComparison.Ordinal));
        Assert.Contains("This lead was deleted", page.Frame.Markup, StringComparison.Ordinal);
        Assert.Equal("Call her back", page.Frame.Find("[data-copy]").GetAttribute("data-copy"));
    }

    [Fact]
    public async Task A_change_of_a_note_that_was_changed_meanwhile_stays_and_can_be_saved_knowingly()
    {
        var note = await AddNoteAsync("Thursday");
        await using var page = await OpenAsync(_lead);
        await page.Frame.Find("[aria-label='Edit the note']").ClickAsync(new());
        Edit(page).Input("Thursday at 3");
        await _database.Get<NoteDesk>().EditAsync(_site.Id, note, _user.Id, "Thursday", "Friday", Cancel);

        await page.PressAsync("Save");

        Assert.Equal("Not saved. The note was changed meanwhile and says: “Friday” Save again to replace that.", page.Frame.Find(".la-note [role=alert]").TextContent);
        Assert.Equal("Thursday at 3", Edit(page).GetAttribute("value"));
        Assert.Equal("Friday", await NoteAsync(note));
        await page.PressAsync("Save");
        Assert.Equal("Thursday at 3", await NoteAsync(note));
        Assert.Equal([DraftKeys.NoteEdit(note)], Forgotten(page));
    }

    [Fact]
    public async Task A_change_of_a_note_that_was_deleted_meanwhile_becomes_a_new_note_to_be_added()
    {
        var note = await AddNoteAsync("Thursday");
        await using var page = await OpenAsync(_lead);
        await page.Frame.Find("[aria-label='Edit the note']").ClickAsync(new());
        Edit(page).Input("Thursday at 3");
        await _database.Get<NoteDesk>().DeleteAsync(_site.Id, note, _user.Id, Cancel);

        await page.PressAsync("Save");

        await page.WaitForAsync(() => Text(page, "note-") == "Thursday at 3");
        Assert.Contains("was deleted meanwhile", page.Frame.Find(".la-notes-card [role=status]").TextContent, StringComparison.Ordinal);
        Assert.Contains(page.Js.Invocations, call => call.Identifier == "leadAlerts.keep" && (string?)call.Arguments[1] == "Thursday at 3");
    }

    [Theory]
    [InlineData(true, "Sent to maria@example.com")]
    [InlineData(false, "The reply to Maria Ortiz was not sent")]
    public async Task A_reply_that_ends_while_another_lead_is_open_is_told_and_pulls_nobody_away(bool leaves, string told)
    {
        await using var page = await OpenAsync(_lead);
        await page.PressAsync("Reply");
        var sending = page.PressAsync("Send");
        await _mail.Asked;
        Show(page, _other);
        await page.WaitForAsync(() => page.Frame.FindAll("[aria-label=Reply].la-reply").Count == 0);
        var before = page.Address;

        _mail.Answer.SetResult(leaves ? new MailOutcome.Accepted("250 ok") : new MailOutcome.Deferred("451 later"));
        await sending;

        await page.WaitForAsync(() => page.Notices.Contains(told, StringComparison.Ordinal));
        Assert.Equal(before, page.Address);
        Assert.Equal(leaves ? [DraftKeys.ReplySubject(_lead.Id), DraftKeys.Reply(_lead.Id)] : [], Forgotten(page));
    }

    private static void Show(LeavablePage page, Lead lead) => page.Show<InboxPage>((nameof(InboxPage.Id), lead.Id));

    private static AngleSharp.Dom.IElement Edit(LeavablePage page) => page.Frame.Find("textarea[data-keep^=note-edit-]");

    /// <summary>What stands in the field whose text is kept under such a name; null when there is none.</summary>
    private static string? Text(LeavablePage page, string key) => page.Frame.FindAll($"textarea[data-keep^={key}]") is [var field, ..] ? field.GetAttribute("value") : null;

    private static List<string> Forgotten(LeavablePage page) => [.. page.Js.Invocations.Where(call => call.Identifier == "leadAlerts.forget").Select(call => (string)call.Arguments[0]!)];

    /// <summary>Under which other names the browser was asked to look for that text too; null when it was not asked.</summary>
    private static List<string>? Asked(LeavablePage page, string key) => page.Js.Invocations
        .Where(call => call.Identifier == "leadAlerts.kept" && call.Arguments.Count > 1 && (string?)call.Arguments[0] == key)
        .Select(call => ((IEnumerable<string>)call.Arguments[1]!).ToList())
        .FirstOrDefault();

    private static void Keep(LeavablePage page, string key, string text) =>
        page.Js.Setup<string?>(call => call.Identifier == "leadAlerts.kept" && (string?)call.Arguments[0] == key).SetResult(text);

    private async Task<LeavablePage> OpenAsync(Lead lead)
    {
        var page = LeavablePage.Open<InboxPage>(_database, _user, (nameof(InboxPage.Id), lead.Id));
        await page.WaitForAsync(() => page.Frame.FindAll(".la-note-form textarea").Count > 0);
        return page;
    }

    private async Task<Guid> AddNoteAsync(string text)
    {
        await _database.Get<NoteDesk>().AddAsync(_site.Id, _lead.Id, _user.Id, text, Cancel);
        await using var db = await _database.OpenAsync();
        return await db.LeadNotes.Select(note => note.Id).SingleAsync(Cancel);
    }

    private async Task<string> NoteAsync(Guid id)
    {
        await using var db = await _database.OpenAsync();
        return await db.LeadNotes.Where(note => note.Id == id).Select(note => note.Text).SingleAsync(Cancel);
    }

    /// <summary>Answers when it is told to.</summary>
    private sealed class HeldMailSender : IMailSender
    {
        private readonly TaskCompletionSource _asked = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task Asked => _asked.Task;

        public TaskCompletionSource<MailOutcome> Answer { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task<MailOutcome> SendAsync(OutgoingMail mail, Func<CancellationToken, Task> dataStarting, CancellationToken cancellationToken)
        {
            _asked.TrySetResult();
            return Answer.Task;
        }
    }
}
