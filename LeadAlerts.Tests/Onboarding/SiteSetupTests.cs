using LeadAlerts.Core.Onboarding;

namespace LeadAlerts.Tests.Onboarding;

public sealed class SiteSetupTests
{
    private static readonly DateTimeOffset Created = new(2026, 6, 1, 9, 0, 0, TimeSpan.Zero);
    private static readonly LatestChat Chat = new(Guid.NewGuid(), 86, "Wants a roof", Guid.NewGuid(), Created);

    private static SiteSetup New => new(Created, IsDescribed: false, Answers: 0, WidgetSeenAt: null, HasServerChats: false, Latest: null, AlertAcceptedAt: null);

    [Fact]
    public void The_next_step_is_the_first_that_is_not_done()
    {
        var setup = New;
        Assert.Equal(SetupStep.Site, setup.Next);
        Assert.Equal(SetupStep.Answers, (setup = setup with { IsDescribed = true }).Next);
        Assert.Equal(SetupStep.Snippet, (setup = setup with { Answers = 3 }).Next);
        Assert.Equal(SetupStep.Chat, (setup = setup with { WidgetSeenAt = Created }).Next);
        Assert.Equal(SetupStep.Alert, (setup = setup with { Latest = Chat }).Next);
        Assert.Null((setup = setup with { AlertAcceptedAt = Created }).Next);
        Assert.True(setup.IsComplete);
    }

    [Fact]
    public void Answers_that_were_skipped_are_not_asked_for_again()
    {
        var setup = New with { IsDescribed = true, WidgetSeenAt = Created };

        Assert.Equal(SetupStep.Chat, setup.Next);
        Assert.False(setup.IsComplete);
        Assert.Null((setup with { Latest = Chat, AlertAcceptedAt = Created }).Next);
    }

    [Fact]
    public void A_site_whose_servers_send_chats_needs_no_widget() =>
        Assert.True((New with { HasServerChats = true }).IsDone(SetupStep.Snippet));

    [Fact]
    public void The_steps_are_shown_while_the_site_is_new_and_something_is_left()
    {
        Assert.True(New.IsWorthShowing(Created.AddDays(13)));
        Assert.False(New.IsWorthShowing(Created.AddDays(14)));
        Assert.False((New with { IsDescribed = true, Answers = 1, WidgetSeenAt = Created, Latest = Chat, AlertAcceptedAt = Created }).IsWorthShowing(Created));
    }
}
