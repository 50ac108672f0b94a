using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using System.Text;
using LeadAlerts.Core.Alerts;
using LeadAlerts.Core.Alerts.Recipients;
using LeadAlerts.Core.Alerts.Settings;
using LeadAlerts.Core.Sites;
using LeadAlerts.Tests.Infrastructure;
using Microsoft.EntityFrameworkCore;
using MimeKit;

namespace LeadAlerts.Tests.Faults;

/// <summary>The whole product as a process that is killed (SIGKILL), judged from outside: by what it acknowledged and what the mail server took.</summary>
public sealed class KilledServerTests
{
    private const int Conversations = 200;

    [Fact]
    public async Task A_server_killed_while_200_conversations_come_in_loses_nothing_acknowledged_and_no_alert()
    {
        await using var smtp = new ScriptedSmtpServer();
        await using var database = await TestDatabase.CreateAsync();
        var key = await AddSiteAsync(database);
        var acknowledged = new ConcurrentDictionary<(string Conversation, string Message), byte>();

        await using (var first = await StartAsync(database, smtp))
        {
            // Half of the conversations, until mail goes out; the others are on their way when the server dies.
            await PostAsync(first, key, 0, Conversations / 2, acknowledged);
            await WaitUntilAsync(() => Task.FromResult(!smtp.Messages.IsEmpty));
            var posting = PostAsync(first, key, Conversations / 2, Conversations, acknowledged);
            await WaitUntilAsync(() => Task.FromResult(acknowledged.Count > Conversations + 20), TimeSpan.FromMilliseconds(1));
            await first.KillAsync();
            await posting;
        }

        var acknowledgedBefore = acknowledged.Keys.ToList();
        Assert.InRange(acknowledgedBefore.Count, Conversations, (2 * Conversations) - 1);
        await using var second = await StartAsync(database, smtp);

        // A sender that got no answer sends again, with the same ids.
        await PostAsync(second, key, 0, Conversations, acknowledged);
        await WaitUntilAsync(() => IsQuietAsync(database));

        await using var db = await database.OpenAsync();
        var stored = await db.Messages
            .Join(db.Conversations, message => message.ConversationId, conversation => conversation.Id,
                (message, conversation) => new { Conversation = conversation.ExternalId, Message = message.ExternalId })
            .ToListAsync(TestContext.Current.CancellationToken);
        Assert.Empty(acknowledgedBefore.Except(stored.Select(row => (row.Conversation, row.Message))));
        Assert.Equal(2 * Conversations, stored.Count);

        var alerts = await db.Alerts.AsNoTracking().ToListAsync(TestContext.Current.CancellationToken);
        Assert.Equal(Conversations / 2, await db.Leads.CountAsync(TestContext.Current.CancellationToken));
        Assert.Equal(Conversations / 2, alerts.Select(alert => alert.LeadId).Distinct().Count());
        Assert.Equal(Conversations / 2, alerts.Count);

        // Accepted once each; a second time only where the product itself has written down that it could not know, and then the same bytes.
        var taken = smtp.Messages.GroupBy(bytes => MimeMessage.Load(new MemoryStream(bytes)).MessageId ?? "none")
            .ToDictionary(group => group.Key, group => group.ToList());
        Assert.Equal(alerts.Select(alert => alert.MessageId).Order(), taken.Keys.Order());
        foreach (var alert in alerts)
        {
            var copies = taken[alert.MessageId];
            Assert.InRange(copies.Count, 1, alert.ResentAfterUnknown ? 2 : 1);
            Assert.Single(copies.Select(Encoding.Latin1.GetString).Distinct());
            Assert.Equal(AlertState.Accepted, alert.State);
        }
    }

    private static Task<ProductProcess> StartAsync(TestDatabase database, ScriptedSmtpServer smtp) => ProductProcess.StartAsync(
        database.DataFolder,
        new Dictionary<string, string>
        {
            ["Email__Host"] = "127.0.0.1",
            ["Email__Port"] = smtp.Port.ToString(System.Globalization.CultureInfo.InvariantCulture),
            ["Email__Security"] = "None",
            ["App__PublicUrl"] = "https://leads.example",
        },
        TestContext.Current.CancellationToken);

    /// <summary>Every second conversation is a lead. Stops at the first answer that does not come.</summary>
    private static async Task PostAsync(
        ProductProcess product, string key, int from, int to, ConcurrentDictionary<(string, string), byte> acknowledged)
    {
        using var client = new HttpClient { BaseAddress = product.Address };
        client.DefaultRequestHeaders.Add("X-Site-Key", key);
        try
        {
            await Parallel.ForEachAsync(
                Enumerable.Range(from, to - from),
                new ParallelOptions { MaxDegreeOfParallelism = 4, CancellationToken = TestContext.Current.CancellationToken },
                async (number, token) =>
                {
                    var id = $"c{number}";
                    var texts = number % 2 == 0
                        ? new[] { "Our roof leaks over the kitchen, could somebody come and give us a quote?", $"You can call me at 415-555-{100 + (number / 2):D4}" }
                        : ["what time do you open on sundays", "ok thanks bye"];
                    for (var i = 0; i < texts.Length; i++)
                    {
                        using var response = await client.PostAsJsonAsync(
                            "/api/v1/conversations",
                            new
                            {
                                conversation_id = id,
                                messages = new[] { new { id = $"m{i}", role = "visitor", text = texts[i] } },
                                ended = i == texts.Length - 1,
                            },
                            token);
                        Assert.Equal(HttpStatusCode.Accepted, response.StatusCode);
                        acknowledged[(id, $"m{i}")] = 0;
                    }
                });
        }
        catch (Exception problem) when (problem is HttpRequestException or IOException)
        {
            // The server is gone in the middle of it: that is the test.
        }
    }

    private static async Task<bool> IsQuietAsync(TestDatabase database)
    {
        await using var db = await database.OpenAsync();
        return !await db.Conversations.AnyAsync(conversation => conversation.ReviewDueAt != null, TestContext.Current.CancellationToken)
            && !await db.Alerts.AnyAsync(
                alert => alert.State == AlertState.Due || alert.State == AlertState.Sending || alert.State == AlertState.Unknown,
                TestContext.Current.CancellationToken);
    }

    private static async Task WaitUntilAsync(Func<Task<bool>> condition, TimeSpan? lookEvery = null)
    {
        // A claim that the killed process held ends after its lease of 30 s; a mail that may have left is sent again 30 s after that.
        var began = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(began) < TimeSpan.FromMinutes(2))
        {
            if (await condition())
            {
                return;
            }

            await Task.Delay(lookEvery ?? TimeSpan.FromMilliseconds(100), TestContext.Current.CancellationToken);
        }

        throw new TimeoutException("What the test waits for did not come about within two minutes.");
    }

    private static async Task<string> AddSiteAsync(TestDatabase database)
    {
        var now = database.Get<TimeProvider>().GetUtcNow();
        var site = new Site("Brightroof", "America/Los_Angeles", "US", now);
        var key = site.MakeSecretKey();
        var recipient = new AlertRecipient(site.Id, "owner@brightroof.example", "", now);
        recipient.Confirm(now);
        await using var db = await database.OpenAsync();
        db.AddRange(site, AlertSettings.CreateFirst(site.Id, now), recipient);
        await db.SaveChangesAsync(TestContext.Current.CancellationToken);
        return key;
    }
}
