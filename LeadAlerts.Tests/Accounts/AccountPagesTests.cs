using System.Net;
using System.Text.RegularExpressions;
using LeadAlerts.Tests.Infrastructure;
using LeadAlerts.Web.Components.Account;
using MimeKit;

namespace LeadAlerts.Tests.Accounts;

public sealed partial class AccountPagesTests(AccountsApp accounts) : IClassFixture<AccountsApp>
{
    private readonly LeadAlertsApp _app = accounts.App;

    [Fact]
    public async Task A_person_registers_confirms_the_address_and_signs_in()
    {
        var visitor = new BrowserlessVisitor(_app);

        var registered = await RegisterAsync(visitor, "rita@example.com");
        Assert.Equal("/account/check-inbox", registered.Headers.Location?.OriginalString.Replace("http://localhost", "", StringComparison.Ordinal));

        var early = await BrowserlessVisitor.ReadTextAsync(await visitor.SignInAsync("rita@example.com"));
        Assert.Contains("not confirmed yet", early, StringComparison.Ordinal);
        Assert.False(await visitor.IsSignedInAsync());

        var link = await LinkToAsync("rita@example.com", "Confirm your e-mail address");
        var scanned = await visitor.GetAsync(link);
        Assert.Equal(HttpStatusCode.OK, scanned.StatusCode);
        Assert.Contains("not confirmed yet", await BrowserlessVisitor.ReadTextAsync(await visitor.SignInAsync("rita@example.com")), StringComparison.Ordinal);

        Assert.False(await visitor.IsSignedInAsync());
        var elsewhere = new BrowserlessVisitor(_app);
        var confirmed = await elsewhere.SubmitAsync(link, "confirm-email");
        Assert.EndsWith("/account/sign-in?done=confirmed", confirmed.Headers.Location?.OriginalString, StringComparison.Ordinal);
        Assert.False(await elsewhere.IsSignedInAsync());
        var signedIn = await elsewhere.SignInAsync("rita@example.com");

        Assert.Equal(HttpStatusCode.Found, signedIn.StatusCode);
        Assert.True(await elsewhere.IsSignedInAsync());
    }

    [Fact]
    public async Task Who_confirms_in_the_browser_that_signed_up_is_signed_in_once()
    {
        var visitor = new BrowserlessVisitor(_app);
        await RegisterAsync(visitor, "ruth@example.com");
        var link = await LinkToAsync("ruth@example.com", "Confirm your e-mail address");

        await visitor.GetAsync(link);
        Assert.False(await visitor.IsSignedInAsync());
        await visitor.SubmitAsync(link, "confirm-email");
        Assert.True(await visitor.IsSignedInAsync());

        await SignOutAsync(visitor);
        await visitor.SubmitAsync(link, "confirm-email");
        Assert.False(await visitor.IsSignedInAsync());
    }

    [Fact]
    public async Task A_browser_that_signed_up_before_somebody_took_the_address_over_is_not_signed_in()
    {
        var stranger = new BrowserlessVisitor(_app);
        await RegisterAsync(stranger, "taken@example.com", "the stranger's password");
        await RegisterAsync(new BrowserlessVisitor(_app), "taken@example.com", "the owner's password");

        var confirmed = await stranger.SubmitAsync(await LinkToAsync("taken@example.com", "Confirm your e-mail address"), "confirm-email");

        Assert.EndsWith("?done=confirmed", confirmed.Headers.Location?.OriginalString, StringComparison.Ordinal);
        Assert.False(await stranger.IsSignedInAsync());
    }

    [Fact]
    public async Task Registering_an_address_that_has_an_account_answers_the_same_and_tells_only_its_owner()
    {
        await _app.AddUserAsync("known@example.com");
        var visitor = new BrowserlessVisitor(_app);

        var known = await RegisterAsync(visitor, "known@example.com", "another password");
        var fresh = await RegisterAsync(visitor, "fresh@example.com", "another password");

        Assert.Equal(fresh.StatusCode, known.StatusCode);
        Assert.Equal(fresh.Headers.Location, known.Headers.Location);
        Assert.Equal(SetCookies(fresh), SetCookies(known));
        var notice = await _app.Mail.WaitForAsync("known@example.com");
        Assert.Equal("You already have an account", notice.Subject);
        Assert.Equal(HttpStatusCode.OK, (await visitor.SignInAsync("known@example.com", "another password")).StatusCode);
    }

    [Fact]
    public async Task Whoever_registers_an_unconfirmed_address_again_takes_it_from_the_stranger_before()
    {
        var stranger = new BrowserlessVisitor(_app);
        await RegisterAsync(stranger, "victim@example.com", "the stranger's password");
        var strangersLink = await LinkToAsync("victim@example.com", "Confirm your e-mail address");

        var owner = new BrowserlessVisitor(_app);
        await RegisterAsync(owner, "victim@example.com", "the owner's password");
        var old = await BrowserlessVisitor.ReadTextAsync(await owner.SubmitAsync(strangersLink, "confirm-email"));
        Assert.Contains("no longer good", old, StringComparison.Ordinal);

        await owner.SubmitAsync(await LinkToAsync("victim@example.com", "Confirm your e-mail address"), "confirm-email");
        await stranger.SignInAsync("victim@example.com", "the stranger's password");
        await owner.SignInAsync("victim@example.com", "the owner's password");

        Assert.False(await stranger.IsSignedInAsync());
        Assert.True(await owner.IsSignedInAsync());
    }

    [Fact]
    public async Task An_unknown_address_a_wrong_password_and_a_resting_account_get_the_same_answer()
    {
        await _app.AddUserAsync("same@example.com");
        var visitor = new BrowserlessVisitor(_app);

        var unknown = await visitor.SignInAsync("nobody@example.com", "wrong password");
        var wrong = await visitor.SignInAsync("same@example.com", "wrong password");
        for (var i = 0; i < 4; i++)
        {
            await visitor.SignInAsync("same@example.com", "wrong password");
        }

        var resting = await visitor.SignInAsync("same@example.com");

        Assert.Equal(unknown.StatusCode, wrong.StatusCode);
        Assert.Equal(unknown.StatusCode, resting.StatusCode);
        var text = await BrowserlessVisitor.ReadTextAsync(unknown);
        Assert.Contains("is not right", text, StringComparison.Ordinal);
        Assert.Equal(text, await BrowserlessVisitor.ReadTextAsync(wrong));
        Assert.Equal(text, await BrowserlessVisitor.ReadTextAsync(resting));
    }

    [Fact]
    public async Task A_stranger_who_tries_passwords_does_not_keep_out_a_device_that_signed_in_before()
    {
        await _app.AddUserAsync("owner@example.com");
        var owner = new BrowserlessVisitor(_app);
        await owner.SignInAsync("owner@example.com");
        await SignOutAsync(owner);
        var stranger = new BrowserlessVisitor(_app);
        for (var i = 0; i < 6; i++)
        {
            await stranger.SignInAsync("owner@example.com", "a guess or so");
        }

        var fromElsewhere = new BrowserlessVisitor(_app);
        await fromElsewhere.SignInAsync("owner@example.com");
        await owner.SignInAsync("owner@example.com");

        Assert.False(await fromElsewhere.IsSignedInAsync());
        Assert.True(await owner.IsSignedInAsync());
    }

    [Fact]
    public async Task A_forgotten_password_is_replaced_once_and_ends_the_rest()
    {
        await _app.AddUserAsync("forgot@example.com");
        var visitor = new BrowserlessVisitor(_app);
        for (var i = 0; i < 5; i++)
        {
            await visitor.SignInAsync("forgot@example.com", "wrong password");
        }

        var known = await visitor.SubmitAsync("/account/forgot-password", "forgot-password", ("Input.Email", "forgot@example.com"));
        var unknown = await visitor.SubmitAsync("/account/forgot-password", "forgot-password", ("Input.Email", "stranger@example.com"));
        Assert.Equal(known.StatusCode, unknown.StatusCode);
        Assert.Equal(known.Headers.Location, unknown.Headers.Location);
        Assert.Equal("There is no account with this address", (await _app.Mail.WaitForAsync("stranger@example.com")).Subject);

        var link = await LinkToAsync("forgot@example.com", "Choose a new password");
        var first = await visitor.SubmitAsync(link, "reset-password", ("Input.Password", "a brand new one"));
        var again = await visitor.SubmitAsync(link, "reset-password", ("Input.Password", "and yet another"));
        await visitor.SignInAsync("forgot@example.com", "a brand new one");

        Assert.Equal(HttpStatusCode.Found, first.StatusCode);
        Assert.Contains("no longer good", await BrowserlessVisitor.ReadTextAsync(again), StringComparison.Ordinal);
        Assert.True(await visitor.IsSignedInAsync());
    }

    [Fact]
    public async Task A_changed_password_takes_the_old_one_and_needs_it()
    {
        await _app.AddUserAsync("change@example.com");
        var visitor = new BrowserlessVisitor(_app);
        await visitor.SignInAsync("change@example.com");

        var wrong = await visitor.SubmitAsync(
            "/account/manage/password", "password", ("Input.Current", "not this one"), ("Input.Password", "a brand new one"));
        Assert.Contains("current password is not right", await BrowserlessVisitor.ReadTextAsync(wrong), StringComparison.Ordinal);

        var right = await visitor.SubmitAsync(
            "/account/manage/password", "password", ("Input.Current", LeadAlertsApp.Password), ("Input.Password", "a brand new one"));
        Assert.Contains("Your password is changed", await BrowserlessVisitor.ReadTextAsync(right), StringComparison.Ordinal);
        Assert.True(await visitor.IsSignedInAsync());
    }

    [Fact]
    public async Task A_password_is_never_written_back_into_the_page()
    {
        var response = await new BrowserlessVisitor(_app).SignInAsync("nobody@example.com", "a secret canary");

        Assert.DoesNotContain(
            "a secret canary", await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_cookie_of_a_signed_in_person_is_kept_from_scripts_and_other_sites()
    {
        await _app.AddUserAsync("cookie@example.com");

        var response = await new BrowserlessVisitor(_app).SignInAsync("cookie@example.com");

        var cookies = response.Headers.GetValues("Set-Cookie").Where(cookie => cookie.StartsWith("leadalerts", StringComparison.Ordinal)).ToList();
        Assert.NotEmpty(cookies);
        Assert.All(cookies, cookie => Assert.Contains("httponly", cookie, StringComparison.OrdinalIgnoreCase));
        Assert.All(cookies, cookie => Assert.Contains("samesite=lax", cookie, StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task Signing_out_takes_the_forms_token()
    {
        await _app.AddUserAsync("out@example.com");
        var visitor = new BrowserlessVisitor(_app);
        await visitor.SignInAsync("out@example.com");
        using var nothing = new FormUrlEncodedContent([]);

        var forged = await visitor.PostAsync("/account/sign-out", nothing);
        Assert.Equal(HttpStatusCode.SeeOther, forged.StatusCode);
        Assert.True(await visitor.IsSignedInAsync());

        await SignOutAsync(visitor);
        Assert.False(await visitor.IsSignedInAsync());
    }

    [Fact]
    public async Task A_form_that_was_open_too_long_comes_back_fresh()
    {
        using var stale = new FormUrlEncodedContent(new Dictionary<string, string> { ["_handler"] = "sign-in", ["__RequestVerificationToken"] = "old" });

        var response = await new BrowserlessVisitor(_app).PostAsync("/account/sign-in?return-url=%2Fleads", stale);

        Assert.Equal(HttpStatusCode.SeeOther, response.StatusCode);
        Assert.Equal("/account/sign-in?return-url=%2Fleads", response.Headers.Location!.OriginalString);
    }

    [Theory]
    [InlineData("/leads?view=hot", true)]
    [InlineData("/", true)]
    [InlineData("//evil.example", false)]
    [InlineData("/\\evil.example", false)]
    [InlineData("\\\\evil.example", false)]
    [InlineData("https://evil.example", false)]
    [InlineData("javascript:alert(1)", false)]
    [InlineData("/\t/evil.example", false)]
    [InlineData("leads", false)]
    [InlineData("", false)]
    [InlineData(null, false)]
    public void Only_addresses_of_our_own_are_followed(string? url, bool local) => Assert.Equal(local, AccountUrls.IsLocal(url));

    [Theory]
    [InlineData("/leads", "/leads")]
    [InlineData("//evil.example", "/")]
    [InlineData("/\\evil.example", "/")]
    public async Task Signing_in_leads_back_to_our_own_pages_only(string returnUrl, string expected)
    {
        var email = $"return{Guid.NewGuid():N}@example.com";
        await _app.AddUserAsync(email);

        var response = await new BrowserlessVisitor(_app).SignInAsync(
            email, path: $"/account/sign-in?return-url={Uri.EscapeDataString(returnUrl)}");

        Assert.Equal(new Uri(new Uri("http://localhost"), expected), new Uri(new Uri("http://localhost"), response.Headers.Location!));
    }

    private static Task<HttpResponseMessage> RegisterAsync(
        BrowserlessVisitor visitor, string email, string password = LeadAlertsApp.Password) =>
        visitor.SubmitAsync(
            "/account/register", "register", ("Input.Name", "Rita"), ("Input.Email", email), ("Input.Password", password));

    /// <summary>What a stranger can read from the cookies of an answer.</summary>
    private static IEnumerable<(string Name, int Length)> SetCookies(HttpResponseMessage response) =>
        response.Headers.GetValues("Set-Cookie").Select(cookie => (cookie.Split('=')[0], cookie.Length)).Order();

    private static async Task SignOutAsync(BrowserlessVisitor visitor) => await visitor.PostFormAsync("/account/manage", "/account/sign-out");

    private async Task<string> LinkToAsync(string email, string subject) =>
        LinkIn(await _app.Mail.WaitForAsync(email, mail => mail.Subject == subject));

    internal static string LinkIn(MimeMessage mail) => Link().Match(mail.TextBody!.ReplaceLineEndings("\n")).Groups[1].Value;

    [GeneratedRegex(@"https?://[^/\s]+(/account/\S+)")]
    private static partial Regex Link();
}
