using Bunit;
using LeadAlerts.Core.Members;
using LeadAlerts.Core.Sites;
using LeadAlerts.Tests.Infrastructure;
using LeadAlerts.Web.Components.Pages.Conversations;
using LeadAlerts.Web.Components.Pages.Inbox;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Time.Testing;

namespace LeadAlerts.Tests.Inbox;

/// <summary>What Back leads to after a list was filtered.</summary>
public sealed class FilterHistoryTests : IAsyncLifetime
{
    private readonly FakeTimeProvider _clock = new(InboxBuilder.Start.AddHours(1));
    private TestDatabase _database = null!;
    private ApplicationUser _user = null!;

    public async ValueTask InitializeAsync()
    {
        _database = await TestDatabase.CreateAsync(_clock);
        var builder = new InboxBuilder(_database);
        (Site site, _user) = await builder.AddSiteAsync();
        await builder.AddLeadAsync(site);
    }

    public ValueTask DisposeAsync() => _database.DisposeAsync();

    [Fact]
    public Task In_the_inbox_a_choice_can_be_taken_back_and_typing_makes_no_steps() => TryAsync<InboxPage>("a.la-lead-row");

    [Fact]
    public Task In_the_list_of_chats_a_choice_can_be_taken_back_and_typing_makes_no_steps() => TryAsync<ConversationsPage>("a.la-chat");

    private async Task TryAsync<TPage>(string row)
        where TPage : IComponent
    {
        await using var page = LeavablePage.Open<TPage>(_database, _user);
        await page.WaitForAsync(() => page.Frame.FindAll(row).Count == 1);

        await page.Frame.Find("[role=search] select").ChangeAsync(new() { Value = "NewEnquiry" });
        await page.WaitForAsync(() => page.Address.Contains("category=NewEnquiry", StringComparison.Ordinal));
        Assert.False(page.History.First().Options.ReplaceHistoryEntry);

        var typed = page.Frame.Find("input[type=search]").InputAsync(new() { Value = "roof" });
        while (!typed.IsCompleted)
        {
            _clock.Advance(TimeSpan.FromMilliseconds(250));
            await Task.Yield();
        }

        await typed;
        Assert.Contains("q=roof", page.Address, StringComparison.Ordinal);
        Assert.True(page.History.First().Options.ReplaceHistoryEntry);
    }
}
