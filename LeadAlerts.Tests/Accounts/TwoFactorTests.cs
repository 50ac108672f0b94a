using System.Net;
using LeadAlerts.Core.Members;
using LeadAlerts.Tests.Infrastructure;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;

namespace LeadAlerts.Tests.Accounts;

public sealed class TwoFactorTests(AccountsApp accounts) : IClassFixture<AccountsApp>
{
    private readonly LeadAlertsApp _app = accounts.App;

    [Fact]
    public async Task A_person_enrols_and_signs_in_with_the_apps_code()
    {
        var (visitor, key, codes) = await EnrolAsync("totp@example.com");
        Assert.Equal(10, codes.Count);
        Assert.True(await visitor.IsSignedInAsync());

        var other = new BrowserlessVisitor(_app);
        var asked = await other.SignInAsync("totp@example.com");
        Assert.EndsWith("/account/two-factor", asked.Headers.Location!.OriginalString, StringComparison.Ordinal);
        Assert.False(await other.IsSignedInAsync());

        var wrong = await other.SubmitAsync("/account/two-factor", "two-factor", ("Input.Code", "12345"));
        Assert.Contains("code is not right", await BrowserlessVisitor.ReadTextAsync(wrong), StringComparison.Ordinal);
        var right = await other.SubmitAsync("/account/two-factor", "two-factor", ("Input.Code", Totp.Compute(key, DateTimeOffset.UtcNow)));

        Assert.Equal(HttpStatusCode.Found, right.StatusCode);
        Assert.True(await other.IsSignedInAsync());
    }

    [Fact]
    public async Task A_recovery_code_opens_the_door_once()
    {
        var (_, _, codes) = await EnrolAsync("recovery@example.com");

        var first = new BrowserlessVisitor(_app);
        await first.SignInAsync("recovery@example.com");
        await first.SubmitAsync("/account/recovery-code", "recovery-code", ("Input.Code", codes[3].ToLowerInvariant()));
        var second = new BrowserlessVisitor(_app);
        await second.SignInAsync("recovery@example.com");
        var refused = await second.SubmitAsync("/account/recovery-code", "recovery-code", ("Input.Code", codes[3]));

        Assert.True(await first.IsSignedInAsync());
        Assert.False(await second.IsSignedInAsync());
        Assert.Contains("used before", await BrowserlessVisitor.ReadTextAsync(refused), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_wrong_code_switches_nothing_on()
    {
        var user = await _app.AddUserAsync("wrongcode@example.com");
        var visitor = new BrowserlessVisitor(_app);
        await visitor.SignInAsync(user.Email!);

        await visitor.SubmitAsync("/account/manage/two-factor", "enrol", ("Code.Code", "12345"));

        await using var scope = _app.Services.CreateAsyncScope();
        var users = scope.ServiceProvider.GetRequiredService<UserManager<ApplicationUser>>();
        Assert.False((await users.FindByIdAsync(user.Id.ToString()))!.TwoFactorEnabled);
    }

    [Fact]
    public async Task Nobody_gets_to_the_code_without_the_password()
    {
        var response = await new BrowserlessVisitor(_app).GetAsync("/account/two-factor");

        Assert.EndsWith("/account/sign-in", response.Headers.Location!.OriginalString, StringComparison.Ordinal);
    }

    private async Task<(BrowserlessVisitor Visitor, string Key, IReadOnlyList<string> Codes)> EnrolAsync(string email)
    {
        await _app.AddUserAsync(email);
        var visitor = new BrowserlessVisitor(_app);
        await visitor.SignInAsync(email);
        var page = await visitor.OpenAsync("/account/manage/two-factor");
        Assert.StartsWith("data:image/png;base64,", page.QuerySelector("img.la-qr")!.GetAttribute("src"), StringComparison.Ordinal);
        var key = page.QuerySelector("#key")!.TextContent;

        var done = await visitor.SubmitAsync(
            "/account/manage/two-factor", "enrol", ("Code.Code", Totp.Compute(key, DateTimeOffset.UtcNow)));
        var codes = (await BrowserlessVisitor.ReadAsync(done)).QuerySelectorAll(".la-codes li").Select(code => code.TextContent).ToList();
        return (visitor, key, codes);
    }
}
