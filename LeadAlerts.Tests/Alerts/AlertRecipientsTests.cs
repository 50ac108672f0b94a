using System.Text.RegularExpressions;
using LeadAlerts.Core.Alerts.Recipients;
using LeadAlerts.Core.Email;
using LeadAlerts.Tests.Infrastructure;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Time.Testing;

namespace LeadAlerts.Tests.Alerts;

public sealed partial class AlertRecipientsTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 20, 12, 0, 0, TimeSpan.Zero);

    private readonly FakeTimeProvider _clock = new(Now);
    private readonly RecordingMailSender _mail = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_owners_own_confirmed_address_is_confirmed_at_once()
    {
        await using var database = await CreateAsync();
        var site = await OwnedSite.AddAsync(database, "roof", Now);

        var done = await AddAsync(database, site, "OWNER@roof.example");

        Assert.Equal((RecipientState.Confirmed, true), (done.Recipient.State, done.Recipient.IsMe));
        Assert.Null(done.Mail);
        Assert.Empty(_mail.Mails);
    }

    [Fact]
    public async Task Another_persons_address_waits_for_a_link_that_works_once()
    {
        await using var database = await CreateAsync();
        var site = await OwnedSite.AddAsync(database, "roof", Now);
        var confirmations = database.Get<RecipientConfirmations>();

        var done = await AddAsync(database, site, "pat@roof.example");
        var token = Token();

        Assert.Equal(RecipientState.Waiting, done.Recipient.State);
        Assert.IsType<MailOutcome.Accepted>(done.Mail);
        var open = Assert.IsType<ConfirmationOutcome.Open>(await confirmations.FindAsync(token, Cancel));
        Assert.Equal(("pat@roof.example", "roof", "Ana"), (open.Address, open.SiteName, open.AskedBy));
        Assert.Equal(RecipientState.Waiting, (await ListAsync(database, site)).Single().State);

        Assert.IsType<ConfirmationOutcome.Confirmed>(await confirmations.ConfirmAsync(token, Cancel));
        Assert.Equal(RecipientState.Confirmed, (await ListAsync(database, site)).Single().State);
        Assert.IsType<ConfirmationOutcome.Unknown>(await confirmations.ConfirmAsync(token, Cancel));
    }

    [Fact]
    public async Task A_link_expires_after_seven_days_and_a_new_one_replaces_it()
    {
        await using var database = await CreateAsync();
        var site = await OwnedSite.AddAsync(database, "roof", Now);
        var recipients = database.Get<AlertRecipients>();
        var confirmations = database.Get<RecipientConfirmations>();
        var added = await AddAsync(database, site, "pat@roof.example");
        var first = Token();
        _clock.Advance(TimeSpan.FromDays(7));

        Assert.IsType<ConfirmationOutcome.Expired>(await confirmations.ConfirmAsync(first, Cancel));
        Assert.True((await ListAsync(database, site)).Single().LinkExpired);

        Assert.IsType<RecipientOutcome.Done>(await recipients.SendLinkAgainAsync(site.Id, site.Owner.Id, added.Recipient.Id, Cancel));
        Assert.IsType<ConfirmationOutcome.Unknown>(await confirmations.ConfirmAsync(first, Cancel));
        Assert.IsType<ConfirmationOutcome.Confirmed>(await confirmations.ConfirmAsync(Token(), Cancel));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("nonsense")]
    public async Task A_made_up_token_is_unknown(string? token)
    {
        await using var database = await CreateAsync();

        Assert.IsType<ConfirmationOutcome.Unknown>(await database.Get<RecipientConfirmations>().FindAsync(token, Cancel));
        Assert.IsType<ConfirmationOutcome.Unknown>(
            await database.Get<RecipientConfirmations>().ConfirmAsync(token ?? new string('x', 5000), Cancel));
    }

    [Fact]
    public async Task A_token_confirms_its_own_sites_recipient_only()
    {
        await using var database = await CreateAsync();
        var site = await OwnedSite.AddAsync(database, "roof", Now);
        var other = await OwnedSite.AddAsync(database, "dentist", Now);
        await AddAsync(database, other, "pat@both.example");
        await AddAsync(database, site, "pat@both.example");

        await database.Get<RecipientConfirmations>().ConfirmAsync(Token(), Cancel);

        Assert.Equal(RecipientState.Confirmed, (await ListAsync(database, site)).Single().State);
        Assert.Equal(RecipientState.Waiting, (await ListAsync(database, other)).Single().State);
    }

    [Fact]
    public async Task An_address_is_on_a_sites_list_once_however_it_is_written()
    {
        await using var database = await CreateAsync();
        var site = await OwnedSite.AddAsync(database, "roof", Now);
        await AddAsync(database, site, "pat@roof.example");

        var again = await database.Get<AlertRecipients>().AddAsync(site.Id, site.Owner.Id, "PAT@ROOF.example", "", Cancel);

        Assert.Contains("already", Assert.IsType<RecipientOutcome.Refused>(again).Problem, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_site_has_so_many_recipients_and_no_more()
    {
        await using var database = await CreateAsync();
        var site = await OwnedSite.AddAsync(database, "roof", Now);
        for (var i = 0; i < 20; i++)
        {
            await AddAsync(database, site, $"p{i}@roof.example");
        }

        var outcome = await database.Get<AlertRecipients>().AddAsync(site.Id, site.Owner.Id, "late@roof.example", "", Cancel);

        Assert.Contains("at most 20", Assert.IsType<RecipientOutcome.Refused>(outcome).Problem, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Confirmation_mails_are_limited_per_site_and_address()
    {
        await using var database = await CreateAsync();
        var site = await OwnedSite.AddAsync(database, "roof", Now);
        var other = await OwnedSite.AddAsync(database, "dentist", Now);
        var recipients = database.Get<AlertRecipients>();
        var added = await AddAsync(database, site, "pat@roof.example");
        Assert.IsType<RecipientOutcome.Refused>(await recipients.SendLinkAgainAsync(site.Id, site.Owner.Id, added.Recipient.Id, Cancel));

        for (var i = 0; i < 29; i++)
        {
            Assert.NotNull(await recipients.RemoveAsync(site.Id, site.Owner.Id, added.Recipient.Id, Cancel));
            added = await AddAsync(database, site, "pat@roof.example");
        }

        await recipients.RemoveAsync(site.Id, site.Owner.Id, added.Recipient.Id, Cancel);
        Assert.IsType<RecipientOutcome.Refused>(await recipients.AddAsync(site.Id, site.Owner.Id, "pat@roof.example", "", Cancel));
        await AddAsync(database, other, "pat@roof.example");
        _clock.Advance(TimeSpan.FromHours(1));
        await AddAsync(database, site, "pat@roof.example");
    }

    [Fact]
    public async Task Members_and_owners_of_other_sites_change_nothing()
    {
        await using var database = await CreateAsync();
        var site = await OwnedSite.AddAsync(database, "roof", Now);
        var other = await OwnedSite.AddAsync(database, "dentist", Now);
        var recipients = database.Get<AlertRecipients>();
        var pat = (await AddAsync(database, site, "pat@roof.example")).Recipient.Id;
        _clock.Advance(TimeSpan.FromHours(2));

        foreach (var (siteId, userId) in new[]
        {
            (site.Id, site.Member.Id), (site.Id, other.Owner.Id), (other.Id, other.Owner.Id),
        })
        {
            Assert.IsType<RecipientOutcome.Refused>(await recipients.SendLinkAgainAsync(siteId, userId, pat, Cancel));
            Assert.IsType<RecipientOutcome.Refused>(await recipients.StopAsync(siteId, userId, pat, Cancel));
            Assert.IsType<RecipientOutcome.Refused>(await recipients.ResumeAsync(siteId, userId, pat, Cancel));
            Assert.Null(await recipients.RemoveAsync(siteId, userId, pat, Cancel));
        }

        Assert.IsType<RecipientOutcome.Refused>(await recipients.AddAsync(site.Id, site.Member.Id, "me@roof.example", "", Cancel));
        Assert.Equal(RecipientState.Waiting, (await ListAsync(database, site)).Single().State);
        Assert.Empty(await recipients.ListAsync(other.Id, other.Owner.Id, Cancel));
    }

    [Fact]
    public async Task A_removal_can_be_taken_back_as_it_was()
    {
        await using var database = await CreateAsync();
        var site = await OwnedSite.AddAsync(database, "roof", Now);
        var recipients = database.Get<AlertRecipients>();
        var confirmations = database.Get<RecipientConfirmations>();
        var added = await AddAsync(database, site, "pat@roof.example");
        await confirmations.ConfirmAsync(Token(), Cancel);

        var removed = await recipients.RemoveAsync(site.Id, site.Owner.Id, added.Recipient.Id, Cancel);
        Assert.Empty(await ListAsync(database, site));
        await recipients.RestoreAsync(site.Id, site.Owner.Id, removed!, Cancel);

        var row = (await ListAsync(database, site)).Single();
        Assert.Equal((added.Recipient.Id, RecipientState.Confirmed), (row.Id, row.State));
    }

    [Fact]
    public async Task Another_persons_mails_start_again_only_with_that_persons_word()
    {
        await using var database = await CreateAsync();
        var site = await OwnedSite.AddAsync(database, "roof", Now);
        var recipients = database.Get<AlertRecipients>();
        var confirmations = database.Get<RecipientConfirmations>();
        var pat = (await AddAsync(database, site, "pat@roof.example")).Recipient.Id;
        var mine = (await AddAsync(database, site, "owner@roof.example")).Recipient.Id;
        await confirmations.ConfirmAsync(Token(), Cancel);
        await recipients.StopAsync(site.Id, site.Owner.Id, pat, Cancel);
        await recipients.StopAsync(site.Id, site.Owner.Id, mine, Cancel);
        _clock.Advance(TimeSpan.FromHours(1));

        Assert.IsType<RecipientOutcome.Done>(await recipients.ResumeAsync(site.Id, site.Owner.Id, mine, Cancel));
        Assert.IsType<RecipientOutcome.Refused>(await recipients.ResumeAsync(site.Id, site.Owner.Id, pat, Cancel));
        Assert.IsType<RecipientOutcome.Done>(await recipients.SendLinkAgainAsync(site.Id, site.Owner.Id, pat, Cancel));
        Assert.Equal(RecipientState.Stopped, (await ListAsync(database, site)).Single(row => row.Id == pat).State);
        await confirmations.ConfirmAsync(Token(), Cancel);
        Assert.All(await ListAsync(database, site), row => Assert.Equal(RecipientState.Confirmed, row.State));
    }

    [Fact]
    public async Task A_line_break_in_a_name_does_not_reach_the_mail()
    {
        await using var database = await CreateAsync();
        var site = await OwnedSite.AddAsync(database, "roof", Now);

        var outcome = await database.Get<AlertRecipients>().AddAsync(
            site.Id, site.Owner.Id, "pat@roof.example", "Pat\r\nBcc: all@roof.example", Cancel);

        Assert.Equal("Pat Bcc: all@roof.example", Assert.IsType<RecipientOutcome.Done>(outcome).Recipient.Name);
        Assert.Empty(_mail.Messages.Single().Bcc);
    }

    private static async Task<RecipientOutcome.Done> AddAsync(TestDatabase database, OwnedSite site, string address) =>
        Assert.IsType<RecipientOutcome.Done>(
            await database.Get<AlertRecipients>().AddAsync(site.Id, site.Owner.Id, address, "", Cancel));

    private static Task<IReadOnlyList<RecipientRow>> ListAsync(TestDatabase database, OwnedSite site) =>
        database.Get<AlertRecipients>().ListAsync(site.Id, site.Owner.Id, Cancel);

    private Task<TestDatabase> CreateAsync() =>
        TestDatabase.CreateAsync(_clock, services => services.Replace(ServiceDescriptor.Singleton<IMailSender>(_mail)));

    private string Token() => TokenPattern().Match(_mail.Messages[^1].TextBody!).Groups[1].Value;

    [GeneratedRegex("token=([A-Za-z0-9_-]+)")]
    private static partial Regex TokenPattern();
}
