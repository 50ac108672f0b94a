using System.Net;
using System.Security.Cryptography;
using System.Text;
using LeadAlerts.Core.Alerts.Delivery;
using LeadAlerts.Core.Alerts.Recipients;
using LeadAlerts.Core.Members;
using LeadAlerts.Tests.Infrastructure;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace LeadAlerts.Tests.Bounces;

public sealed class BounceTests : IAsyncDisposable
{
    private const string Secret = "a secret of a good length";
    private const string Address = "owner@brightroof.example";

    private readonly LeadAlertsApp _app = new(null, new Dictionary<string, string> { ["Bounces:Secret"] = Secret });

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    [Theory]
    [InlineData("hard", true)]
    [InlineData("complaint", true)]
    [InlineData("soft", false)]
    public async Task A_hard_bounce_or_a_complaint_stops_the_mails_until_an_owner_clears_it(string type, bool stops)
    {
        var (site, recipient) = await AddAsync();

        Assert.Equal(HttpStatusCode.Accepted, await PostAsync($$"""{"type":"{{type}}","recipient":"{{Address}}","reason":"550 no such user"}"""));

        var bounces = _app.Services.GetRequiredService<BounceDesk>();
        Assert.Equal(stops, (await bounces.ListAsync(site, Cancel)).Count == 1);
        var recipients = _app.Services.GetRequiredService<AlertRecipients>();
        var (owner, member) = (await _app.AddUserAsync("ana@example.com"), await _app.AddUserAsync("sam@example.com"));
        await using (var db = await _app.OpenAsync())
        {
            db.AddRange(new Member(site, owner.Id, MemberRole.Owner, DateTimeOffset.UnixEpoch), new Member(site, member.Id, MemberRole.Member, DateTimeOffset.UnixEpoch));
            await db.SaveChangesAsync(Cancel);
        }

        Assert.IsType<RecipientOutcome.Refused>(await recipients.ClearBounceAsync(site, member.Id, recipient, Cancel));
        Assert.IsType<RecipientOutcome.Refused>(await recipients.ClearBounceAsync(Guid.NewGuid(), owner.Id, recipient, Cancel));
        Assert.Equal(stops, (await bounces.ListAsync(site, Cancel)).Count == 1);
        Assert.IsType<RecipientOutcome.Done>(await recipients.ClearBounceAsync(site, owner.Id, recipient, Cancel));
        Assert.Empty(await bounces.ListAsync(site, Cancel));
    }

    [Fact]
    public async Task An_address_counts_however_it_is_written()
    {
        var (site, _) = await _app.AddSiteAsync("Bright Roof");
        await _app.AddRecipientAsync(site, "Owner@brightroof.example");

        Assert.Equal(HttpStatusCode.Accepted, await PostAsync("""{"type":"hard","recipient":"oWNER@BrightRoof.example"}"""));

        Assert.Equal("Owner@brightroof.example", Assert.Single(await _app.Services.GetRequiredService<BounceDesk>().ListAsync(site.Id, Cancel)).Address);
    }

    [Fact]
    public async Task A_delivery_report_counts_for_the_mail_that_it_names()
    {
        var (site, recipient) = await AddAsync();
        var (other, _) = await AddAsync();
        await _app.Services.GetRequiredService<TestAlerts>().SendAsync(site, recipient, Cancel);
        await using var db = await _app.OpenAsync();
        var messageId = await db.Alerts.Where(alert => alert.SiteId == site).Select(alert => alert.MessageId).SingleAsync(Cancel);

        Assert.Equal(HttpStatusCode.Accepted, await PostAsync(Report(messageId, "failed", "5.1.1"), "message/rfc822"));

        var bounces = _app.Services.GetRequiredService<BounceDesk>();
        Assert.Equal("550 5.1.1 user unknown", Assert.Single(await bounces.ListAsync(site, Cancel)).Reason);
        Assert.Empty(await bounces.ListAsync(other, Cancel));
    }

    [Fact]
    public async Task A_report_that_a_mail_waits_changes_nothing()
    {
        var (site, _) = await AddAsync();

        Assert.Equal(HttpStatusCode.Accepted, await PostAsync(Report("x@y", "delayed", "4.4.1"), "message/rfc822"));
        Assert.Equal(HttpStatusCode.Accepted, await PostAsync(Report("x@y", "failed", "4.2.2"), "message/rfc822"));

        Assert.Empty(await _app.Services.GetRequiredService<BounceDesk>().ListAsync(site, Cancel));
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("no json")]
    [InlineData("""{"type":"hard"}""")]
    [InlineData("""{"type":"9","recipient":"a@b.example"}""")]
    [InlineData("""{"type":"rude","recipient":"a@b.example"}""")]
    public async Task What_is_no_report_is_refused(string body) => Assert.Equal(HttpStatusCode.BadRequest, await PostAsync(body));

    [Fact]
    public async Task Only_what_is_signed_and_fresh_counts()
    {
        var (site, _) = await AddAsync();
        var body = $$"""{"type":"hard","recipient":"{{Address}}"}""";

        Assert.Equal(HttpStatusCode.Unauthorized, await PostAsync(body, secret: "another secret of good length"));
        Assert.Equal(HttpStatusCode.Unauthorized, await PostAsync(body, age: TimeSpan.FromMinutes(6)));
        Assert.Equal(HttpStatusCode.Unauthorized, await PostAsync(body, age: TimeSpan.FromMinutes(-6)));
        Assert.Equal(HttpStatusCode.Unauthorized, await PostAsync(body, sent: body + " "));
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, await PostAsync(new string('x', 1024 * 1024 + 1)));
        Assert.Empty(await _app.Services.GetRequiredService<BounceDesk>().ListAsync(site, Cancel));

        await using var closed = new LeadAlertsApp();
        Assert.Equal(HttpStatusCode.NotFound, (await closed.Visit().PostAsync("/api/v1/bounces", new StringContent(body), Cancel)).StatusCode);
    }

    private static string Report(string messageId, string action, string status) =>
        $"""
        From: mailer@mail.example
        To: alerts@leads.example
        Subject: Undelivered
        MIME-Version: 1.0
        Content-Type: multipart/report; report-type=delivery-status; boundary="b"

        --b
        Content-Type: text/plain

        It came back.
        --b
        Content-Type: message/delivery-status

        Reporting-MTA: dns; mail.example

        Final-Recipient: rfc822; {Address}
        Action: {action}
        Status: {status}
        Diagnostic-Code: smtp; 550 5.1.1 user unknown

        --b
        Content-Type: text/rfc822-headers

        Message-ID: <{messageId}>
        Subject: Hot lead

        --b--
        """.ReplaceLineEndings("\r\n");

    private async Task<HttpStatusCode> PostAsync(
        string body, string type = "application/json", string secret = Secret, TimeSpan age = default, string? sent = null)
    {
        var time = (_app.Services.GetRequiredService<TimeProvider>().GetUtcNow() - age).ToUnixTimeSeconds();
        var signature = Convert.ToBase64String(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes($"msg_1.{time}.{body}")));
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/bounces") { Content = new StringContent(sent ?? body, Encoding.UTF8) };
        request.Content.Headers.ContentType = new(type);
        request.Headers.Add("webhook-id", "msg_1");
        request.Headers.Add("webhook-timestamp", $"{time}");
        request.Headers.Add("webhook-signature", $"v1,{signature}");
        using var response = await _app.Visit().SendAsync(request, Cancel);
        return response.StatusCode;
    }

    private async Task<(Guid Site, Guid Recipient)> AddAsync()
    {
        var (site, _) = await _app.AddSiteAsync("Bright Roof");
        return (site.Id, (await _app.AddRecipientAsync(site, Address)).Id);
    }
}
