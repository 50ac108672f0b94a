using Bunit;
using LeadAlerts.Core.Alerts.Backtests;
using LeadAlerts.Core.Alerts.Settings;
using LeadAlerts.Core.Qualification;
using LeadAlerts.Core.Qualification.Own;
using LeadAlerts.Tests.Infrastructure;
using LeadAlerts.Web.Components.Pages.Alerts;
using LeadAlerts.Web.Components.Shared;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using MudBlazor.Services;

namespace LeadAlerts.Tests.Alerts;

public sealed class OwnCriteriaPageTests : IAsyncLifetime
{
    private static readonly DateTimeOffset Now = new(2026, 11, 20, 12, 0, 0, TimeSpan.Zero);

    private static readonly OwnCriterion Night = new(Guid.NewGuid(), "asks for emergency service at night") { Examples = ["can you come at 3 am?"] };

    private readonly FakeTimeProvider _clock = new(Now);
    private TestDatabase _database = null!;
    private OwnedSite _site = null!;
    private BunitContext _context = null!;

    public async ValueTask InitializeAsync()
    {
        _database = await TestDatabase.CreateAsync(_clock);
        _site = await OwnedSite.AddAsync(_database, "roof", Now);
        _context = new BunitContext();
        _context.JSInterop.Mode = JSRuntimeMode.Loose;
        _context.Services.AddMudServices();
        _context.Services.AddScoped<UndoOffer>();
        _context.Services.AddSingleton<TimeProvider>(_clock);
        _context.Services.AddFallbackServiceProvider(_database.Services);
    }

    public async ValueTask DisposeAsync()
    {
        await _context.DisposeAsync();
        await _database.DisposeAsync();
    }

    [Fact]
    public void A_criterion_is_written_and_becomes_part_of_the_draft()
    {
        var form = Form();
        var list = Render(form);
        list.Find("#own-title ~ .la-button").Click();

        list.Find("#own-name").Input("  mentions a listed building ");
        list.Find("#own-examples").Input("it is grade two listed\n\nheritage house");
        list.FindAll("input[type=radio]")[1].Change("on");
        list.Find("#own-weight").Input("150");
        Assert.True(form.IsWriting);
        Assert.Empty(form.Own);
        list.Find("form").Submit();

        var own = Assert.Single(form.Own);
        Assert.Equal(("mentions a listed building", true, 150, true), (own.Name, own.Against, own.Weight, own.Enabled));
        Assert.Equal(["it is grade two listed", "heritage house"], own.Examples);
        Assert.False(form.IsWriting);
        Assert.True(form.IsDirty);
        Assert.Contains("Speaks against a lead · 2 examples", list.Find(".la-criterion").TextContent, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "", "own-name-problem")]
    [InlineData("wants something", "", "own-name-problem")]
    [InlineData("Asks for EMERGENCY service at night", "", "own-name-problem")]
    [InlineData("asks for a skylight", "one\ntwo\nthree\nfour\nfive\nsix", "own-examples-problem")]
    public void What_is_wrong_is_told_at_the_field(string name, string examples, string problem)
    {
        var form = Form(Night);
        var list = Render(form);
        list.Find("#own-title ~ .la-button").Click();

        list.Find("#own-name").Input(name);
        list.Find("#own-examples").Input(examples);
        list.Find("form").Submit();

        Assert.NotEmpty(list.Find($"#{problem}").TextContent);
        Assert.Equal([Night], form.Own);
    }

    [Fact]
    public void A_criterion_is_edited_switched_off_and_deleted()
    {
        var form = Form(Night);
        var list = Render(form);

        list.Find(".la-criterion .la-switch").Change(false);
        Assert.False(form.Own[0].Enabled);
        list.Find(".la-criterion .la-range").Input("40");
        Assert.Equal(40, form.Own[0].Weight);

        list.Find("button[title=Edit]").Click();
        Assert.Equal(Night.Name, list.Find("#own-name").GetAttribute("value"));
        list.Find("#own-name").Input("asks for help at night");
        list.Find("form").Submit();
        Assert.Equal((Night.Id, "asks for help at night", 40, false), (form.Own[0].Id, form.Own[0].Name, form.Own[0].Weight, form.Own[0].Enabled));

        list.Find("button[title=Edit]").Click();
        list.Find("#own-name").Input("something else");
        list.Find(".la-own-editor .la-actions button[type=button]").Click();
        Assert.Equal("asks for help at night", form.Own[0].Name);

        list.Find("button[title=Delete]").Click();
        Assert.Empty(form.Own);
        Assert.Contains("None yet", list.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void A_member_sees_them_and_can_change_nothing()
    {
        var list = Render(Form(Night), readOnly: true);

        Assert.Contains(Night.Name, list.Markup, StringComparison.Ordinal);
        Assert.Empty(list.FindAll("button"));
        Assert.All(list.FindAll("input"), input => Assert.True(input.HasAttribute("disabled")));
    }

    [Fact]
    public void What_somebody_typed_is_shown_and_never_run()
    {
        var list = Render(Form(Night with { Name = "asks <img src=x onerror=alert(1)> for roofs" }));

        Assert.Empty(list.FindAll("img"));
        Assert.Contains("<img src=x", list.Find(".la-criterion b").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void The_test_box_tells_at_once_whether_a_chat_matches_and_what_it_changes()
    {
        var box = _context.Render<ChatTrialBox>(parameters => parameters
            .Add(view => view.SiteId, _site.Id)
            .Add(view => view.Draft, Form().Draft)
            .Add(view => view.Own, Night)
            .Add(view => view.ForOwn, true));
        box.WaitForAssertion(() => Assert.Contains("No chats yet", box.Markup, StringComparison.Ordinal), TimeSpan.FromSeconds(20));

        box.Find("textarea").Input("visitor: hello\nbot: Hi!\nvisitor: I need emergency service tonight");
        Assert.Empty(box.FindAll(".la-trial-match"));
        _clock.Advance(TimeSpan.FromSeconds(1));
        box.WaitForAssertion(() => Assert.Contains("“emergency service tonight”", box.Find(".la-trial-for").TextContent, StringComparison.Ordinal), TimeSpan.FromSeconds(20));
        Assert.Contains("without it", box.Find(".la-trial-score").TextContent, StringComparison.Ordinal);

        box.Find("textarea").Input("do you sell gutters");
        _clock.Advance(TimeSpan.FromSeconds(1));
        box.WaitForAssertion(() => Assert.Contains("It does not match", box.Markup, StringComparison.Ordinal), TimeSpan.FromSeconds(20));
    }

    [Theory]
    [InlineData("hello\nhow much is a roof", "Visitor hello|Visitor how much is a roof")]
    [InlineData("Visitor: hello\nBOT: hi\nthere\nagent: me\n\nvisitor:", "Visitor hello|Bot hi\nthere|Agent me")]
    [InlineData("  \n ", "")]
    public void A_pasted_chat_is_read_line_by_line(string text, string expected) => Assert.Equal(
        expected, string.Join('|', ChatTrials.Read(text, Now).Lines.Select(line => $"{line.Role} {line.Text}")));

    [Fact]
    public void A_chat_comes_back_as_it_was_written()
    {
        var transcript = ChatTrials.Read("visitor: hello\nbot: hi\nvisitor: bye", Now);

        Assert.Equal(transcript.Lines, ChatTrials.Read(ChatTrials.Write(transcript.Lines), Now).Lines);
        Assert.True(ChatTrials.Write(Enumerable.Repeat(transcript.Lines[0], 5000)).Length <= ChatTrials.TextMaxLength);
    }

    private AlertSettingsForm Form(params IReadOnlyList<OwnCriterion> own) => new(AlertSettings.CreateFirst(_site.Id, Now)
        .Next(new AlertSettingsDraft(true, AlertSettings.DefaultThreshold, CriterionSetting.Defaults) { OwnCriteria = own }, null, Now));

    private IRenderedComponent<OwnCriteria> Render(AlertSettingsForm form, bool readOnly = false) => _context.Render<OwnCriteria>(parameters => parameters
        .Add(view => view.Form, form)
        .Add(view => view.SiteId, _site.Id)
        .Add(view => view.ReadOnly, readOnly));
}
