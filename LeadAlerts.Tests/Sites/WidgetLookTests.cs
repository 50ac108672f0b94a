using LeadAlerts.Core.Members;
using LeadAlerts.Core.Sites;
using LeadAlerts.Tests.Alerts;
using LeadAlerts.Tests.Infrastructure;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Time.Testing;

namespace LeadAlerts.Tests.Sites;

public sealed class WidgetLookTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public void A_look_is_stored_trimmed_and_in_one_spelling()
    {
        var look = new WidgetLook { Accent = "fd0", Title = "  Talk\tto us ", Greeting = "Hi!\r\nWhat is it?\0", Label = " ", Side = WidgetSide.Start };

        Assert.Equal(
            new WidgetLook { Accent = "#FFDD00", Title = "Talk to us", Greeting = "Hi!\nWhat is it?", Side = WidgetSide.Start }, look.Normalize());
        Assert.Equal(WidgetLook.Standard, new WidgetLook { Accent = " ", Title = "", Greeting = "\n" }.Normalize());
    }

    [Fact]
    public void What_a_look_cannot_be_is_refused()
    {
        WidgetLook[] looks =
        [
            new() { Accent = "red;}" }, new() { Title = new string('a', WidgetLook.TitleMaxLength + 1) }, new() { Side = (WidgetSide)7 },
            new() { Greeting = new string('a', WidgetLook.GreetingMaxLength + 1) }, new() { Label = new string('a', WidgetLook.LabelMaxLength + 1) },
        ];

        Assert.All(looks, look => Assert.Throws<ArgumentException>(look.Normalize));
    }

    [Fact]
    public async Task A_saved_look_is_in_the_site_and_in_its_activity_and_only_its_owners_save_one()
    {
        var clock = new FakeTimeProvider(new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero));
        await using var database = await TestDatabase.CreateAsync(clock);
        var site = await OwnedSite.AddAsync(database, "roof", clock.GetUtcNow());
        var other = await OwnedSite.AddAsync(database, "other", clock.GetUtcNow());
        var editing = database.Get<SiteEditing>();
        var look = new WidgetLook { Accent = "#AA0000", Title = "Ask Sam", Greeting = "Hello! ☂", Label = "Chat", Side = WidgetSide.Start };

        foreach (var actor in (Guid[])[site.Member.Id, other.Owner.Id])
        {
            Assert.False(await editing.SaveLookAsync(siteId: site.Id, actorId: actor, look, Cancel));
        }

        Assert.True(await editing.SaveLookAsync(siteId: site.Id, actorId: site.Owner.Id, look, Cancel));

        Assert.Equal(look, (await editing.FindAsync(site.Id, site.Owner.Id, Cancel))!.Look);
        Assert.Equal(WidgetLook.Standard, (await editing.FindAsync(other.Id, other.Owner.Id, Cancel))!.Look);
        await using var db = await database.OpenAsync();
        Assert.Equal(
            "Chat colour: standard → #AA0000 · Chat title: the site’s name → Ask Sam · The chat’s greeting filled in · Chat button: icon only → Chat · Chat button’s place: right → left",
            (await db.AuditEntries.SingleAsync(Cancel)).Text);
    }
}
