using LeadAlerts.Core.Email;
using LeadAlerts.Core.Inbox;
using LeadAlerts.Core.Leads;
using LeadAlerts.Core.Leads.Replies;
using LeadAlerts.Core.Qualification;
using LeadAlerts.Tests.Inbox;
using LeadAlerts.Tests.Infrastructure;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Time.Testing;

namespace LeadAlerts.Tests.Leads;

public sealed class ReplyDeskTests : IAsyncLifetime
{
    private static readonly VisitorContact Maria = new("Maria Ortiz", "maria@example.com", null);

    private readonly FakeTimeProvider _clock = new(InboxBuilder.Start.AddDays(1));
    private readonly RecordingMailSender _mail = new();
    private TestDatabase _database = null!;
    private InboxBuilder _builder = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _database = await TestDatabase.CreateAsync(_clock, services =>
        {
            services.Replace(ServiceDescriptor.Singleton<IMailSender>(_mail));
            services.Configure<ReplyOptions>(options => options.PerSiteAndDay = 2);
        });
        _builder = new InboxBuilder(_database);
    }

    public ValueTask DisposeAsync() => _database.DisposeAsync();

    [Fact]
    public async Task A_reply_goes_to_the_visitor_answers_come_to_the_member_and_the_lead_is_contacted()
    {
        var (site, me) = await _builder.AddSiteAsync();
        var lead = await _builder.AddLeadAsync(site, contact: Maria);

        var outcome = await SendAsync(site.Id, lead.Id, me.Id, "Your roof\r\nBcc: all@example.com", "Hola María\n\n<b>Thursday</b>?");

        Assert.Equal(new ReplyOutcome.Sent("maria@example.com"), outcome);
        var mail = Assert.Single(_mail.Messages);
        Assert.Equal(("Your roof Bcc: all@example.com", me.Email), (mail.Subject, mail.ReplyTo.Mailboxes.Single().Address));
        Assert.Equal("Maria Ortiz", mail.To.Mailboxes.Single().Name);
        Assert.Null(mail.Headers["Auto-Submitted"]);
        Assert.Null(mail.Headers["Bcc"]);
        Assert.Contains("<b>Thursday</b>?", mail.TextBody, StringComparison.Ordinal);
        Assert.Contains("&lt;b&gt;Thursday&lt;/b&gt;?", mail.HtmlBody, StringComparison.Ordinal);
        var after = (await _database.Get<LeadQueries>().FindLeadAsync(site.Id, lead.Id, Token))!;
        Assert.Equal((LeadStatus.Contacted, _clock.GetUtcNow()), (after.Status, after.FirstAnsweredAt!.Value));
        Assert.Contains(
            await _database.Get<LeadTimeline>().ListAsync(site.Id, lead.Id, Token), item => item.Kind == TimelineKind.Reply && item.Text.Contains("replied to", StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_cannot_be_sent_is_told_and_changes_nothing()
    {
        var (site, me) = await _builder.AddSiteAsync("Mine");
        var (theirs, other) = await _builder.AddSiteAsync("Theirs");
        var silent = await _builder.AddLeadAsync(site);
        var lead = await _builder.AddLeadAsync(site, contact: Maria);

        Assert.IsType<ReplyOutcome.Invalid>(await SendAsync(site.Id, silent.Id, me.Id, "Hi", "There"));
        Assert.IsType<ReplyOutcome.Invalid>(await SendAsync(site.Id, lead.Id, me.Id, "Hi", " \n "));
        Assert.IsType<ReplyOutcome.NotFound>(await SendAsync(theirs.Id, lead.Id, other.Id, "Hi", "There"));
        Assert.IsType<ReplyOutcome.NotFound>(await SendAsync(site.Id, lead.Id, other.Id, "Hi", "There"));
        Assert.Empty(_mail.Mails);

        await SendAsync(site.Id, lead.Id, me.Id, "Hi", "One");
        await SendAsync(site.Id, lead.Id, me.Id, "Hi", "Two");
        Assert.Contains("most it may", Assert.IsType<ReplyOutcome.Invalid>(await SendAsync(site.Id, lead.Id, me.Id, "Hi", "Three")).Problem, StringComparison.Ordinal);
        _clock.Advance(TimeSpan.FromHours(25));
        Assert.IsType<ReplyOutcome.Sent>(await SendAsync(site.Id, lead.Id, me.Id, "Hi", "Three"));
    }

    private Task<ReplyOutcome> SendAsync(Guid siteId, Guid leadId, Guid userId, string subject, string text) =>
        _database.Get<ReplyDesk>().SendAsync(siteId, leadId, userId, subject, text, Token);
}
