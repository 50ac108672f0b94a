using Bunit;
using LeadAlerts.Core.Members;
using LeadAlerts.Tests.Alerts;
using LeadAlerts.Tests.Infrastructure;
using LeadAlerts.Web.Components.Pages.Sites;
using Microsoft.Extensions.Time.Testing;

namespace LeadAlerts.Tests.Sites;

public sealed class BusinessPartTests : IAsyncLifetime
{
    private static readonly DateTimeOffset Now = new(2026, 11, 20, 12, 0, 0, TimeSpan.Zero);

    private TestDatabase _database = null!;
    private OwnedSite _site = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _database = await TestDatabase.CreateAsync(new FakeTimeProvider(Now));
        _site = await OwnedSite.AddAsync(_database, "roof", Now);
    }

    public ValueTask DisposeAsync() => _database.DisposeAsync();

    [Fact]
    public async Task Own_numbers_and_addresses_that_are_none_are_told_at_their_fields_and_nothing_is_lost()
    {
        await using var page = LeavablePage.Open<BusinessPart>(_database, _site.Owner, (nameof(BusinessPart.Site), await FindAsync()));
        await TypeAsync(page, "#kind", "Roofer");
        await TypeAsync(page, "#phones", "abc");
        await TypeAsync(page, "#emails", "not an address@@");

        await page.Frame.InvokeAsync(() => page.Frame.Find("form").SubmitAsync());

        await page.WaitForAsync(() => page.Frame.FindAll(".validation-message").Count == 2);
        Assert.Equal(
            ["“abc” is no phone number.", "“not an address@@” is neither an e-mail address nor a domain."],
            page.Frame.FindAll(".validation-message").Select(message => message.TextContent));
        Assert.Equal("abc", page.Frame.Find("#phones").GetAttribute("value"));
        Assert.Equal("", (await FindAsync()).Business.Kind);

        await TypeAsync(page, "#phones", "(510) 555-0100");
        await TypeAsync(page, "#emails", "roof.example");
        await page.Frame.InvokeAsync(() => page.Frame.Find("form").SubmitAsync());
        await page.WaitForNoticeAsync("Saved.");
        var saved = (await FindAsync()).Business;
        Assert.Equal(("Roofer", "(510) 555-0100", "roof.example"), (saved.Kind, saved.OwnPhones, saved.OwnEmails));
    }

    private static Task TypeAsync(LeavablePage page, string field, string text) =>
        page.Frame.InvokeAsync(() => page.Frame.Find(field).Change(text));

    private async Task<SiteDetail> FindAsync() => (await _database.Get<SiteEditing>().FindAsync(_site.Id, _site.Owner.Id, Cancel))!;
}
