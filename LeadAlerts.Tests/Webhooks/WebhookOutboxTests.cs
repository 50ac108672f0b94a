using System.Text.Json.Nodes;
using LeadAlerts.Core.Email;
using LeadAlerts.Core.Webhooks;
using LeadAlerts.Tests.Alerts;
using Microsoft.EntityFrameworkCore;

namespace LeadAlerts.Tests.Webhooks;

public sealed class WebhookOutboxTests
{
    [Fact]
    public async Task A_new_lead_is_told_with_what_the_mail_says_and_no_more()
    {
        await using var scene = await WebhookScene.OpenAsync();

        await scene.Alerts.ReviewAsync(await scene.Alerts.ChatAsync(AlertScene.HotWords));

        var delivery = Assert.Single(await scene.DeliveriesAsync());
        var lead = await scene.Alerts.ReadAsync(db => db.Leads.SingleAsync());
        var body = JsonNode.Parse(delivery.Body)!;
        var data = body["data"]!;
        Assert.Equal(WebhookState.Due, delivery.State);
        Assert.Equal("lead.created", (string?)body["type"]);
        Assert.Equal("2026-06-02T21:02:00Z", (string?)body["timestamp"]);
        Assert.Equal(1, (int?)body["version"]);
        Assert.Equal(lead.Id.ToString(), (string?)data["lead_id"]);
        Assert.Equal("Bright Roof", (string?)data["site"]);
        Assert.Equal(lead.Score, (int?)data["score"]);
        Assert.Equal("new_enquiry", (string?)data["category"]);
        Assert.Equal("Maria Ortiz", (string?)data["contact"]!["name"]);
        Assert.Equal("+14155552671", (string?)data["contact"]!["phone"]);
        Assert.Equal(lead.Headline, (string?)data["headline"]);
        Assert.EndsWith($"/leads/{lead.Id}", (string?)data["link"], StringComparison.Ordinal);
        Assert.Equal(
            ["lead_id", "site_id", "site", "score", "heat", "category", "contact", "headline", "status", "assignee", "snoozed_until", "link", "changed"],
            data.AsObject().Select(field => field.Key));
        Assert.Equal(["type", "timestamp", "version", "text", "data"], body.AsObject().Select(field => field.Key));
    }

    [Fact]
    public async Task A_changed_lead_is_told_with_what_changed_and_an_unchanged_one_is_not()
    {
        await using var scene = await WebhookScene.OpenAsync();
        var chat = await scene.Alerts.ChatAsync("Hi, my roof is leaking over the kitchen and I need somebody to repair it this week. How much would it be, and can you come on Thursday?", visitorId: "v1");
        await scene.Alerts.ReviewAsync(chat);

        await scene.Alerts.SayAsync(chat, "I'm Maria Ortiz, (415) 555-2671.");
        await scene.Alerts.ReviewAsync(chat);
        var told = Assert.Single(await scene.DeliveriesAsync(), row => row.Type == WebhookEvents.LeadUpdated);
        await scene.Alerts.SayAsync(chat, "ok");
        await scene.Alerts.ReviewAsync(chat);

        Assert.Contains("contact", JsonNode.Parse(told.Body)!["data"]!["changed"]!.AsArray().Select(name => (string?)name));
        Assert.DoesNotContain((await scene.DeliveriesAsync()).Where(row => row.Type == WebhookEvents.LeadUpdated), row => !row.Body.Contains("\"changed\":[\"", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("5.1.1 no such mailbox", false, "failed")]
    [InlineData("no reply after the dot", true, "unknown")]
    public async Task An_alert_that_did_not_arrive_is_told(string reply, bool ambiguous, string outcome)
    {
        await using var scene = await WebhookScene.OpenAsync(WebhookEvents.AlertFailed);
        await scene.Alerts.ReviewAsync(await scene.Alerts.ChatAsync(AlertScene.HotWords));
        var alert = Assert.Single(await scene.Alerts.AlertsAsync());
        for (var i = 0; i < 2; i++)
        {
            scene.Alerts.Mail.Answers.Enqueue(_ => ambiguous ? new MailOutcome.Ambiguous(reply) : new MailOutcome.Refused(reply));
        }

        await scene.Alerts.SendAsync(alert.Id);
        scene.Alerts.Clock.Advance(TimeSpan.FromMinutes(1));
        await scene.Alerts.SendAsync(alert.Id);

        var data = JsonNode.Parse(Assert.Single(await scene.DeliveriesAsync()).Body)!["data"]!;
        Assert.Equal(alert.Id.ToString(), (string?)data["alert_id"]);
        Assert.Equal(outcome, (string?)data["outcome"]);
        Assert.Equal(reply, (string?)data["reason"]);
        Assert.Equal("owner@brightroof.example", (string?)data["recipient"]);
    }

    [Fact]
    public async Task An_endpoint_is_told_only_what_it_asked_for_and_only_while_it_is_on()
    {
        await using var scene = await WebhookScene.OpenAsync(WebhookEvents.AlertFailed);
        var on = Assert.IsType<WebhookOutcome.Done>(await scene.AddAsync(scene.Receiver.Url, WebhookEvents.LeadCreated)).EndpointId;
        var off = Assert.IsType<WebhookOutcome.Done>(await scene.AddAsync(scene.Receiver.Url)).EndpointId;
        await scene.Desk.SetDisabledAsync(scene.SiteId, scene.OwnerId, off, disabled: true, TestContext.Current.CancellationToken);

        await scene.Alerts.ReviewAsync(await scene.Alerts.ChatAsync(AlertScene.HotWords));

        Assert.Equal([on], (await scene.DeliveriesAsync()).Select(row => row.EndpointId));
    }

    [Fact]
    public async Task What_a_visitor_types_cannot_call_a_channel_by_the_text()
    {
        await using var scene = await WebhookScene.OpenAsync();

        await scene.Alerts.ReviewAsync(await scene.Alerts.ChatAsync(
            "I'm <!channel> & I need a roof repair quote this week, please call me: (415) 555-2671. <https://evil.example|click>"));

        var text = (string)JsonNode.Parse(Assert.Single(await scene.DeliveriesAsync()).Body)!["text"]!;
        Assert.DoesNotContain('<', text);
        Assert.DoesNotContain('>', text);
    }
}
