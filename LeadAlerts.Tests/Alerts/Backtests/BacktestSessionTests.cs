using Bunit;
using LeadAlerts.Core.Alerts.Backtests;
using LeadAlerts.Core.Alerts.Settings;
using LeadAlerts.Core.Leads;
using LeadAlerts.Web.Components.Pages.Alerts;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using MudBlazor.Services;

namespace LeadAlerts.Tests.Alerts.Backtests;

/// <summary>What an owner sees beside the form while it changes.</summary>
public sealed class BacktestSessionTests : IAsyncLifetime
{
    private static readonly AlertSettingsDraft Saved = new(Enabled: true, 40, []);

    private AlertScene _scene = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _scene = await AlertScene.OpenAsync();

    public ValueTask DisposeAsync() => _scene.DisposeAsync();

    [Fact]
    public async Task Under_ten_chats_it_says_that_it_knows_too_little()
    {
        await FillAsync(3);
        await using var context = Context();
        var session = NewSession();
        var panel = context.Render<BacktestPanel>(parameters => parameters.Add(panel => panel.Session, session));

        Propose(session, Saved);
        _ = session.LoadAsync(_scene.Site.Id, Cancel);

        panel.WaitForAssertion(() => Assert.Contains("Too little data yet. Only 3 chats came in the last 30 days.", Text(panel), StringComparison.Ordinal), TimeSpan.FromSeconds(20));
        Assert.Empty(panel.FindAll(".la-bars"));
    }

    [Fact]
    public async Task A_proposal_is_told_against_the_settings_in_force_with_the_chats_that_change()
    {
        await FillAsync(12);
        await using var context = Context();
        var session = NewSession();
        var panel = context.Render<BacktestPanel>(parameters => parameters.Add(panel => panel.Session, session));
        var bar = context.Render<BacktestBar>(parameters => parameters.Add(bar => bar.Session, session));
        Propose(session, Saved);
        _ = session.LoadAsync(_scene.Site.Id, Cancel);
        panel.WaitForAssertion(() => Assert.Contains("With these settings the last 30 days would have sent 12 alerts.", Text(panel), StringComparison.Ordinal), TimeSpan.FromSeconds(20));
        Assert.Contains("Move the threshold or switch a criterion", Text(panel), StringComparison.Ordinal);

        // Within the rest after a run, the last one proposed counts and those between are never run.
        Propose(session, Saved with { Threshold = 50 });
        Propose(session, Saved with { Threshold = 100 });
        Assert.Equal(12, session.Comparison!.Then.Alerts);

        // The rest may begin a moment after the answer is seen: time passes until it is over.
        for (var wait = 0; wait < 500 && session.Comparison!.Then.Alerts != 0; wait++)
        {
            _scene.Clock.Advance(BacktestSession.Interval);
            await Task.Delay(20, Cancel);
        }

        panel.WaitForAssertion(() => Assert.Contains("With these settings the last 30 days would have sent no alerts, not 12. 1 won lead missed.", Text(panel), StringComparison.Ordinal), TimeSpan.FromSeconds(20));
        Assert.Equal("1 won lead missed", panel.Find(".la-backtest-bad").TextContent);
        Assert.Equal("12 chats no longer a lead", panel.Find(".la-backtest-heading").TextContent);
        Assert.Equal("Won", panel.Find(".la-backtest-chats li .la-chip").TextContent);
        Assert.StartsWith("/conversations/", panel.Find(".la-backtest-chats a").GetAttribute("href"), StringComparison.Ordinal);
        Assert.Equal(30, panel.FindAll(".la-bars-table tbody tr").Count);
        bar.WaitForAssertion(() => Assert.Contains("no alerts, not 12", bar.Markup, StringComparison.Ordinal), TimeSpan.FromSeconds(20));
    }

    [Fact]
    public async Task Settings_that_cannot_be_saved_leave_the_last_answer_standing()
    {
        await FillAsync(12);
        var session = NewSession();
        Propose(session, Saved);
        var loading = session.LoadAsync(_scene.Site.Id, Cancel);
        await WaitAsync(() => session.Comparison is not null);
        var before = session.Comparison;
        _scene.Clock.Advance(BacktestSession.Interval);
        await loading;

        await session.ProposeAsync(Saved, Saved with { Threshold = 0 }, Cancel);

        Assert.Same(before, session.Comparison);
        Assert.Equal(0, session.Try(Saved with { Threshold = 100 })!.Then.Alerts);
    }

    private static async Task WaitAsync(Func<bool> condition)
    {
        while (!condition())
        {
            await Task.Delay(5, Cancel);
        }
    }

    private static string Text(IRenderedComponent<BacktestPanel> panel) =>
        string.Join(' ', panel.Find(".la-backtest").TextContent.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    private static void Propose(BacktestSession session, AlertSettingsDraft draft) => _ = session.ProposeAsync(Saved, draft, Cancel);

    private BacktestSession NewSession() => new(_scene.Database.Get<BacktestQueries>(), _scene.Clock);

    private BunitContext Context()
    {
        var context = new BunitContext();
        context.JSInterop.Mode = JSRuntimeMode.Loose;
        context.Services.AddMudServices();
        context.Services.AddSingleton<TimeProvider>(_scene.Clock);
        return context;
    }

    /// <summary>So many visitors who each become a lead; the first one was won.</summary>
    private async Task FillAsync(int chats)
    {
        for (var i = 0; i < chats; i++)
        {
            await _scene.ReviewAsync(await _scene.ChatAsync($"My roof in Oakland leaks. Can you come this week, and what does a repair cost? I am at (415) 555-26{i:00}.", visitorId: $"v{i}"));
            _scene.Clock.Advance(TimeSpan.FromHours(5));
        }

        var first = await _scene.ReadAsync(db => db.Leads.OrderBy(lead => lead.CreatedAt).FirstAsync(Cancel));
        await _scene.ChangeAsync<Lead>(first.Id, lead => lead.SetStatus(LeadStatus.Won, _scene.Clock.GetUtcNow()));
    }
}
