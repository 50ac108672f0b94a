using LeadAlerts.Core.Webhooks;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;

namespace LeadAlerts.Tests.Webhooks;

public sealed class WebhookSendingTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_receiver_can_check_that_it_is_us_over_the_bytes_that_arrive()
    {
        await using var scene = await WebhookScene.OpenAsync();
        await scene.PingAsync();

        await scene.WorkAsync();

        var request = Assert.Single(scene.Receiver.Requests);
        var delivery = Assert.Single(await scene.DeliveriesAsync());
        var id = request.Headers["webhook-id"];
        Assert.Equal("/hook?key=1", request.Path);
        Assert.Equal("application/json", request.Headers["content-type"]);
        Assert.Equal($"evt_{delivery.EventId:N}", id);
        Assert.Equal(scene.Alerts.Clock.GetUtcNow().ToUnixTimeSeconds().ToString(System.Globalization.CultureInfo.InvariantCulture), request.Headers["webhook-timestamp"]);
        Assert.Equal(WebhookSecrets.Sign(scene.Secret, id, scene.Alerts.Clock.GetUtcNow(), request.Body), request.Headers["webhook-signature"]);
        Assert.Equal((WebhookState.Delivered, 204, 1), (delivery.State, delivery.LastStatus, delivery.Attempts));
        Assert.NotNull((await scene.EndpointAsync()).LastSuccessAt);
    }

    [Fact]
    public async Task What_fails_is_tried_again_with_the_same_id_and_body_and_a_new_time()
    {
        await using var scene = await WebhookScene.OpenAsync();
        scene.Receiver.AnswerWith(500, "Oops\r\nline two");
        var id = await scene.EventAsync();

        await scene.WorkAsync();
        var failed = Assert.Single(await scene.DeliveriesAsync());
        Assert.Equal((WebhookState.Due, 500, "Oops line two"), (failed.State, failed.LastStatus, failed.LastReply));
        Assert.InRange(failed.DueAt - scene.Alerts.Clock.GetUtcNow(), TimeSpan.FromSeconds(4), TimeSpan.FromSeconds(6));
        Assert.NotNull((await scene.EndpointAsync()).FailingSince);

        scene.Alerts.Clock.Advance(TimeSpan.FromSeconds(6));
        await scene.WorkAsync();

        var (first, second) = (scene.Receiver.Requests.First(), scene.Receiver.Requests.Last());
        Assert.Equal((2, id), (scene.Receiver.Requests.Count, (await scene.DeliveriesAsync()).Single(row => row.State == WebhookState.Delivered).Id));
        Assert.Equal((first.Body, first.Headers["webhook-id"]), (second.Body, second.Headers["webhook-id"]));
        Assert.NotEqual(first.Headers["webhook-timestamp"], second.Headers["webhook-timestamp"]);
        Assert.Null((await scene.EndpointAsync()).FailingSince);
    }

    [Fact]
    public async Task Retry_after_is_heeded()
    {
        await using var scene = await WebhookScene.OpenAsync();
        scene.Receiver.AnswerWith(429, retryAfter: "120");
        await scene.EventAsync();

        await scene.WorkAsync();

        Assert.Equal(TimeSpan.FromMinutes(2), (await scene.DeliveriesAsync()).Single().DueAt - scene.Alerts.Clock.GetUtcNow());
    }

    [Fact]
    public async Task A_redirect_is_not_followed_and_says_so()
    {
        await using var scene = await WebhookScene.OpenAsync();
        scene.Receiver.Answers.Enqueue(context =>
        {
            context.Response.Redirect(scene.Receiver.Url);
            return Task.CompletedTask;
        });
        await scene.PingAsync();

        await scene.WorkAsync();

        Assert.Single(scene.Receiver.Requests);
        Assert.Contains("Redirects are not followed", (await scene.DeliveriesAsync()).Single().LastReply, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_receiver_that_does_not_answer_is_left_after_fifteen_seconds()
    {
        await using var scene = await WebhookScene.OpenAsync();
        var arrived = new TaskCompletionSource();
        using var end = new CancellationTokenSource();
        scene.Receiver.Answers.Enqueue(async context =>
        {
            arrived.SetResult();
            await Task.Delay(Timeout.Infinite, end.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        });
        var sending = scene.SendAsync(await scene.EventAsync());
        await arrived.Task.WaitAsync(Cancel);

        scene.Alerts.Clock.Advance(TimeSpan.FromSeconds(15));
        await sending;
        await end.CancelAsync();

        var delivery = (await scene.DeliveriesAsync()).Single();
        Assert.Equal((WebhookState.Due, (int?)null, "No answer within 15 s."), (delivery.State, delivery.LastStatus, delivery.LastReply));
    }

    [Fact]
    public async Task Of_an_endless_answer_only_the_beginning_is_read()
    {
        await using var scene = await WebhookScene.OpenAsync();
        scene.Receiver.Answers.Enqueue(async context =>
        {
            context.Response.StatusCode = 200;
            var line = new string('x', 4096);
            while (!context.RequestAborted.IsCancellationRequested)
            {
                await context.Response.WriteAsync(line, context.RequestAborted);
            }
        });
        await scene.EventAsync();

        await scene.WorkAsync();

        var delivery = (await scene.DeliveriesAsync()).Single();
        Assert.Equal((WebhookState.Delivered, 200), (delivery.State, delivery.LastStatus));
        Assert.InRange(delivery.LastReply!.Length, 1, WebhookDelivery.ReplyMaxLength);
    }

    [Fact]
    public async Task An_address_inside_is_refused_at_the_connection()
    {
        await using var scene = await WebhookScene.OpenAsync();
        await using (var db = await scene.Alerts.Database.OpenAsync())
        {
            // As if it had been saved before addresses were checked.
            await db.WebhookEndpoints.ExecuteUpdateAsync(set => set.SetProperty(row => row.Url, "https://10.0.0.1/hook"), Cancel);
        }

        await scene.PingAsync();
        await scene.WorkAsync();

        Assert.Contains("public internet", (await scene.DeliveriesAsync()).Single().LastReply, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_endpoint_that_took_nothing_for_three_days_is_switched_off()
    {
        await using var scene = await WebhookScene.OpenAsync();
        for (var i = 0; i < 4; i++)
        {
            scene.Receiver.AnswerWith(503);
        }

        await scene.EventAsync();
        await scene.WorkAsync();
        scene.Alerts.Clock.Advance(TimeSpan.FromDays(2));
        await scene.EventAsync();
        await scene.WorkAsync();
        Assert.Null((await scene.EndpointAsync()).DisabledAt);
        scene.Alerts.Clock.Advance(TimeSpan.FromDays(1));

        await scene.WorkAsync();

        Assert.Contains("three days", (await scene.EndpointAsync()).DisabledReason, StringComparison.Ordinal);
        Assert.All(await scene.DeliveriesAsync(), row => Assert.Equal((WebhookState.Cancelled, true), (row.State, row.FinishedAt is not null)));
        Assert.True(await scene.Alerts.Database.Get<WebhookQueries>().HasSwitchedOffAsync(scene.SiteId, Cancel));
    }

    [Fact]
    public async Task An_event_that_the_receiver_never_takes_is_given_up_after_three_days_and_the_others_go_on()
    {
        await using var scene = await WebhookScene.OpenAsync();
        var poison = await scene.EventAsync();
        scene.Receiver.AnswerWith(400, "cannot read this");
        await scene.WorkAsync();
        var other = await scene.EventAsync();
        await scene.WorkAsync();
        scene.Alerts.Clock.Advance(TimeSpan.FromDays(3));
        scene.Receiver.AnswerWith(400, "cannot read this");

        await scene.WorkAsync();

        var states = (await scene.DeliveriesAsync()).ToDictionary(row => row.Id, row => row.State);
        Assert.Equal((WebhookState.Failed, WebhookState.Delivered), (states[poison], states[other]));
        Assert.Null((await scene.EndpointAsync()).DisabledAt);
    }

    [Fact]
    public async Task A_receiver_that_is_gone_for_good_is_left_alone_at_once()
    {
        await using var scene = await WebhookScene.OpenAsync();
        scene.Receiver.AnswerWith(410);
        await scene.EventAsync();

        await scene.WorkAsync();

        Assert.Contains("410", (await scene.EndpointAsync()).DisabledReason, StringComparison.Ordinal);
        Assert.Equal(WebhookState.Failed, (await scene.DeliveriesAsync()).Single().State);
    }

    [Fact]
    public async Task A_test_is_tried_once_and_does_not_count_against_the_endpoint()
    {
        await using var scene = await WebhookScene.OpenAsync();
        scene.Receiver.AnswerWith(404, "no such hook");
        await scene.PingAsync();

        await scene.WorkAsync();

        var delivery = (await scene.DeliveriesAsync()).Single();
        Assert.Equal((WebhookState.Failed, 404, "no such hook"), (delivery.State, delivery.LastStatus, delivery.LastReply));
        Assert.Null((await scene.EndpointAsync()).FailingSince);
    }

    [Fact]
    public async Task Two_workers_send_a_delivery_once_and_a_lost_ones_is_taken_over()
    {
        await using var scene = await WebhookScene.OpenAsync();
        var id = await scene.EventAsync();
        await Task.WhenAll(scene.SendAsync(id), scene.SendAsync(id));
        Assert.Single(scene.Receiver.Requests);

        var lost = await scene.EventAsync();
        await scene.Alerts.ChangeAsync<WebhookDelivery>(lost, _ => { });
        await using (var db = await scene.Alerts.Database.OpenAsync())
        {
            await db.WebhookDeliveries.Where(row => row.Id == lost).ExecuteUpdateAsync(
                set => set.SetProperty(row => row.State, WebhookState.Sending)
                    .SetProperty(row => row.LeaseToken, Guid.NewGuid())
                    .SetProperty(row => row.LeaseUntil, scene.Alerts.Clock.GetUtcNow() + WebhookDelivery.Lease),
                Cancel);
        }

        await scene.WorkAsync();
        Assert.Single(scene.Receiver.Requests);
        scene.Alerts.Clock.Advance(WebhookDelivery.Lease);
        await scene.WorkAsync();

        Assert.Equal(2, scene.Receiver.Requests.Count);
        Assert.All(await scene.DeliveriesAsync(), row => Assert.Equal(WebhookState.Delivered, row.State));
    }

    [Fact]
    public async Task An_endpoint_gets_no_more_than_its_share_at_once_and_a_failing_one_waits_behind_the_others()
    {
        await using var scene = await WebhookScene.OpenAsync();
        var rows = scene.Alerts.Database.Get<WebhookRows>();
        for (var i = 0; i < 5; i++)
        {
            await scene.EventAsync();
        }

        Assert.Equal(2, (await rows.FindAsync(take: 100, takeFailing: 4, Cancel)).Count);

        await scene.Alerts.ChangeAsync<WebhookEndpoint>(scene.EndpointId, endpoint => endpoint.RecordFailure(scene.Alerts.Clock.GetUtcNow()));
        Assert.Single(await rows.FindAsync(take: 100, takeFailing: 4, Cancel));
        Assert.Empty(await rows.FindAsync(take: 100, takeFailing: 0, Cancel));

        // Claims keep to it too: the finder may be late.
        var due = (await scene.DeliveriesAsync()).Select(row => row.Id).ToList();
        var arrived = new TaskCompletionSource();
        var go = new TaskCompletionSource();
        scene.Receiver.Answers.Enqueue(async _ =>
        {
            arrived.SetResult();
            await go.Task;
        });
        var slow = scene.SendAsync(due[0]);
        await arrived.Task.WaitAsync(Cancel);
        Assert.Null(await scene.SendAsync(due[1]));
        go.SetResult();
        Assert.Equal(scene.SiteId, await slow);
        Assert.Single(scene.Receiver.Requests);
    }

    [Fact]
    public async Task What_was_settled_long_ago_is_deleted()
    {
        await using var scene = await WebhookScene.OpenAsync();
        await scene.PingAsync();
        await scene.WorkAsync();
        scene.Alerts.Clock.Advance(TimeSpan.FromDays(31));
        var kept = await scene.EventAsync();

        await scene.Alerts.Database.Get<WebhookRows>().TrimAsync(Cancel);

        Assert.Equal([kept], (await scene.DeliveriesAsync()).Select(row => row.Id));
    }
}
